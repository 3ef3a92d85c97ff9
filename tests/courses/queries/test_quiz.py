import pytest

from courses.actions.quiz import submit_attempt
from courses.queries.quiz import find_quiz, quiz_state
from tests.support.world import NOW

pytestmark = pytest.mark.django_db


def test_where_one_stands(attempt):
    state = quiz_state(attempt.quiz, [attempt], "de")
    assert (state.used, state.left, state.is_open, state.best_percent) == (1, 2, True, None)
    closed = submit_attempt(attempt=attempt, answers={}, at=NOW)
    state = quiz_state(attempt.quiz, [closed], "en")
    assert (state.title, state.is_open, state.is_passed, state.best_percent) == (
        "Abschlusstest", False, False, 0,
    )  # fmt: skip


def test_a_quiz_is_found_in_its_own_lesson_only(attempt):
    enrolment, key = attempt.enrolment, attempt.quiz.key
    assert find_quiz(enrolment, "schritt-3", key) == attempt.quiz
    assert find_quiz(enrolment, "schritt-1", key) is None
