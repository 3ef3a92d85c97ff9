import pytest

from courses.actions.quiz import start_attempt
from courses.actions.settling import grade_attempt, settle
from courses.models import QuizAttempt, QuizPart
from tests.factories.courses import (
    NOW,
    CourseFactory,
    EnrolmentFactory,
    QuestionVersionFactory,
    QuizFactory,
)
from tests.support.world import FREE_TEXT

pytestmark = pytest.mark.django_db


def begun(text):
    course = CourseFactory(lessons=1)
    quiz = QuizFactory(lesson=course.lessons.get(), questions=1, pass_share="0.5")
    version = QuestionVersionFactory(type="free_text", content=FREE_TEXT)
    QuizPart.objects.create(quiz=quiz, position=5, version=version)
    attempt = start_attempt(enrolment=EnrolmentFactory(course=course), quiz=quiz, at=NOW)
    items = attempt.frozen["items"]
    for position, answer in enumerate([["b"], text]):
        attempt.responses.create(
            position=position, version_id=items[position]["version"], answer=answer, saved_at=NOW
        )
    return attempt


def test_a_text_waits_for_a_person_and_then_decides():
    attempt = grade_attempt(attempt=begun("So etwa."), at=NOW)
    assert (attempt.state, attempt.points, attempt.max_points) == ("waiting", 1, 6)
    assert attempt.is_passed is None
    attempt.responses.filter(points=None).update(points=2, is_correct=False)
    again = QuizAttempt.objects.get(pk=attempt.pk)
    assert settle(attempt=again, at=NOW).is_passed is True
    attempt.refresh_from_db()
    assert (attempt.state, attempt.points) == ("submitted", 3)


@pytest.mark.parametrize("text", ["", "   ", None])
def test_where_nothing_was_written_nobody_has_to_read(text):
    attempt = grade_attempt(attempt=begun(text), at=NOW)
    assert (attempt.state, attempt.points, attempt.is_passed) == ("submitted", 1, False)
