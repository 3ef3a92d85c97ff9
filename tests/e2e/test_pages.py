"""Every kind of page: no barrier axe finds, no sideways scrolling, nothing from elsewhere."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from courses.actions.enrolment import enrol
from courses.actions.progress import record_step
from courses.actions.quiz import start_attempt, submit_attempt
from courses.actions.run import RunPlan, plan_run
from courses.models import Certificate
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.cms import frame
from tests.support.barriers import WIDE, axe, bring_axe, problems
from tests.support.journeys import sign_in
from tests.support.world import NOW, build


@pytest.fixture
def world(transactional_db):
    frame()
    built = build()
    cache.clear()
    return built


ABSENT = {"/de/zertifikat/bbbbbbbbbb/", "/de/gibt-es-nicht/"}


def walk(open_browser, addresses, user=None):
    page = open_browser()
    if user is not None:
        sign_in(page, user)
    wrong = {}
    for address in addresses:
        wrong |= problems(page, address, status=404 if address in ABSENT else 200)
    return wrong


def test_public_pages(open_browser, world):
    course = world.course
    address = f"/de/kurse/{course.key}-{course.texts.get().slug}/"
    certificate = finished(world)
    quiz = course.lessons.get(slug="schritt-1").quizzes.get()
    addresses = [
        "/de/",
        "/en/",
        "/de/kurse/",
        "/de/kurse/?q=kontn&stufe=adult",
        "/de/kurse/?q=gibtesnicht",
        address,
        f"{address}probe/schritt-1/",
        f"{address}probe/schritt-1/quiz/{quiz.key}/",
        "/de/partner/",
        "/de/partner/bibliothek/",
        "/de/impressum/",
        "/de/aktuelles/",
        "/de/barriere-melden/",
        "/de/zertifikat/",
        "/de/zertifikat/datei/",
        f"/de/leistung/{certificate.achievement.key}/",
        f"/de/zertifikat/{certificate.code}/",
        f"/de/zertifikat/{certificate.code}/?name",
        "/de/zertifikat/bbbbbbbbbb/",
        "/de/konto/anmelden/",
        "/de/konto/registrieren/",
        "/de/konto/bestaetigen/",
        "/de/eltern/",
        "/de/konto/passwort/vergessen/",
        "/de/konto/passwort/notfallblatt/",
        "/de/gibt-es-nicht/",
    ]
    assert walk(open_browser, addresses) == {}


def finished(world):
    user = UserFactory(certificate_name="Ada Łužyca", certificate_name_confirmed_at=NOW)
    row = enrol(user=user, run=world.plain.runs.select_related("course").get(), at=NOW)
    for lesson in world.plain.lessons.all():
        record_step(enrolment=row, lesson=lesson, position=1000, completed=True, at=NOW)
    return Certificate.objects.get()


def test_pages_of_a_learner(open_browser, world):
    certificate = finished(world)
    user = certificate.enrolment.user
    row = enrol(user=user, run=world.course.runs.select_related("course").get(), at=NOW)
    quiz = world.course.lessons.get(slug="schritt-3").quizzes.get()
    start_attempt(enrolment=row, quiz=quiz, at=NOW)
    course = f"/de/kurse/{world.course.key}-{world.course.texts.get().slug}/"
    addresses = [
        "/de/lernen/",
        "/en/lernen/",
        course,
        f"/de/lernen/{row.key}/schritt-1/",
        f"/de/lernen/{row.key}/schritt-3/quiz/{quiz.key}/",
        f"/de/lernen/{row.key}/verlassen/",
        f"/de/lernen/{certificate.enrolment.key}/zertifikat/",
        "/de/konto/",
        "/de/konto/zweiter-faktor/",
        "/de/konto/zweiter-faktor/app/einrichten/",
        "/de/konto/zweiter-faktor/passkeys/",
        "/de/konto/notfallblatt/",
        "/de/konto/sitzungen/",
        "/de/konto/e-mail/",
        "/de/konto/passwort/aendern/",
        "/de/konto/zertifikatsname/",
    ]
    assert walk(open_browser, addresses, user) == {}


def test_choosing_a_run_a_result_and_what_waits(open_browser, world):
    user = UserFactory()
    row = enrol(user=user, run=world.course.runs.select_related("course").get(), at=NOW)
    quiz = world.course.lessons.get(slug="schritt-3").quizzes.get()
    attempt = start_attempt(enrolment=row, quiz=quiz, at=NOW)
    submit_attempt(attempt=attempt, answers={3: "ß" * 60, 7: ["x" * 60, ""], 8: "2"}, at=NOW)
    now = timezone.now()
    for seats in (None, 1):
        plan_run(course=world.plain, plan=RunPlan(starts_at=now, capacity=seats), at=now)
    enrol(user=UserFactory(), run=world.plain.runs.get(capacity=1), at=now)
    page = open_browser()
    sign_in(page, user)
    page.goto(f"/de/lernen/{row.key}/schritt-1/")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Erledigt, weiter").click()
    page.wait_for_url("**/konto/anmelden/**")
    page.locator("input[name=login]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/lernen/wartet/")
    addresses = [
        f"/de/kurse/{world.plain.key}-{world.plain.texts.get().slug}/",
        f"/de/kurse/{world.plain.key}-{world.plain.texts.get().slug}/einschreiben/",
        f"/de/lernen/{row.key}/schritt-3/quiz/{quiz.key}/",
        f"/en/lernen/{row.key}/schritt-3/quiz/{quiz.key}/",
        "/de/lernen/wartet/",
        "/de/lernen/",
        "/de/hilfe/",
    ]
    wrong = {}
    for address in addresses:
        wrong |= problems(page, address)
    assert wrong == {}


def test_the_check_itself_finds_planted_barriers(open_browser, world):
    page = open_browser(width=320)
    page.goto("/de/")
    page.evaluate(
        "() => { const main = document.querySelector('main');"
        " main.innerHTML = '<img src=\"/x.png\"><p>x</p>';"
        " main.lastChild.style.width = '900px'; }"
    )
    bring_axe(page)
    assert "image-alt" in [name for name, _nodes in axe(page)]
    assert page.evaluate(WIDE) > 0
