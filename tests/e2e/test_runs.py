"""A dated run in a browser, from its planning to the list of who was there."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from courses.models import Attendance, CourseRun, Enrolment, SeatRequest
from lms.accounts.models import User
from network.actions.place import add_place
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseFactory
from tests.support import admin
from tests.support.barriers import looks_well, problems
from tests.support.journeys import button, sign_in

STARTS = timezone.localtime() + timedelta(days=10)
PRICE = "12 Euro für Material"


@pytest.fixture
def world(transactional_db):
    built = admin.world()
    CourseFactory(partner=built.a, source_key=built.course.translation_key, lessons=2)
    add_place(partner=built.a, name="Lesesaal", at=admin.NOW)
    User.objects.update(requires_second_factor=False)
    cache.clear()
    return built


def moment(days=0, hour=18):
    return f"{STARTS + timedelta(days=days):%Y-%m-%d}T{hour}:00"


def plan(page, world):
    """A run for one person, with two appointments and a team; ends on its page of seats."""
    page.goto(f"/admin/termine/{world.course.pk}/")
    page.locator("[name=starts_at]").fill(moment())
    page.locator("[name=ends_at]").fill(moment(days=8, hour=20))
    page.locator("[name=mode]").select_option("on_site")
    page.locator("[name=place]").select_option(label="Lesesaal")
    page.locator("[name=capacity]").fill("1")
    page.locator("main summary", has_text="Weitere Angaben").click()
    page.locator("[name=price_text]").fill(PRICE)
    page.locator("[name=withdrawal_text]").fill("Vierzehn Tage lang.")
    page.locator("[name=required_attendance]").fill("50")
    button(page, "Termin ankündigen").click()
    page.get_by_role("link", name=re.compile("^Treffen")).click()
    page.locator("[name=starts_at]").fill(moment())
    page.locator("[name=ends_at]").fill(moment(hour=20))
    page.locator("[name=topic]").fill("Erster Abend")
    page.locator("[name=repeats]").fill("2")
    button(page, "Eintragen").click()
    expect(page.locator("main")).to_contain_text("Erster Abend")
    page.get_by_role("link", name="Zu den Terminen").click()
    page.locator("main").get_by_role("link", name=re.compile("^Team")).last.click()
    page.get_by_label(re.compile(world.people["lead_a"].email)).check()
    button(page, "Speichern").click()
    page.locator("main").get_by_role("link", name=re.compile("^Plätze")).last.click()
    expect(page.locator("h1")).to_have_text("Plätze")
    return CourseRun.objects.get(kind="dated")


def choose(page, run):
    """To the page of the run, by the button of the course page."""
    text = run.course.texts.get()
    page.goto(f"/de/kurse/{run.course.key}-{text.slug}/")
    expect(page.locator(".course__facts")).to_contain_text(PRICE)
    page.get_by_role("link", name="Kostenlos einschreiben").click()
    page.locator(f"input[value='{run.key}']").check()
    button(page, "Weiter").click()
    expect(page.locator("main")).to_contain_text("Das Team dieses Termins sieht Ihren Namen")
    expect(page.locator("main")).to_contain_text(f"Preis: {PRICE}")


def enrol(page, run):
    choose(page, run)
    looks_well(page, "enrol")
    button(page, "Zahlungspflichtig anmelden").click()
    expect(page.get_by_text("Sie sind eingeschrieben")).to_be_visible()


def wait(page, run):
    choose(page, run)
    looks_well(page, "enrol-full")
    button(page, "Auf die Warteliste").click()
    expect(page.locator("main")).to_contain_text("Sie stehen auf Platz 1 der Warteliste.")
    looks_well(page, "waiting")


def accept(page, run):
    page.goto("/de/lernen/")
    page.get_by_role("link", name=re.compile("Annehmen oder ablehnen")).click()
    expect(page.locator("main")).to_contain_text("Ein Platz ist frei")
    looks_well(page, "offer")
    button(page, "Zahlungspflichtig anmelden").click()
    expect(page.get_by_text("Sie sind eingeschrieben")).to_be_visible()
    page.goto("/de/lernen/kalender/")
    button(page, "Adresse erzeugen").click()
    expect(page.locator("main")).to_contain_text(".ics")
    looks_well(page, "calendar")


def look_after(page, run, name):
    """The team reads requests, notes who was there and prints the list."""
    page.goto("/de/bewerten/")
    page.goto(f"/de/plaetze/{run.key}/")
    looks_well(page, "seats")
    page.get_by_role("link", name="Anfragen und Personen").click()
    expect(page.get_by_text(name)).to_have_count(0)
    button(page, "Namen zeigen").click()
    expect(page.locator("main")).to_contain_text(name)
    looks_well(page, "requests")
    page.goto(f"/de/bewerten/termin/{run.key}/anwesenheit/")
    looks_well(page, "attendance-dates")
    page.get_by_role("link", name="Liste führen").first.click()
    button(page, "Namen zeigen").click()
    looks_well(page, "attendance")
    page.get_by_label("anwesend", exact=True).check()
    button(page, "Speichern").click()
    expect(page.get_by_text("Die Anwesenheit ist gespeichert.")).to_be_visible()
    page.get_by_role("link", name="Liste zum Drucken").click()
    button(page, "Namen zeigen").click()
    looks_well(page, "sheet")
    page.emulate_media(media="print")
    expect(page.locator("main table")).to_contain_text(name)
    assert page.locator(".no-print").first.is_hidden()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_a_run_from_planning_to_attendance(open_browser, world, javascript):
    office = open_browser(javascript=True)
    sign_in(office, world.people["admin_a"])
    run = plan(office, world)

    first = open_browser(javascript=javascript)
    sign_in(first, world.people["learner"])
    enrol(first, run)
    second, nadja = open_browser(javascript=javascript), UserFactory(display_name="Nadja Noack")
    sign_in(second, nadja)
    wait(second, run)

    row = Enrolment.objects.get(user=world.people["learner"], run=run)
    first.goto(f"/de/lernen/{row.key}/verlassen/")
    button(first, "Kurs verlassen").click()
    expect(first.get_by_text("Sie haben den Kurs verlassen.")).to_be_visible()
    accept(second, run)
    assert SeatRequest.objects.get().state == "accepted"

    team = open_browser(javascript=javascript)
    sign_in(team, world.people["lead_a"])
    look_after(team, run, "Nadja Noack")
    assert Attendance.objects.get().enrolment.user == nadja
    assert CourseRun.objects.get(pk=run.pk).seats_taken == 1


def test_pages_of_a_team_have_no_barriers(open_browser, world):
    office = open_browser()
    sign_in(office, world.people["admin_a"])
    run = plan(office, world)
    team = open_browser()
    sign_in(team, world.people["lead_a"])
    way = f"/de/bewerten/termin/{run.key}/"
    date = run.appointments.first().key
    pages = [f"{way}eintragen/", f"{way}liste/kontakte/", f"{way}anwesenheit/{date}/code/"]
    pages += [f"/de/plaetze/{run.key}/gutscheine/", f"/de/plaetze/{run.key}/absagen/"]
    assert {k: v for page in pages for k, v in problems(team, page).items()} == {}
