"""A group of adults in a browser: cards, a list on paper, attendance, certificates with names."""

from pathlib import Path

import pikepdf
import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from courses.models import Certificate, ClassPresence
from tests.factories.cms import frame
from tests.support.barriers import looks_well
from tests.support.journeys import button, sign_in
from tests.support.pdf import text_of
from tests.support.school_class import lead_of
from tests.support.traces import places_of, written
from tests.support.world import build

NAME = "Ada-Xenia Wachtelkoenig"
DAY = timezone.localdate()


@pytest.fixture
def world(transactional_db):
    frame()
    built = build()
    cache.clear()
    return built


@pytest.fixture
def lead(world):
    return lead_of(world.partner, username="lise", display_name="Lise Leitung")


def found_a_group(page, course):
    """A group of two with a course to learn; tells alias and code of the cards, by alias."""
    page.get_by_role("link", name="Meine Klassen").click()
    page.get_by_role("link", name="Neue Klasse").click()
    page.get_by_label("Gruppe Erwachsener").check()
    page.get_by_label("Bezeichnung").fill("Lesekreis")
    button(page, "Klasse anlegen").click()
    page.get_by_label("Neue Plätze").fill("2")
    button(page, "Anlegen und Karten zeigen").click()
    cards = page.locator(".class-card")
    aliases = cards.locator(".class-card__alias").all_inner_texts()
    codes = cards.locator(".class-card__code code").all_inner_texts()
    page.get_by_role("link", name="Zurück zu den Plätzen").click()
    page.get_by_role("link", name="Aufgaben").click()
    page.get_by_label("Kurs").select_option(label=course.texts.get(locale="de").title)
    button(page, "Kurs wählen").click()
    button(page, "Aufgabe geben").click()
    page.get_by_role("link", name="Übersicht").click()
    button(page, "Für ein Treffen öffnen (90 Minuten)").click()
    return dict(zip(aliases, codes, strict=True))


def finish_the_course(page, alias, code):
    """Somebody of the group comes in by card, is called Sie, and does both lessons."""
    page.goto(f"/de/karte/{code}/")
    expect(page.locator("h1")).to_have_text("Sind Sie das?")
    expect(page.locator(".class-me__alias")).to_have_text(alias)
    looks_well(page, "me")
    button(page, "Los geht’s").click()
    button(page, "Erledigt, weiter").click()
    button(page, "Als erledigt markieren").click()
    expect(page.get_by_text("Geschafft!")).to_be_visible()


def note_attendance(page, here, first, second):
    page.goto(f"{here}anwesenheit/liste/")
    expect(page.locator(".paper-list tbody tr")).to_have_count(2)
    looks_well(page, "liste")
    page.emulate_media(media="print")
    assert page.locator(".site-header").is_hidden()
    assert page.locator(".paper-list").is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Zurück zur Anwesenheit").click()
    page.get_by_label("Bezeichnung").fill("Vormittag")
    button(page, "Anlegen und Liste führen").click()
    page.get_by_role("group", name=first).get_by_label("anwesend", exact=True).check()
    page.get_by_role("group", name=second).get_by_label("entschuldigt").check()
    looks_well(page, "treffen")
    button(page, "Speichern").click()
    expect(page.get_by_text("Die Anwesenheit ist gespeichert.")).to_be_visible()
    expect(page.locator(".class-board tbody tr", has_text=first)).to_contain_text("1 von 1")
    looks_well(page, "anwesenheit")
    assert ClassPresence.objects.filter(presence="present").count() == 1


def print_a_certificate(page, alias):
    page.get_by_role("link", name="Urkunden", exact=True).click()
    page.get_by_label(f"Name: {alias}").fill(NAME)
    looks_well(page, "urkunden")
    # The first PDF of a process brings the renderer with it, which takes its time.
    with page.expect_download(timeout=60_000) as download:
        button(page, "Urkunden laden").click(no_wait_after=True)
    with pikepdf.open(Path(download.value.path())) as document:
        return text_of(document)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_reading_circle(open_browser, world, lead, javascript, caplog):
    office = open_browser(javascript=javascript)
    sign_in(office, lead)
    cards = found_a_group(office, world.plain)
    here = office.url.split("?")[0]
    (first, code), (second, _unused) = sorted(cards.items())
    person = open_browser(width=320, javascript=javascript)
    finish_the_course(person, first, code)
    note_attendance(office, here, first, second)
    text = print_a_certificate(office, first)
    assert NAME.replace(" ", "") in text.replace(" ", "")
    certificate = Certificate.objects.get()
    assert (certificate.holder_name, certificate.pdf_name) == ("", "")
    stranger = open_browser()
    stranger.goto(f"/de/zertifikat/{certificate.code}/")
    expect(stranger.locator("main")).to_contain_text("Roboter im Alltag")
    assert "Wachtelkoenig" not in stranger.content()
    office.goto(here)
    expect(office.locator(".class-board tbody tr", has_text=first)).to_contain_text("1 von 1")
    looks_well(office, "uebersicht")
    found = written(caplog)
    assert "class-certificates" in found["logs"]
    assert places_of([NAME, "Wachtelkoenig"], found) == []
