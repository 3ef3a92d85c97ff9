"""A child of 13 registers, a guardian agrees, looks on and withdraws; neither shows a name."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from courses.models import Enrolment
from lms.accounts.models import ConsentEvent, User
from tests.factories.cms import frame
from tests.support.barriers import WIDE, axe, bring_axe
from tests.support.consent import ANNE
from tests.support.journeys import PASSWORD, button
from tests.support.mails import sent_to
from tests.support.world import build


@pytest.fixture
def world(transactional_db):
    frame()
    built = build()
    cache.clear()
    return built


def register_child(page):
    page.goto("/de/konto/registrieren/")
    page.get_by_label("unter 14", exact=True).check()
    button(page, "Weiter").click()
    page.get_by_label("Dein Passwort").fill(PASSWORD)
    page.get_by_label("E-Mail-Adresse deiner Eltern").fill(ANNE)
    button(page, "Konto anlegen").click()
    expect(page.locator("h1")).to_have_text("Dein Konto wartet")


def link_of(message):
    return re.search(r"http://\S+/eltern/code/\S+", message.body)[0]


def is_sound(page):
    bring_axe(page)
    assert axe(page) == []
    assert page.evaluate(WIDE) <= 0


@pytest.mark.parametrize("javascript", [True, False], ids=["with-js", "without-js"])
def test_from_registration_to_withdrawal(open_browser, world, javascript):
    kid = open_browser(width=320, javascript=javascript)
    register_child(kid)
    user = User.objects.get(age_band="under_14")
    expect(kid.locator("main")).to_contain_text(user.username)
    kid.goto("/de/kurse/")
    expect(kid.locator("h1")).to_have_text("Dein Konto wartet")

    parent = open_browser(javascript=javascript)
    parent.goto(link_of(sent_to(ANNE)[-1]))
    button(parent, "Seite öffnen").click()
    box = parent.get_by_label("Ich habe den Text gelesen und willige ein.")
    expect(box).not_to_be_checked()
    box.check()
    button(parent, "Einwilligen").click()
    expect(parent.get_by_text("Ihre Entscheidung gilt ab sofort.")).to_be_visible()

    kid.goto("/de/kurse/")
    kid.get_by_role("link", name="Sichere Konten").first.click()
    kid.get_by_role("link", name="Kostenlos einschreiben").first.click()
    if kid.url.endswith("einschreiben/"):
        kid.locator("main form button[type=submit]").first.click()
    expect(kid.get_by_text("Lektion 1 von 3")).to_be_visible()
    button(kid, "Erledigt, weiter").click()
    expect(kid.get_by_text("Lektion 2 von 3")).to_be_visible()
    assert Enrolment.objects.get().user == user

    parent.reload()
    expect(parent.locator("main")).to_contain_text("Sichere Konten")
    expect(parent.locator("main progress")).to_have_attribute("value", re.compile("[1-9]"))
    button(parent, "Einwilligung widerrufen").click()
    expect(parent.get_by_text("Das Konto ist angehalten:")).to_be_visible()
    kid.reload()
    expect(kid.locator("h1")).to_have_text("Dein Konto wartet")
    expect(kid.locator("main")).to_contain_text("Die Einwilligung wurde widerrufen.")
    assert [event.decision for event in ConsentEvent.objects.all()] == ["given", "withdrawn"]


def test_pages_of_child_and_guardian_have_no_barriers(open_browser, world):
    kid = open_browser(width=320)
    for path in ("/de/konto/registrieren/", "/de/konto/registrieren/?band=14_15",
                 "/de/konto/registrieren/?band=16_17", "/de/eltern/"):  # fmt: skip
        kid.goto(path)
        is_sound(kid)
    register_child(kid)
    is_sound(kid)
    button(kid, "Formular drucken").click()
    expect(kid.locator("h1")).to_have_text("Einwilligung auf Papier")
    is_sound(kid)
    kid.goto("/de/konto/einwilligungen/")
    is_sound(kid)
    parent = open_browser(width=320)
    parent.goto(link_of(sent_to(ANNE)[-1]))
    is_sound(parent)
    button(parent, "Seite öffnen").click()
    expect(parent.locator("h1")).to_have_text("Konto Ihres Kindes")
    is_sound(parent)
