"""A class from its founding to its end in a browser; no name is asked or kept on the way."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from courses.actions.school_class.ending import delete_class, warn_leads
from courses.models import ClassSeat, Enrolment, LessonProgress, SchoolClass
from lms.accounts.models import User
from lms.records.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.cms import frame
from tests.support.barriers import WIDE, axe, bring_axe, problems
from tests.support.journeys import button, sign_in
from tests.support.school_class import lead_of
from tests.support.traces import places_of, written
from tests.support.world import build

NAME, MAIL, BIRTHDAY = "Mia-Sophie Kinderwald", "mia.kinderwald@example.net", "03.05.2016"
PLANTED = (NAME, "Kinderwald", MAIL, BIRTHDAY, "2016-05-03")
# Whatever form a pupil or lead sends also carries a name, an address and a birthday.
PLANT = """([name, mail, day]) => document.querySelectorAll('form').forEach(form => {
    for (const [key, value] of [['name', name], ['display_name', name], ['email', mail],
                                ['birthday', day], ['alias_of', name], ['note', name]]) {
        const field = document.createElement('input');
        field.type = 'hidden'; field.name = key; field.value = value;
        form.append(field);
    }
})"""


@pytest.fixture
def world(transactional_db):
    frame()
    built = build()
    cache.clear()
    return built


@pytest.fixture
def lead(world):
    return lead_of(world.course.partner, username="lise", display_name="Lise Leitung")


def press(page, name):
    """Press a button of a form into which a name was smuggled."""
    page.evaluate(PLANT, [NAME, MAIL, BIRTHDAY])
    button(page, name).click()


def is_fine(page):
    bring_axe(page)
    assert axe(page) == []
    assert page.evaluate(WIDE) <= 0


def found_a_class(page):
    """Class, three seats with cards, a course to learn, a sheet; the codes are read off paper."""
    page.get_by_role("link", name="Meine Klassen").click()
    page.get_by_role("link", name="Neue Klasse").click()
    page.get_by_label("Bezeichnung").fill("7b")
    is_fine(page)
    press(page, "Klasse anlegen")
    page.get_by_label("Neue Plätze").fill("3")
    press(page, "Anlegen und Karten zeigen")
    expect(page.locator(".class-card")).to_have_count(3)
    is_fine(page)
    cards = [card_on(page.locator(".class-card").nth(number)) for number in range(3)]
    page.emulate_media(media="print")
    assert page.locator(".site-header").is_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Zurück zu den Plätzen").click()
    press(page, "Neues Klassenblatt (das alte gilt nicht mehr)")
    is_fine(page)
    return cards, page.locator(".class-sheet__code code").inner_text()


def card_on(paper):
    labels = paper.locator(".class-card__pictures svg").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    return {
        "alias": paper.locator(".class-card__alias").inner_text(),
        "code": paper.locator(".class-card__code code").inner_text(),
        "pictures": labels,
    }


def give_a_course(page, title):
    page.get_by_role("link", name="Zurück zu den Plätzen").click()
    page.get_by_role("link", name="Aufgaben").click()
    page.get_by_label("Kurs").select_option(label=title)
    button(page, "Kurs wählen").click()
    page.get_by_label("Bis wann?").fill((timezone.localdate() + timedelta(days=7)).isoformat())
    press(page, "Aufgabe geben")
    expect(page.get_by_text("Die Aufgabe steht jetzt")).to_be_visible()


def come_in(page, sheet, card):
    """A pupil scans the class sheet, taps the pictures of the card, and sees who they are."""
    page.goto(f"/de/karte/{sheet}/")
    expect(page).to_have_url(re.compile(r"/de/karte/$"))
    expect(page.locator("h1")).to_have_text("Hallo 7b!")
    is_fine(page)
    for label in card["pictures"]:
        press(page, label)
    expect(page.locator(".class-me__alias")).to_have_text(card["alias"])
    is_fine(page)
    press(page, "Los geht’s")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_year_of_a_class(open_browser, world, lead, javascript, caplog):
    office = open_browser()
    office.set_extra_http_headers({"X-Name": NAME})
    sign_in(office, lead)
    cards, sheet = found_a_class(office)
    give_a_course(office, world.course.texts.get(locale="de").title)

    pupil = open_browser(width=320)
    pupil.set_extra_http_headers({"X-Name": NAME, "From": MAIL})
    if not javascript:
        pupil = without_script(open_browser, sheet, cards[0])
    else:
        come_in(pupil, sheet, cards[0])
    expect(pupil.get_by_text("Lektion 1 von 3")).to_be_visible()
    expect(pupil.locator(".seat-bar")).to_contain_text(cards[0]["alias"])
    button(pupil, "Erledigt, weiter").click()
    expect(pupil.get_by_text("Lektion 2 von 3")).to_be_visible()
    pupil.goto("/de/lernen/")
    expect(pupil.locator("main")).to_contain_text("Zu tun")
    done = LessonProgress.objects.get(completed_at__isnull=False)
    assert done.enrolment.user.is_pseudonymous
    pupil.locator(".seat-bar").get_by_role("button", name="Abmelden").click()
    pupil.go_back()
    assert cards[0]["alias"] not in pupil.content()

    office.get_by_role("link", name="Übersicht").click()
    expect(office.locator(".class-board")).to_contain_text(cards[0]["alias"])
    expect(office.locator(".class-board tbody tr", has_text=cards[0]["alias"])).to_contain_text(
        "1 von 3"
    )
    pages = ["", "plaetze/", "aufgaben/", "gruppen/", "leitung/", "angaben/", "eltern/"]
    here = office.url.split("?")[0]
    assert faults(office, [here + page for page in pages]) == {}
    keeps_no_name([card["code"] for card in cards] + [sheet], caplog)

    office.goto(f"{here}angaben/")
    office.get_by_text("Klasse jetzt beenden").click()
    press(office, "Ja, Klasse beenden")
    expect(office.get_by_text("Diese Klasse ist zu Ende")).to_be_visible()
    school_class, now = SchoolClass.objects.get(), timezone.now()
    warn_leads(school_class=school_class, at=now + timedelta(days=30))
    assert OutboxMessage.objects.filter(recipient=lead.email).count() == 1
    delete_class(school_class=school_class, at=now + timedelta(days=61))
    assert not ClassSeat.objects.exists()
    assert not Enrolment.objects.exists()
    assert not User.objects.filter(kind="seat").exists()
    keeps_no_name([card["code"] for card in cards] + [card["alias"] for card in cards], caplog)


def without_script(open_browser, sheet, card):
    page = open_browser(width=320, javascript=False)
    page.goto(f"/de/karte/{sheet}/")
    for label in card["pictures"]:
        page.locator(".picture-pad__keys button", has_text=label).focus()
        page.keyboard.press("Enter")
    expect(page.locator(".class-me__alias")).to_have_text(card["alias"])
    button(page, "Los geht’s").click()
    return page


def faults(page, addresses):
    wrong = {}
    for address in addresses:
        wrong |= problems(page, address)
    return wrong


def keeps_no_name(secrets, caplog):
    """Search everything that was written anywhere for what was planted."""
    texts = written(caplog)
    assert "lise" in texts["accounts.User"]  # the search finds what is there
    assert "courses:card-pictures" in texts["logs"]
    assert places_of([*PLANTED, *secrets], texts) == []


def test_joining_by_code(open_browser, world, lead):
    office = open_browser()
    sign_in(office, lead)
    found_a_class(office)
    office.get_by_role("link", name="Zurück zu den Plätzen").click()
    button(office, "Neuen Beitrittscode zeigen").click()
    code = office.locator(".class-sheet__code code").inner_text()
    is_fine(office)
    pupil = open_browser(width=320, dark=True)
    pupil.goto(f"/de/karte/mitmachen/{code}/")  # what the QR says
    expect(pupil).to_have_url(re.compile(r"/de/karte/mitmachen/$"))
    is_fine(pupil)
    expect(pupil.get_by_label("Code")).to_have_value(code)
    button(pupil, "Mitmachen").click()
    expect(pupil.locator(".class-me__alias")).to_be_visible()
    is_fine(pupil)
    button(pupil, "Los geht’s").click()
    expect(pupil.get_by_text("Gerade ist nichts zu tun")).to_be_visible()
    is_fine(pupil)
    assert ClassSeat.objects.filter(first_used_at__isnull=False).count() == 1


def test_pages_without_a_class(open_browser, world, lead):
    page = open_browser()
    assert faults(page, ["/de/karte/", "/de/karte/mitmachen/"]) == {}
    sign_in(page, lead)
    assert faults(page, ["/de/klassen/", "/de/klassen/neu/", "/de/karte/mitnehmen/"]) == {}


def test_a_pupil_takes_progress_along_by_a_link(open_browser, world, lead):
    office = open_browser()
    sign_in(office, lead)
    (card, *_more), _sheet = found_a_class(office)
    title = world.course.texts.get(locale="de").title
    give_a_course(office, title)
    page = open_browser(width=320)
    sign_in(page, UserFactory(username="mia"))
    page.get_by_role("link", name="Lernstand mitnehmen").click()
    page.get_by_label("Code").fill(card["code"])
    for number, picture in enumerate(card["pictures"], 1):
        page.get_by_label(f"{number}. Bild").select_option(label=picture)
    button(page, "Mitnehmen").click()
    expect(page.get_by_text("Ihr Lernstand ist jetzt in Ihrem Konto")).to_be_visible()
    expect(page.get_by_text(title).first).to_be_visible()
    door = open_browser()
    door.goto("/de/karte/")
    door.get_by_role("link", name="Lernstand in ein eigenes Konto mitnehmen").click()
    expect(door).to_have_url(re.compile("anmelden"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_guardian_gets_a_slip_looks_and_has_all_deleted(open_browser, world, lead, javascript):
    office = open_browser(javascript=javascript)
    sign_in(office, lead)
    alias = found_a_class_plainly(office)
    give_a_course(office, world.course.texts.get(locale="de").title)
    office.get_by_role("link", name="Plätze und Karten").click()
    office.get_by_role("link", name=re.compile(rf"Ansehen.*{alias}")).click()
    button(office, "Code für Eltern zeigen").click()
    code = office.locator(".class-sheet__code code").inner_text()

    parent = open_browser(width=320, javascript=javascript)
    parent.goto("/de/eltern/")
    parent.get_by_label("Code").fill(code)
    button(parent, "Öffnen").click()
    expect(parent.get_by_text("0 von 3 Lektionen erledigt")).to_be_visible()
    expect(parent.get_by_text("fragen wir nicht nach Ihrer Einwilligung")).to_be_visible()
    button(parent, "Alles löschen lassen").click()
    expect(parent.get_by_text("Dieses Konto wird am")).to_be_visible()
    if javascript:
        is_fine(office)
        is_fine(parent)

    office.get_by_role("link", name="Zurück zum Platz").click()
    expect(office.get_by_text("Eltern haben das verlangt")).to_be_visible()
    if javascript:
        is_fine(office)
    office.get_by_role("button", name="Zugang beenden").click()
    expect(office.get_by_text("Der Zugang ist beendet.")).to_be_visible()
    parent.reload()
    expect(parent).to_have_url(re.compile(r"/de/eltern/$"))


def found_a_class_plainly(page):
    """A class with one seat; its alias."""
    page.get_by_role("link", name="Meine Klassen").click()
    page.get_by_role("link", name="Neue Klasse").click()
    page.get_by_label("Bezeichnung").fill("7b")
    button(page, "Klasse anlegen").click()
    page.get_by_label("Neue Plätze").fill("1")
    button(page, "Anlegen und Karten zeigen").click()
    return page.locator(".class-card__alias").inner_text()
