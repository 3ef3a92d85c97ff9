from decimal import Decimal

import pytest

from courses.grading.passing import (
    attempts_left,
    is_course_completed,
    is_quiz_passed,
    lessons_needed,
)


@pytest.mark.parametrize(
    ("points", "all_points", "share", "passed"),
    [("6", "10", "0.6", True), ("5.99", "10", "0.6", False), ("0", "0", "0", False)],
)
def test_a_quiz_is_passed_from_its_share(points, all_points, share, passed):
    assert is_quiz_passed(Decimal(points), Decimal(all_points), Decimal(share)) is passed


@pytest.mark.parametrize(("required", "share", "needed"), [(3, "0.5", 2), (4, "0.5", 2), (5, "1", 5), (3, "0", 0)])  # fmt: skip
def test_lessons_are_rounded_up(required, share, needed):
    assert lessons_needed(required, Decimal(share)) == needed


@pytest.mark.parametrize(
    ("completed", "passed", "done"), [(2, 1, True), (1, 1, False), (2, 0, False)]
)
def test_lessons_and_quizzes_must_both_suffice(completed, passed, done):
    result = is_course_completed(
        completed=completed, required=2, required_share=Decimal(1),
        quizzes_passed=passed, quizzes_required=1,
    )  # fmt: skip
    assert result is done


@pytest.mark.parametrize(("allowed", "used", "left"), [(0, 99, None), (3, 1, 2), (3, 5, 0)])
def test_attempts_run_out(allowed, used, left):
    assert attempts_left(allowed, used) == left
