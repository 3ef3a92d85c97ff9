"""When a quiz is passed and a course completed."""

from decimal import ROUND_CEILING, Decimal


def is_quiz_passed(points: Decimal, max_points: Decimal, pass_share: Decimal) -> bool:
    """Tell whether the points reach the share (0..1) of all points; an empty quiz is not passed."""
    return max_points > 0 and points >= pass_share * max_points


def lessons_needed(required: int, required_share: Decimal) -> int:
    """How many of the required lessons must be done, rounded up to whole lessons."""
    return int((required * required_share).to_integral_value(rounding=ROUND_CEILING))


def appointments_needed(appointments: int, required_share: Decimal | float | None) -> int:
    """How many appointments must be attended, rounded up; 0 where attending does not count.

    Where it counts and none is planned yet it is one: nobody finishes before there was a date.
    """
    if required_share is None:
        return 0
    return max(1, lessons_needed(appointments, Decimal(str(required_share))))


def is_course_completed(
    *,
    completed: int,
    required: int,
    required_share: Decimal,
    quizzes_passed: int,
    quizzes_required: int,
) -> bool:
    """Tell whether lessons and quizzes suffice; give ``quizzes_required=0`` where none counts."""
    enough = completed >= lessons_needed(required, required_share)
    return enough and quizzes_passed >= quizzes_required


def attempts_left(allowed: int, used: int) -> int | None:
    """How many attempts remain; ``allowed`` 0 means any number, and the answer is ``None``."""
    return None if allowed == 0 else max(0, allowed - used)
