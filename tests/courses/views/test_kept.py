"""What was typed when the session had already ended waits through the log-in."""

import pytest
from django.contrib.sessions.models import Session

from courses.actions.enrolment import enrol, leave
from courses.actions.kept import KEY
from courses.actions.progress import record_step
from courses.actions.quiz import start_attempt
from courses.models import LessonContent, QuizAttempt, ReflectionNote, Response
from courses.views import kept
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.world import NOW, build

pytestmark = pytest.mark.django_db
LOGIN = "/de/konto/anmelden/"
WAITS = "/de/lernen/wartet/"


@pytest.fixture
def enrolment():
    world = build()
    row = enrol(user=UserFactory(), run=world.course.runs.get(), at=NOW)
    quiz = world.course.lessons.get(slug="schritt-3").quizzes.get()
    start_attempt(enrolment=row, quiz=quiz, at=NOW)
    return row


@pytest.fixture
def address(enrolment):
    quiz = enrolment.course.lessons.get(slug="schritt-3").quizzes.get()
    return f"/de/lernen/{enrolment.key}/schritt-3/quiz/{quiz.key}/speichern/"


def sign_in(client, user):
    data = {"login": user.username, "password": PASSWORD, "next": WAITS}
    assert client.post(LOGIN, data)["Location"] == WAITS


def typed_position():
    items = QuizAttempt.objects.get().frozen["items"]
    return next(number for number, item in enumerate(items) if not item["options"])


def test_answers_wait_and_are_sent_with_one_click(client, enrolment, address):
    number = typed_position()
    answer = client.post(address, {f"f{number}": "Chóśebuz <b>&"})
    assert answer["Location"] == f"{LOGIN}?next={WAITS}"
    sign_in(client, enrolment.user)
    page = client.get(WAITS)
    assert page.context["fields"] == [[f"f{number}", "Chóśebuz <b>&"]]
    assert "Chóśebuz &lt;b&gt;&amp;" in page.content.decode()
    assert f'action="{address}"' in page.content.decode()
    assert not Response.objects.exclude(answer="").exists()  # looking stores nothing
    assert WAITS in client.get("/de/lernen/").content.decode()
    assert client.post(address, dict(page.context["fields"])).status_code == 200
    assert Response.objects.get(position=number).answer == "Chóśebuz <b>&"
    assert client.get(WAITS)["Location"] == "/de/lernen/"  # nothing waits any more
    assert WAITS not in client.get("/de/lernen/").content.decode()


def test_notes_wait_too_also_from_htmx(client, enrolment):
    lesson = enrolment.course.lessons.get(slug="schritt-1")
    part = {"kind": "reflection", "block": "b-1", "prompt": "Und Sie?"}
    LessonContent.objects.filter(lesson=lesson).update(segments=[part])
    path = f"/de/lernen/{enrolment.key}/schritt-1/schritt/"
    sent = {"direction": "stay", "notiz-b-1": "Merken"}
    answer = client.post(path, sent, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, f"{LOGIN}?next={WAITS}")
    sign_in(client, enrolment.user)
    page = client.get(WAITS.replace("/de/", "/en/"))
    assert "<blockquote><p>Merken</p></blockquote>" in page.content.decode()
    assert client.post(path, dict(page.context["fields"])).status_code == 303
    assert ReflectionNote.objects.get().text == "Merken"


def test_it_can_be_discarded(client, enrolment, address):
    client.post(address, {"f0": "x"})
    sign_in(client, enrolment.user)
    assert client.post(WAITS).status_code == 303
    assert KEY not in client.session


def test_on_a_shared_browser_nothing_of_it_stays_for_others(client, enrolment, address):
    client.post(address, {"f0": "Geheim"})
    sign_in(client, UserFactory())
    assert client.get(WAITS)["Location"] == "/de/lernen/"
    assert KEY not in client.session


def test_what_scripts_send_on_their_own_is_not_kept(client, enrolment, address):
    sent = client.post(address, {"f0": "x"}, headers={"Accept": "application/json"})
    assert sent.status_code == 401
    assert not Session.objects.exists()


def test_strangers_do_not_learn_which_enrolments_exist(client, enrolment, address):
    unknown = client.post(address.replace(enrolment.key, "bbbbbbbbbb"), {"f0": "x"})
    assert not Session.objects.exists()
    known = client.post(address, {"f0": "x"})
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert Session.objects.count() == 1


def test_nobody_fills_the_database(client, enrolment, address, monkeypatch):
    monkeypatch.setattr(kept, "MOST_AN_HOUR", 1)
    client.post(address, {"f0": "x"})
    client.cookies.clear()
    assert client.post(address, {"f0": "y"}).status_code == 302
    assert Session.objects.count() == 1


def test_what_waits_is_in_nobodys_way(client, enrolment, address):
    world_run = enrolment.course.runs.get()
    for lesson in enrolment.course.lessons.all():
        record_step(enrolment=enrolment, lesson=lesson, position=0, completed=True, at=NOW)
    client.post(address, {"f0": "x"})
    sign_in(client, enrolment.user)
    assert client.get(f"/de/lernen/{enrolment.key}/schritt-1/").status_code == 200
    leave(enrolment=enrolment, at=NOW)
    assert client.get(WAITS)["Location"] == "/de/lernen/"
    assert enrol(user=enrolment.user, run=world_run, at=NOW) == enrolment
    assert client.get(WAITS).status_code == 200
