"""From a thin place of the learning chain to two houses that work together there, in a browser."""

import re
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from network.actions.match_run import run_matching
from network.enums import ListingKind
from tests.e2e.test_network_meeting import come_in
from tests.factories.cms import frame
from tests.support.barriers import problems
from tests.support.cases import editor, staff
from tests.support.chain import cooperation
from tests.support.journeys import button
from tests.support.mails import sent_to
from tests.support.matching import house, listing

SCHOOL, LIBRARY = "Oberschule Sandow", "Stadtbibliothek"
MAILBOXES = ("schule@example.org", "bibliothek@example.org")
GIVES = {SCHOOL: "Eine siebte Klasse und ihren Raum", LIBRARY: "Drei Nachmittage und die Hefte"}
Cell = namedtuple("Cell", "cooperations word percent drawn")  # drawn: word and per cent


@pytest.fixture
def scene(transactional_db):
    """A cell with one cooperation, two other houses that fit it, and a night of matching."""
    frame()
    cooperation(
        house("Gymnasium", "secondary"), house("Jugendklub"), field="education", areas=("2.5",)
    )
    school = house(SCHOOL, "secondary", contact_mailbox=MAILBOXES[0])
    library = house(LIBRARY, contact_mailbox=MAILBOXES[1])
    listing(school, ListingKind.NEED, "Gesucht: Workshop zu Netiquette")
    listing(library, ListingKind.OFFER, "Workshop Netiquette im Klassenchat")
    now = timezone.now()
    run_matching(as_of=timezone.localdate(now), at=now)
    cache.clear()
    return staff(), editor(school), editor(library)


def do(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def state(page, word):
    expect(page.locator("main .tag").first).to_have_text(word)


def find_thin_cell(page):
    """The name of the only one of its area."""
    page.goto("/de/netzwerk/luecken/")
    do(page, "Kommunikation und Zusammenarbeit")
    thin = page.locator(".heat").get_by_role("link", name="dünn")
    return re.search(r": (.*), \d+ %", thin.text_content())[1]


def cell(page, name):
    """What the table and its drawing say of one cell."""
    link = page.locator(".heat").get_by_role("link", name=name)
    number, word, percent = re.match(r"(\d+) (\w+): .* (\d+) %", link.text_content()).groups()
    page.get_by_text("Dasselbe als Bild").click()
    square = page.locator(".heat-drawing__square").filter(has_text=name)
    expect(square).to_be_visible()
    drawn, size = re.search(r": (\w+), (\d+) %$", square.text_content()).groups()
    return Cell(int(number), word, int(percent), (drawn, int(size)))


def open_cell(page, name):
    """Who would help there and why, in words."""
    page.locator(".heat").get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text(name)
    closers = page.get_by_role("region", name="Wer die Lücke schließen könnte")
    for words in (
        f"{SCHOOL} ⇄ {LIBRARY}",
        "Passung hoch",
        "Gesuch und Angebot gehören zusammen: Workshop oder Kurs.",
        "Deckt die gesuchte Kompetenz ab: 2.5",
    ):
        expect(closers).to_contain_text(words)
    assert problems(page, page.url) == {}


def write_case(page):
    """The pair and its subject stand there already; what each gives is added."""
    page.get_by_role("link", name="Anfrage vorbereiten").click()
    for number, (partner, gives) in enumerate(GIVES.items()):
        slot = page.locator(".case-slot").nth(number)
        expect(slot.get_by_label("Einrichtung")).to_have_value(partner)
        slot.locator("summary").click()
        slot.get_by_label("Beitrag").fill(gives)
        slot.get_by_label("Ansprechrolle").fill("Leitung")
    page.get_by_label("Ziel (freiwillig)").fill("Eine Klasse vereinbart, wie sie schreibt.")
    today = timezone.localdate()
    for label, days in (("Beginn", 0), ("Ende", 90), ("Gemeinsamer Rückblick am", 100)):
        on = today + timedelta(days=days)
        page.get_by_label(f"{label} (freiwillig)").fill(on.isoformat())
    button(page, "Fall anlegen").click()
    state(page, "vorgeschlagen")


def ask(page):
    """Send it to both; returns the library's letter."""
    do(page, "Anfragen")
    expect(page.locator(".case-mail h3")).to_have_text([SCHOOL, LIBRARY])
    assert [sent_to(mailbox) for mailbox in MAILBOXES] == [[], []]
    button(page, "Jetzt senden").click()
    state(page, "angefragt")
    _school, (letter,) = [sent_to(mailbox) for mailbox in MAILBOXES]
    return letter


def accept(page, house_name):
    state(page, "angefragt")
    do(page, "Zustimmen")
    button(page, "Zustimmen").click()
    expect(page.locator(".case-timeline li", has_text="Zugestimmt.").first).to_contain_text(
        house_name
    )


def agree(page):
    """Both said yes: now the paper, which they sign."""
    page.reload()
    state(page, "im Gespräch")
    do(page, "Vereinbaren")
    button(page, "Vereinbaren").click()
    state(page, "vereinbart")
    for name, start in (("PDF", b"%PDF"), ("Word-Datei", b"PK")):
        with page.expect_download() as download:
            do(page, f"Vereinbarung als {name}")
        assert Path(download.value.path()).read_bytes().startswith(start)
    do(page, "Starten")
    page.get_by_label("Vereinbarung unterschrieben am").fill(timezone.localdate().isoformat())
    button(page, "Starten").click()
    state(page, "läuft")


def finish(page):
    do(page, "Abschließen")
    for label, number in (("Erreichte Personen", "24"), ("Termine", "3"), ("Stunden", "6")):
        page.get_by_label(label).fill(number)
    page.get_by_label("nein", exact=True).check()
    button(page, "Abschließen").click()
    state(page, "abgeschlossen")
    reached = page.locator(".case-facts div").filter(has_text="Erreichte Personen")
    expect(reached.locator("dd")).to_have_text("24")
    assert problems(page, page.url) == {}


def test_a_thin_cell_is_strengthened_by_two_houses_that_were_suggested(open_browser, site, scene):
    city, ann, ben = scene
    desk, school, library = (come_in(open_browser(), who, site) for who in (city, ann, ben))
    name = find_thin_cell(desk)
    table, before = desk.url, cell(desk, name)
    open_cell(desk, name)
    write_case(desk)
    letter = ask(desk)
    school.goto("/de/netzwerk/faelle/")
    do(school, desk.locator("h1").inner_text())
    accept(school, SCHOOL)
    library.goto(re.search(r"http\S+", letter.body)[0])
    accept(library, LIBRARY)
    agree(desk)
    case = desk.url
    desk.goto(table)
    after = cell(desk, name)
    assert (before.word, after.word) == ("dünn", "gut")
    assert after.cooperations == before.cooperations + 1
    assert after.percent > before.percent
    for one in (before, after):
        assert one.drawn == (one.word, one.percent)
    desk.goto(case)
    finish(desk)
    desk.goto(table)
    assert cell(desk, name) == after  # it counts for the quarter in which it ran
