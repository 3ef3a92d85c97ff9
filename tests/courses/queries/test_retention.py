from datetime import timedelta

import pytest

from courses.models import Response, RunContact, SeatRequest
from courses.queries.retention import closed_requests, old_answers, old_contacts
from tests.factories.accounts import UserFactory
from tests.factories.courses import (
    NOW,
    CourseFactory,
    EnrolmentFactory,
    LessonFactory,
    QuestionVersionFactory,
    QuizFactory,
)
from tests.factories.runs import make_run

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def answered(*, attempt="submitted", at=NOW, **enrolment):
    """One answer of one attempt in a course."""
    course = CourseFactory()
    row = EnrolmentFactory(course=course, **enrolment)
    quiz = QuizFactory(lesson=LessonFactory(course=course))
    done = attempt == "submitted"
    made = row.attempts.create(
        quiz=quiz, number=1, state=attempt, started_at=at, submitted_at=at if done else None,
        points=1 if done else None, max_points=1, is_passed=True if done else None,
        frozen={"items": [], "pass_share": "0.6"},
    )  # fmt: skip
    return Response.objects.create(
        attempt=made, position=0, version=QuestionVersionFactory(), answer=["a"], points=1,
        is_correct=True, saved_at=at,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("enrolment", "days", "is_due"),
    [
        ({"completed_at": NOW, "state": "completed"}, 366, True),
        ({"completed_at": NOW, "state": "completed"}, 365, False),
        ({"left_at": NOW, "state": "left"}, 366, True),
        ({}, 9999, False),
    ],
)
def test_answers_are_old_a_year_after_the_course(enrolment, days, is_due):
    answered(**enrolment)
    assert old_answers(at=NOW + days * DAY).exists() == is_due


def test_an_answer_of_last_month_is_young_though_the_course_was_finished_long_ago():
    answered(completed_at=NOW - 900 * DAY, state="completed", at=NOW)
    assert not old_answers(at=NOW + 30 * DAY).exists()


def test_an_open_attempt_is_never_touched():
    answered(attempt="open", completed_at=NOW, at=NOW)
    assert not old_answers(at=NOW + 9999 * DAY).exists()


@pytest.mark.parametrize("over", ["ends_at", "cancelled_at"])
def test_contacts_go_sixty_days_after_the_run_or_its_cancellation(over):
    enrolment = EnrolmentFactory()
    setattr(enrolment.run, over, NOW)
    enrolment.run.save()
    RunContact.objects.create(enrolment=enrolment, name="N. N.")
    assert old_contacts(at=NOW + 60 * DAY - SECOND).count() == 0
    assert old_contacts(at=NOW + 60 * DAY).count() == 1


@pytest.mark.parametrize(
    ("state", "is_due"),
    [("asked", False), ("waiting", False), ("refused", True), ("withdrawn", True)],
)
def test_requests_go_sixty_days_after_they_were_closed(state, is_due):
    run, later = make_run(), NOW + 60 * DAY
    SeatRequest.objects.create(
        run=run, user=UserFactory(), state=state, queued_at=NOW, decided_at=NOW if is_due else None
    )
    assert not closed_requests(at=later).exists()
    assert closed_requests(at=later + SECOND).exists() == is_due
