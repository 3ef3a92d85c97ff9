import pytest

from cms.demo.answers import right_answers, solution, take_quiz
from courses.actions.enrolment import enrol
from courses.actions.quiz import start_attempt, submit_attempt
from courses.models import Quiz
from tests.factories.accounts import UserFactory
from tests.support.world import NOW, QUESTIONS, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    world = build()
    return enrol(user=UserFactory(), run=world.course.runs.get(), at=NOW)


def counting(enrolment):
    return Quiz.objects.get(lesson__course=enrolment.course, is_required=True)


def test_right_answers_are_entirely_right(enrolment):
    attempt = take_quiz(enrolment=enrolment, quiz=counting(enrolment), is_right=True, at=NOW)
    assert (attempt.is_passed, attempt.points) == (True, attempt.max_points)


def test_no_answers_fail(enrolment):
    attempt = take_quiz(enrolment=enrolment, quiz=counting(enrolment), is_right=False, at=NOW)
    assert (attempt.is_passed, attempt.points) == (False, 0)


def test_answers_name_the_options_of_this_attempt(enrolment):
    attempt = start_attempt(enrolment=enrolment, quiz=counting(enrolment), at=NOW)
    closed = submit_attempt(attempt=attempt, answers=right_answers(attempt), at=NOW)
    assert closed.points == closed.max_points
    assert closed.responses.filter(is_correct=True).count() == len(QUESTIONS)
    versions = {part.version.type: part.version for part in counting(enrolment).parts.all()}
    assert solution(versions["multiple"]) == ["a", "b"]
    assert solution(versions["short_text"]) == "Router"
    assert solution(versions["numeric"]) == "12.7391"
    assert solution(versions["ordering"]) == ["1", "2", "3"]
    assert solution(versions["scale"]) == "1"
