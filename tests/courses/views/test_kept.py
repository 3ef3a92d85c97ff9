"""What was typed when the session had already ended waits through the log-in."""

import pytest

from courses.actions.enrolment import enrol
from courses.actions.quiz import start_attempt
from courses.models import QuizAttempt, ReflectionNote, Response
from courses.views.kept import LIMIT
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.world import NOW, build

pytestmark = pytest.mark.django_db
LOGIN = "/de/konto/anmelden/"


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


def position_of(kind):
    items = QuizAttempt.objects.get().frozen["items"]
    return next(n for n, item in enumerate(items) if not item["options"] and n >= kind)


def sign_in(client, user, target):
    data = {"login": user.username, "password": PASSWORD, "next": target}
    return client.post(LOGIN, data)


def test_answers_wait_and_are_sent_with_one_click(client, enrolment, address):
    number = position_of(0)
    answer = client.post(address, {f"f{number}": "Chóśebuz <b>&"})
    assert answer["Location"] == f"{LOGIN}?next={address}"
    assert sign_in(client, enrolment.user, address)["Location"] == address
    page = client.get(address)
    assert page.status_code == 200
    assert dict(page.context["fields"]) == {f"f{number}": "Chóśebuz <b>&"}
    assert "Chóśebuz &lt;b&gt;&amp;" in page.content.decode()
    assert not Response.objects.exclude(answer="").exists()  # looking stores nothing
    assert client.post(address, dict(page.context["fields"])).status_code == 200
    assert Response.objects.get(position=number).answer == "Chóśebuz <b>&"
    assert client.get(address).status_code == 405  # nothing waits any more


def test_notes_wait_too_also_from_htmx(client, enrolment):
    lesson = enrolment.course.lessons.get(slug="schritt-1")
    path = f"/de/lernen/{enrolment.key}/{lesson.slug}/schritt/"
    answer = client.post(
        path, {"direction": "stay", "notiz-x": "Merken"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == f"{LOGIN}?next={path}"
    sign_in(client, enrolment.user, path)
    page = client.get(path)
    assert page.context["fields"] == [["direction", "stay"], ["notiz-x", "Merken"]]
    assert client.post(path, dict(page.context["fields"])).status_code == 303
    assert not ReflectionNote.objects.exists()  # the lesson has no such place


def test_on_a_shared_browser_others_see_nothing_of_it(client, enrolment, address):
    client.post(address, {"f0": "Geheim"})
    other = UserFactory()
    sign_in(client, other, address)
    assert client.get(address).status_code == 404


def test_what_scripts_send_on_their_own_is_not_kept(client, enrolment, address):
    sent = client.post(address, {"f0": "x"}, headers={"Accept": "application/json"})
    assert sent.status_code == 401
    assert sign_in(client, enrolment.user, address)["Location"] == address
    assert client.get(address).status_code == 405


def test_too_much_is_not_kept(client, enrolment, address):
    answer = client.post(address, {"f0": "x" * (LIMIT + 1)})
    assert answer["Location"] == f"{LOGIN}?next=/de/lernen/"


def test_another_page_of_the_course_is_not_in_the_way(client, enrolment, address):
    client.post(address, {"f0": "x"})
    sign_in(client, enrolment.user, address)
    assert client.get(f"/de/lernen/{enrolment.key}/schritt-1/").status_code == 200
