"""Learning paths in a browser: made without JavaScript, read on a phone and at a desk."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from courses.actions.path.agreeing import ask_houses
from courses.models import LearningPath, PathAgreement
from network.enums import Role
from tests.e2e.test_network_meeting import come_in, named, press
from tests.factories.cms import frame
from tests.factories.courses import NOW, EnrolmentFactory, LessonFactory, QuizFactory
from tests.factories.meetings import staff
from tests.factories.network import MembershipFactory, PartnerFactory
from tests.factories.paths import (
    admin_of,
    author_of,
    courses_of,
    partner_path,
    published_path,
)
from tests.support.barriers import problems

LIST = "/de/netzwerk/lernpfade/"


@pytest.fixture
def houses(transactional_db):
    frame()
    cache.clear()
    return PartnerFactory(name="Windwerk"), PartnerFactory(name="Solarhof")


def add(page, course, reason, transition=""):
    page.get_by_role("link", name="Kurs hinzufügen").click()
    page.get_by_label("Welcher Kurs kommt als Nächstes?").fill(course)
    press(page, "Suchen")
    page.get_by_role("link", name=named(f"Auswählen: {course}")).click()
    page.get_by_label("Warum dieser Kurs an dieser Stelle? (Deutsch)").fill(reason)
    if transition:
        page.get_by_label("Der Übergang in einem Satz (Deutsch)").fill(transition)
    press(page, "In den Lernpfad aufnehmen")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_first_word_to_the_catalogue(open_browser, site, houses, javascript):
    own, other = houses
    courses_of(own, other)
    page = come_in(open_browser(javascript=javascript), author_of(own).user, site)
    page.goto(LIST)
    page.get_by_role("link", name="Neuer Lernpfad").click()
    page.get_by_label("Titel (Deutsch)").fill("Vom Wind zur Sonne")
    press(page, "Entwurf anlegen")
    add(page, "Kurs 2", "Die Sonne.")
    add(page, "Kurs 1", "Der Wind.")
    press(page, "Nach oben: Kurs 1")
    expect(page.locator(".agenda__item h3")).to_have_text(["1. Kurs 1", "2. Kurs 2"])
    page.get_by_role("link", name=named("Übergang schreiben: Kurs 2")).click()
    page.get_by_label("Der Übergang in einem Satz (Deutsch)").fill("Was der Wind begann.")
    press(page, "Speichern")
    press(page, "Um Zustimmung bitten")

    page.get_by_text("Antwort steht aus").wait_for()
    admin = come_in(open_browser(javascript=javascript), admin_of(other).user, site)
    admin.goto(LIST)
    admin.get_by_role("link", name=named("Ansehen und antworten: Vom Wind zur Sonne")).click()
    press(admin, "Zustimmen")
    admin.get_by_text("Danke für Ihre Antwort").wait_for()
    assert PathAgreement.objects.get().agrees is True

    page.reload()
    press(page, "Veröffentlichen")
    page.get_by_text("steht jetzt im Katalog").wait_for()
    page.goto("/de/kurse/")
    page.get_by_role("link", name="Vom Wind zur Sonne").click()
    page.get_by_text("Was der Wind begann.").wait_for()


def test_public_pages_have_no_barriers(open_browser, site, houses):
    one, two, three = courses_of(*houses, None)
    path = published_path(one, two, three)
    type(two).objects.filter(pk=two.pk).update(state="retired")
    address = f"/de/kurse/pfade/{path.key}-energie-verstehen/"
    page = open_browser()
    wrong = {}
    for public in ("/de/kurse/pfade/", "/de/kurse/pfade/?q=nichts", "/de/kurse/", address):
        wrong |= problems(page, public)
    user = EnrolmentFactory(course=one).user
    learner = come_in(open_browser(), user, site)
    for own in (address, "/de/lernen/"):
        wrong |= problems(learner, own)
    learner.goto(address)
    learner.get_by_text("0 von 2 Schritten geschafft").wait_for()
    assert wrong == {}


def test_pages_for_makers_and_asked_houses_have_no_barriers(open_browser, site, houses):
    own, other = houses
    path = partner_path(own, other)
    step = path.steps.last().course.key
    ask_houses(path=path, by=staff(), at=NOW)
    maker = come_in(open_browser(), author_of(own).user, site)
    wrong = {}
    base = f"{LIST}{path.key}/"
    for address in (LIST, f"{LIST}neu/", base, f"{base}texte/", f"{base}vorschau/",
                    f"{base}schritt/neu/", f"{base}schritt/{step}/"):  # fmt: skip
        wrong |= problems(maker, address)
    admin = come_in(open_browser(), admin_of(other).user, site)
    for address in (LIST, f"{base}antwort/"):
        wrong |= problems(admin, address)
    assert wrong == {}
    assert LearningPath.objects.get() == path


def test_a_lead_goes_through_a_course_as_pupil(open_browser, site, houses):
    (course,) = courses_of(houses[0])
    first, second = (LessonFactory(course=course, position=number) for number in (0, 1))
    counted = QuizFactory(lesson=second)
    second.contents.update(segments=[{"kind": "quiz", "quiz": counted.source_key}])
    lead = MembershipFactory(partner=houses[1], role=Role.LEAD).user
    page = come_in(open_browser(width=320), lead, site)
    page.goto(f"/de/kurse/{course.key}-kurs/")
    assert page.get_by_role("link", name="Mit meiner Klasse nutzen").count() == 1
    page.get_by_role("link", name="Als Schülerin oder Schüler ausprobieren").click()
    page.get_by_role("heading", name="Lektion 0").wait_for()
    page.get_by_role("link", name="Weiter", exact=True).click()
    page.get_by_role("link", name="Fragen ansehen").click()
    page.get_by_text("Ausgewertet werden sie nur für Lernende").wait_for()
    assert page.get_by_role("button", name="Auswerten").count() == 0
    base = f"/de/kurse/{course.key}-kurs/als-lernende/"
    wrong = {}
    for address in (f"/de/kurse/{course.key}-kurs/", f"{base}{first.slug}/",
                    f"{base}{second.slug}/quiz/{counted.key}/"):  # fmt: skip
        wrong |= problems(page, address)
    assert wrong == {}
