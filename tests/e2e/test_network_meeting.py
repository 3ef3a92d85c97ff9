"""A coordinator's meeting from the date to the finished minutes, in a browser."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from lms.common.pdf import pdf_available
from lms.records.models import OutboxMessage
from network.models import AgendaItem, Coordinator, Decision, Meeting
from tests.factories.meetings import CooperationFactory, DecisionFactory, MeetingFactory
from tests.support import admin
from tests.support.barriers import problems


@pytest.fixture
def world(transactional_db):
    made = admin.world()
    Coordinator.objects.update(mailbox="bildung@stadt.example")
    CooperationFactory()
    DecisionFactory()
    return made


def come_in(page, user, site):
    """Signed in without the way through the log-in page, which has journeys of its own."""
    key = admin.signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}
    page.context.add_cookies([cookie])
    page.context.set_default_timeout(60_000)  # a long journey on a busy machine
    return page


def named(words):
    """What a control is called; words only heard may be set off by a space."""
    return re.compile(f"^{re.escape(words).replace(':', r' ?:')}$")


def press(page, name):
    page.get_by_role("button", name=named(name)).click()


def plan(page):
    page.goto("/de/netzwerk/treffen/")
    page.get_by_role("link", name="Treffen planen").click()
    page.get_by_label("Datum").fill("2027-01-20")
    page.get_by_label("Beginn").fill("14:00")
    page.get_by_label("Ende", exact=True).fill("16:00")
    page.get_by_label("Ort").fill("Rathaus, Saal 1")
    press(page, "Speichern")
    press(page, "Tagesordnung erzeugen")


def titles(page):
    """What stands on the agenda, without the gaps an empty network is full of (stage → stage)."""
    said = [text.strip() for text in page.locator(".agenda__item h2").all_inner_texts()]
    return [text for text in said if " → " not in text]


def shape_agenda(page):
    assert titles(page) == [
        "Zwei Kitas ansprechen", "Lesepaten für die Kita", "Verschiedenes",
    ]  # fmt: skip
    press(page, "Nach oben: Lesepaten für die Kita")
    press(page, "Streichen: Verschiedenes")
    page.get_by_role("link", name=named("Ändern: Lesepaten für die Kita")).click()
    page.get_by_label("Titel").fill("Lesepaten: Was hilft jetzt?")
    press(page, "Speichern")
    press(page, "Auf den neuesten Stand bringen")
    assert titles(page)[:2] == ["Lesepaten: Was hilft jetzt?", "Zwei Kitas ansprechen"]
    press(page, "Tagesordnung festlegen")


def invite(page):
    page.get_by_role("navigation", name="Schritte").get_by_role("link", name="Einladung").click()
    expect(page.get_by_role("cell", name="bildung@stadt.example")).to_be_visible()
    assert not OutboxMessage.objects.filter(kind="meeting").exists()
    press(page, "1 E-Mail senden")
    expect(page.get_by_text("1 E-Mail ist unterwegs.")).to_be_visible()
    assert OutboxMessage.objects.get(kind="meeting").recipient == "bildung@stadt.example"


def take_minutes(page, *, is_scripted):
    press(page, "Treffen beginnen")
    text = page.get_by_label("Protokoll: Lesepaten: Was hilft jetzt?")
    text.fill("Die Kita ruft an.")
    if not is_scripted:
        press(page, "Speichern: Lesepaten: Was hilft jetzt?")
    expect(page.get_by_text(re.compile("Gespeichert: .*Koordination Bildung"))).to_be_visible()
    page.reload()
    expect(text).to_have_value("Die Kita ruft an.")
    page.get_by_text("Beschluss festhalten: Lesepaten: Was hilft jetzt?").click()
    form = page.locator(".minutes").first.locator("details")
    form.get_by_label("Beschluss", exact=True).fill("Termin mit der Kita")
    form.get_by_label("Verantwortliche Rolle").fill("Koordination Bildung")
    form.get_by_label("Bis wann").fill("2027-02-15")
    press(page, "Beschluss speichern")
    expect(page.get_by_text("Termin mit der Kita").first).to_be_visible()
    page.get_by_label("Koordination Bildung", exact=True).check()
    press(page, "Anwesenheit speichern")
    press(page, "Treffen beenden")


def finish(page):
    press(page, "Abschließen und 1 E-Mail senden")
    expect(page.get_by_text("Das Protokoll ist fertig und steht nun fest.")).to_be_visible()
    states = dict(Decision.objects.order_by("pk").values_list("text", "state"))
    assert states["Termin mit der Kita"] == "open"
    carried = Decision.objects.get(carried_from__isnull=False)
    assert (carried.text, carried.carried_from.state) == ("Zwei Kitas ansprechen", "moved")
    page.get_by_role("navigation", name="Schritte").get_by_role("link", name="Mappe").click()
    expect(page.get_by_text("Die Kita ruft an.")).to_be_visible()


def test_a_meeting_from_date_to_pack(open_browser, world, site):
    page = come_in(open_browser(), world.people["coordinator"], site)
    plan(page)
    meeting = Meeting.objects.get(title="Quartalstreffen 2027-Q1")
    base = f"/de/netzwerk/treffen/{meeting.key}/"
    for part in ("", "termin/", "tagesordnung/"):
        assert problems(page, base + part) == {}
    page.goto(f"{base}tagesordnung/")
    page.set_viewport_size({"width": 1280, "height": 900})
    shape_agenda(page)
    invite(page)
    take_minutes(page, is_scripted=True)
    for part in ("protokoll/", "abschliessen/", "einladen/"):
        assert problems(page, base + part) == {}
    page.goto(f"{base}abschliessen/")
    finish(page)
    assert problems(page, f"{base}mappe/") == {}
    for address in ("/de/netzwerk/treffen/", "/de/netzwerk/felder/education/",
                    "/de/netzwerk/kalender/", "/de/netzwerk/uebergaenge/"):  # fmt: skip
        assert problems(page, address) == {}
    if pdf_available():
        page.goto(f"{base}mappe/")
        with page.expect_download() as download:
            page.get_by_role("link", name="Mappe als PDF").click()
        assert download.value.path().read_bytes().startswith(b"%PDF")


def test_typing_on_never_writes_over_the_other(open_browser, world, site):
    meeting = MeetingFactory(state="held")
    facts = {"meeting": meeting, "position": 0, "source": "manual", "kind": "free"}
    item = AgendaItem.objects.create(title="Punkt", **facts)
    page = come_in(open_browser(), world.people["coordinator"], site)
    page.goto(f"/de/netzwerk/treffen/{meeting.key}/protokoll/")
    AgendaItem.objects.update(minutes="Von der anderen", version=1)
    text = page.get_by_label("Protokoll: Punkt")
    for words in ("Von mir", "Von mir, länger"):
        text.fill("")
        with page.expect_response(lambda answer: answer.status == 422):
            text.press_sequentially(words)
        expect(page.get_by_role("blockquote")).to_have_text("Von der anderen")
    item.refresh_from_db()
    assert item.minutes == "Von der anderen"
    press(page, "Mein Text soll gelten: Punkt")
    expect(page.get_by_text("Gespeichert:")).to_be_visible()
    expect(text).to_have_value("Von mir, länger")
    with page.expect_response(lambda answer: answer.status == 200):
        text.press_sequentially(" noch")
    expect(page.get_by_role("blockquote")).to_have_count(0)
    item.refresh_from_db()
    assert (item.minutes, item.version) == ("Von mir, länger noch", 3)


def test_the_same_without_javascript_on_a_phone(open_browser, world, site):
    page = open_browser(width=320, javascript=False)
    come_in(page, world.people["coordinator"], site)
    plan(page)
    shape_agenda(page)
    invite(page)
    take_minutes(page, is_scripted=False)
    finish(page)
    expect(page.get_by_role("link", name="Mappe als PDF")).to_be_visible()
