"""Time limits, pauses and feedback timing as the learner meets them (``views.quiz``)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.enrolment import enrol
from courses.models import Quiz, QuizAttempt, Response
from tests.factories.accounts import UserFactory
from tests.support.world import NOW, SECRET, build

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def quiz():
    world = build()
    return world.course.lessons.get(slug="schritt-3").quizzes.get()


def changed(quiz, **values):
    Quiz.objects.filter(pk=quiz.pk).update(**values)


@pytest.fixture
def address(client, quiz):
    user = UserFactory()
    client.force_login(user)
    run = quiz.lesson.course.runs.select_related("course").get()
    row = enrol(user=user, run=run, at=NOW)
    return f"/de/lernen/{row.key}/schritt-3/quiz/{quiz.key}/"


def begin(client, address):
    assert client.post(f"{address}beginnen/").status_code == 303
    return client.get(address).content.decode()


def test_the_end_is_written_on_the_page(client, quiz, address):
    changed(quiz, time_limit_minutes=20)
    assert "gibt es 20 Minuten Zeit" in client.get(address).content.decode()
    html = begin(client, address)
    due = timezone.localtime(QuizAttempt.objects.get().due_at)
    assert f"Der Test endet um {due:%H:%M} Uhr." in html


def test_after_the_end_looking_changes_nothing_and_sending_closes(client, quiz, address):
    changed(quiz, time_limit_minutes=20)
    begin(client, address)
    client.post(f"{address}speichern/", {"f3": "Router"})
    past = timezone.now() - timedelta(minutes=1)
    QuizAttempt.objects.update(due_at=past)
    html = client.get(address).content.decode()
    assert "Die Zeit ist um" in html
    assert 'name="f3"' not in html
    assert QuizAttempt.objects.get().state == "open"
    late = client.post(f"{address}speichern/", {"f3": "x", "f4": "12"}, headers=AUTOSAVE)
    assert late.status_code == 409
    attempt = QuizAttempt.objects.get()
    assert (attempt.state, attempt.points, attempt.submitted_at) == ("submitted", 1, past)
    assert client.post(f"{address}abgeben/", {"f4": "12"}).status_code == 303
    assert QuizAttempt.objects.get().points == 1
    assert "1 von 14 Punkten" in client.get(address).content.decode()


def test_a_pause_is_announced_and_kept(client, quiz, address):
    changed(quiz, cool_down_minutes=30)
    begin(client, address)
    client.post(f"{address}abgeben/", {"trotzdem": "1"})
    html = client.get(address).content.decode()
    assert "Der nächste Versuch geht ab" in html
    assert "Noch einmal versuchen" not in html
    assert client.post(f"{address}beginnen/").status_code == 409


def test_one_answer_is_checked_fixed_and_explained(client, quiz, address):
    changed(quiz, feedback_timing="answer")
    html = begin(client, address)
    assert html.count('formaction="' + address + 'pruefen/"') == 9  # all but the scale
    assert SECRET not in html
    assert client.post(f"{address}pruefen/", {"frage": "3", "f3": " "}).status_code == 422
    assert client.post(f"{address}pruefen/", {"frage": "9", "f9": "1"}).status_code == 409
    for absurd in ("x", "9" * 5000):
        assert client.post(f"{address}pruefen/", {"frage": absurd}).status_code == 409
    answer = client.post(f"{address}pruefen/", {"frage": "3", "f3": "Kabel", "f4": "3"})
    assert answer["Location"] == f"{address}#frage-4"
    page = client.get(address).content.decode()
    assert 'name="f3"' not in page
    assert page.count(SECRET) == 1  # its own feedback; neither a solution nor another's
    assert "Richtig ist:" not in page
    client.post(f"{address}speichern/", {"f3": "Router", "f4": "12,7391"})
    assert list(Response.objects.filter(position__in=[3, 4]).values_list("answer", flat=True)) == [
        "Kabel", "12,7391",
    ]  # fmt: skip
    again = client.post(f"{address}abgeben/", {"f4": "12,7391"}).content.decode()
    assert 'href="#frage-4"' not in again
    assert 'href="#frage-1"' in again


@pytest.mark.parametrize(("hours", "is_shown"), [(1, False), (-1, True)])
def test_feedback_may_wait_until_all_are_done(client, quiz, address, hours, is_shown):
    changed(
        quiz, attempts_allowed=1, feedback_timing="close",
        feedback_at=timezone.now() + timedelta(hours=hours),
    )  # fmt: skip
    begin(client, address)
    client.post(f"{address}abgeben/", {"trotzdem": "1", "f3": "Router"})
    html = client.get(address).content.decode()
    assert "1 von 14 Punkten" in html
    assert (SECRET in html) is is_shown
    assert ("Richtig ist:" in html) is is_shown
    assert bool(re.search("Rückmeldung zu den einzelnen Antworten steht hier ab", html)) != is_shown
