"""A wrong key is corrected after a look at what changes; another house finds nothing."""

import re

import pytest
from django.urls import reverse

from courses.actions.quiz import start_attempt, submit_attempt
from courses.models import QuestionVersion, QuizAttempt, QuizPart, Response
from lms.common.throttle import count_try
from lms.records.models import AuditEvent
from tests.factories.courses import NOW, CourseFactory, EnrolmentFactory, QuizFactory
from tests.support import admin
from tests.support.world import SECRET, question

pytestmark = pytest.mark.django_db
TYPED = {"prompt": "Ein Passwort darf man weitergeben.", "points": "1", "answer": "true"}
SAID = {"feedback": SECRET, "feedback_true": SECRET, "feedback_false": SECRET}


@pytest.fixture
def world():
    return admin.world()


@pytest.fixture
def version(world):
    """A question of house A that one learner has answered wrongly, by the key as it was."""
    made = question(world.a, "true_false")
    course = CourseFactory(partner=world.a, lessons=1)
    quiz = QuizFactory(lesson=course.lessons.get(), questions=0)
    QuizPart.objects.create(quiz=quiz, position=0, version=made)
    attempt = start_attempt(enrolment=EnrolmentFactory(course=course), quiz=quiz, at=NOW)
    options = attempt.frozen["items"][0]["options"]
    answer = [shown for shown, own in options if own == "true"]
    submit_attempt(attempt=attempt, answers={0: answer}, at=NOW)
    return made


def address(version):
    return reverse("cms:question-correct", args=[version.question.key, "de", version.number])


def test_first_the_report_then_the_change(world, version, django_capture_on_commit_callbacks):
    client = admin.signed_in(world.people["author_a"])
    edit = client.get(reverse("cms:question-edit", args=[version.question.key, "de"]))
    assert address(version) in edit.content.decode()
    assert client.get(address(version)).status_code == 200
    page = client.post(address(version), TYPED).content.decode()
    assert re.findall(r"</th>\s*<td>([^<]+?)\s*<", page) == ["unter 5"] * 6
    assert QuestionVersion.objects.count() == 1
    seen = re.search(r'name="gesehen" value="(\w+)"', page)[1]
    other = client.post(address(version), TYPED | {"gesehen": seen, "feedback": "Neu."})
    assert other.status_code == 200  # not what was seen: reported again
    assert QuestionVersion.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(address(version), TYPED | {"gesehen": seen}, follow=True)
    assert "Weniger als 5 Ergebnisse werden neu berechnet." in done.content.decode()
    assert AuditEvent.objects.get(action="question.correct").data["more_points"] == 1
    assert QuizAttempt.objects.get().is_passed
    assert QuizPart.objects.get().version.number == 2
    assert client.post(address(version), TYPED).status_code == 409


def test_larger_numbers_are_rounded_before_and_exact_after(world, version):
    first = Response.objects.get()
    for number in range(2, 9):  # one more each, as if it were somebody's
        attempt = QuizAttempt.objects.get(pk=first.attempt_id)
        attempt.pk, attempt.number, attempt.key = None, number, f"attempt{number:03}"
        attempt.save()
        Response.objects.create(
            attempt=attempt, position=0, version=version, saved_at=NOW,
            answer=first.answer, points=0, is_correct=False,
        )  # fmt: skip
    client = admin.signed_in(world.people["author_a"])
    page = client.post(address(version), TYPED).content.decode()
    told = re.findall(r"</th>\s*<td>([^<]+?)\s*<", page)
    assert told == ["mindestens 5", "mindestens 5", "unter 5", "mindestens 5", "unter 5", "unter 5"]
    seen = re.search(r'name="gesehen" value="(\w+)"', page)[1]
    done = client.post(address(version), TYPED | {"gesehen": seen}, follow=True)
    assert "8 Ergebnisse werden neu berechnet." in done.content.decode()


def test_nobody_tries_out_keys_for_long(world, version):
    for _number in range(20):
        count_try(f"correction:{world.people['author_a'].key}", seconds=3600)
    client = admin.signed_in(world.people["author_a"])
    page = client.post(address(version), TYPED)
    assert page.status_code == 429
    assert "gesehen" not in page.content.decode()
    assert "einer Stunde" in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"prompt": "Anders?"}, 422), ({"answer": "false"} | SAID, 409), ({"answer": ""}, 422)],
)
def test_only_a_changed_key_is_taken(world, version, changes, status):
    client = admin.signed_in(world.people["author_a"])
    assert client.post(address(version), TYPED | changes).status_code == status
    assert QuestionVersion.objects.count() == 1


def test_another_house_finds_nothing(world, version):
    client = admin.signed_in(world.people["author_b"])
    assert client.get(address(version)).status_code == 404
    assert client.post(address(version), TYPED).status_code == 404
