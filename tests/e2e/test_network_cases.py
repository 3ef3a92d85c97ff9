"""A cooperation from the request to its outcome, as the people concerned do it in a browser."""

import io
import os
from pathlib import Path

import pikepdf
import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from network.enums import CooperationState as S
from network.models import Cooperation, Partner
from tests.factories.cms import frame
from tests.support.barriers import problems
from tests.support.cases import cast, coordinator, editor, house, listing, shown_case, staff
from tests.support.journeys import button, sign_in
from tests.support.mails import sent_to
from tests.support.pdf import text_of

BOARD = "/de/netzwerk/faelle/"


@pytest.fixture
def scene(transactional_db):
    """Two houses that could work together, and who is concerned."""
    frame()
    a, b = house("Anker"), house("Birke")
    Partner.objects.filter(pk=b.pk).update(name="Měšćańska biblioteka Chóśebuz")
    listing(b, "Robotik-Nachmittag")
    cache.clear()
    return a, b, staff(), editor(a), editor(b)


def do(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def state(page, word):
    expect(page.locator("main .tag").first).to_have_text(word)


def look(page, name):
    """Where somebody wants to see it."""
    folder = os.environ.get("SHOTS")
    if folder:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_from_the_request_to_the_outcome(open_browser, scene, javascript):
    a, b, city, ann, ben = scene
    desk = open_browser(javascript=javascript)
    sign_in(desk, city)
    desk.goto(f"{BOARD}neu/?partner={a.key}&partner={b.key}")
    desk.get_by_label("Titel").fill("Robotik für Jung und Alt")
    desk.get_by_label("Ziel (freiwillig)").fill("Kinder und Ältere bauen zusammen einen Roboter.")
    desk.get_by_label("Robotik-Nachmittag").check()
    desk.get_by_label("Bildung", exact=True).check()
    look(desk, "new")
    button(desk, "Fall anlegen").click()
    state(desk, "vorgeschlagen")
    do(desk, "Anfragen")
    desk.get_by_label("Ihre Nachricht").fill("Mögen Sie sich kennenlernen?")
    button(desk, "Vorschau erneuern").click()
    expect(desk.locator(".case-mail").first).to_contain_text("Mögen Sie sich kennenlernen?")
    look(desk, "preview")
    assert sent_to(a.contact_mailbox) == []
    button(desk, "Jetzt senden").click()
    state(desk, "angefragt")

    for partner, person in ((a, ann), (b, ben)):
        page = open_browser(javascript=javascript, width=360)
        sign_in(page, person)
        (mail,) = sent_to(partner.contact_mailbox)
        page.goto(f"/de/netzwerk/{mail.body.split('/netzwerk/')[1].split()[0]}")
        do(page, "Zustimmen")
        button(page, "Zustimmen").click()
        do(page, "Öffentlich nennen")
        page.get_by_label("Unsere Einrichtung darf").check()
        button(page, "Öffentlich nennen").click()
        look(page, f"answer-{partner.slug}")
    desk.reload()
    state(desk, "im Gespräch")
    expect(desk.locator("main")).to_contain_text("Der Beitrag von „Anker“ fehlt.")
    look(desk, "talks")

    do(desk, "Angaben ändern")
    for number, what in enumerate(("20 Kinder aus dem Hort", "Raum und Bausätze")):
        desk.locator(f"[name=contribution-{number}]").fill(what)
        desk.locator(f"[name=contact_role-{number}]").fill("Leitung")
    desk.get_by_label("Beginn (freiwillig)").fill("2026-11-01")
    desk.get_by_label("Ende (freiwillig)").fill("2027-03-31")
    desk.get_by_label("Gemeinsamer Rückblick").fill("2027-04-15")
    button(desk, "Speichern").click()
    do(desk, "Vereinbaren")
    button(desk, "Vereinbaren").click()
    state(desk, "vereinbart")
    with desk.expect_download() as download:
        do(desk, "Vereinbarung als PDF")
    printed = text_of(pikepdf.open(io.BytesIO(Path(download.value.path()).read_bytes())))
    assert "Anker" in printed
    assert "Měšćańska biblioteka Chóśebuz" in printed

    do(desk, "Starten")
    desk.get_by_label("Vereinbarung unterschrieben am").fill("2026-11-20")
    button(desk, "Starten").click()
    state(desk, "läuft")
    stranger = open_browser(javascript=javascript)
    stranger.goto("/de/netzwerk/kooperationen/")
    stranger.get_by_role("link", name="Robotik für Jung und Alt").click()
    expect(stranger.locator("main")).to_contain_text("Měšćańska biblioteka Chóśebuz")
    look(stranger, "public")

    do(desk, "Abschließen")
    for label, number in (("Erreichte Personen", "24"), ("Termine", "3"), ("Stunden", "6")):
        desk.get_by_label(label).fill(number)
    desk.get_by_label("ja", exact=True).check()
    button(desk, "Abschließen").click()
    state(desk, "abgeschlossen")
    expect(desk.locator("main")).to_contain_text("Folgefall vorschlagen")
    look(desk, "done")
    case = Cooperation.objects.get()
    assert (case.state, case.reached_people, case.continues) == (S.COMPLETED, 24, True)


def test_two_people_edit_at_once_and_nothing_is_lost(open_browser, transactional_db):
    frame()
    one = cast(S.IN_TALKS)
    first, second = open_browser(), open_browser(width=360)
    for page, person in ((first, one.ann), (second, one.ben)):
        sign_in(page, person)
        page.goto(f"{BOARD}{one.case.key}/aendern/")
    first.get_by_label("Titel").fill("Annas Fassung")
    button(first, "Speichern").click()
    second.get_by_label("Titel").fill("Bens Fassung")
    button(second, "Speichern").click()
    expect(second.get_by_role("row", name="Titel")).to_contain_text("Annas Fassung")
    expect(second.get_by_label("Titel")).to_have_value("Bens Fassung")
    look(second, "conflict")
    button(second, "Speichern").click()
    expect(second.locator("h1")).to_have_text("Bens Fassung")


def test_no_barriers(open_browser, transactional_db):
    frame()
    scene = cast(S.IN_TALKS)
    for wanted in S:
        cast(wanted)
    Cooperation.objects.filter(pk=scene.case.pk).update(
        next_step="Termin für das erste Treffen finden", next_step_due="2020-01-01"
    )
    coordinator("education")
    shown = shown_case(scene.a)
    proposed = Cooperation.objects.filter(state=S.PROPOSED).first()
    page = open_browser()
    sign_in(page, scene.city)
    wrong = {}
    for address in (
        BOARD,
        f"{BOARD}neu/?partner={scene.a.key}&partner={scene.b.key}",
        f"{BOARD}{scene.case.key}/",
        f"{BOARD}{scene.case.key}/aendern/",
        f"{BOARD}{scene.case.key}/vereinbaren/",
        f"{BOARD}{proposed.key}/anfragen/",
        "/de/netzwerk/kooperationen/",
        f"/de/netzwerk/kooperationen/{shown.key}/",
    ):
        wrong |= problems(page, address)
        look(page, address.strip("/").split("?")[0].replace("/", "-"))
    partner = open_browser()
    sign_in(partner, scene.ann)
    Cooperation.objects.filter(pk=scene.case.pk).update(state=S.REQUESTED)
    for word in ("zustimmen", "ablehnen", "notiz", "naechster-schritt"):
        wrong |= problems(partner, f"{BOARD}{scene.case.key}/{word}/")
    assert wrong == {}
