from datetime import timedelta

import pytest

from courses.actions.quiz import start_attempt
from courses.actions.time_allowance import allow_time
from courses.enums import TimeAllowance
from courses.models import QuizAttempt
from courses.rules import GRACE
from lms.records.models import AuditEvent, AuditNote
from tests.factories.accounts import UserFactory
from tests.factories.courses import NOW, CourseFactory, EnrolmentFactory, QuizFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def attempt():
    course = CourseFactory(lessons=1)
    quiz = QuizFactory(lesson=course.lessons.get(), time_limit_minutes=10)
    return start_attempt(enrolment=EnrolmentFactory(course=course), quiz=quiz, at=NOW)


@pytest.mark.parametrize(
    ("allowance", "due"),
    [
        ("usual", 10 * MINUTE),
        ("quarter", 13 * MINUTE),
        ("half", 15 * MINUTE),
        ("double", 20 * MINUTE),
        ("unlimited", None),
    ],
)
def test_running_and_later_tests_end_accordingly(attempt, allowance, due):
    enrolment, actor = attempt.enrolment, UserFactory()
    allow_time(enrolment=enrolment, allowance=TimeAllowance(allowance), actor=actor, at=NOW)
    attempt.refresh_from_db()
    assert attempt.due_at == (due and NOW + due)
    quiz = QuizFactory(lesson=attempt.quiz.lesson, time_limit_minutes=10)
    assert start_attempt(enrolment=enrolment, quiz=quiz, at=NOW).due_at == attempt.due_at


def test_time_that_is_up_stays_up_and_no_reason_is_kept(attempt):
    after = NOW + 10 * MINUTE + GRACE + timedelta(seconds=1)
    actor = UserFactory()
    allow_time(
        enrolment=attempt.enrolment, allowance=TimeAllowance.UNLIMITED, actor=actor, at=after
    )
    assert QuizAttempt.objects.get().due_at == NOW + 10 * MINUTE
    event = AuditEvent.objects.get(action="enrolment.time")
    assert (event.actor_key, event.data) == (actor.key, {})
    assert not AuditNote.objects.exists()
