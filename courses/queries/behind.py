"""How many seats of a class have not done what was due; numbers only."""

from datetime import datetime, timedelta

from django.db.models import Q

from courses.enums import EnrolmentState
from courses.models import (
    Assignment,
    ClassSeat,
    Enrolment,
    LessonProgress,
    QuizAttempt,
    SchoolClass,
)

WEEK = timedelta(days=7)


def seats_behind(school_class: SchoolClass, at: datetime) -> int:
    """How many seats left something undone whose date has passed; six queries at most."""
    due = list(Assignment.objects.filter(school_class=school_class, ended_at=None, due_at__lte=at))
    if not due:
        return 0
    seats = list(
        ClassSeat.objects.filter(school_class=school_class, removed_at=None, claimed_at=None)
        .prefetch_related("groups")
    )  # fmt: skip
    done = _Done({seat.user_id for seat in seats}, due)
    return sum(
        any(_is_for(one, seat) and not done.has(seat.user_id, one) for one in due) for seat in seats
    )


def due_soon(school_class: SchoolClass, at: datetime) -> int:
    """How many tasks of a class are due within a week; one query."""
    rows = Assignment.objects.filter(school_class=school_class, ended_at=None)
    return rows.filter(due_at__gt=at, due_at__lte=at + WEEK).count()


def _is_for(assignment: Assignment, seat: ClassSeat) -> bool:
    if assignment.seat_id is not None:
        return assignment.seat_id == seat.pk
    if assignment.group_id is None:
        return True
    return assignment.group_id in {group.pk for group in seat.groups.all()}


class _Done:
    """What some people have finished, of some assignments."""

    def __init__(self, users: set[int], due: list[Assignment]) -> None:
        rows = Enrolment.objects.filter(user__in=users, run__in={one.run_id for one in due})
        rows = rows.exclude(state=EnrolmentState.LEFT)
        finished = rows.filter(completed_at__isnull=False)
        self.courses = set(finished.values_list("user", "run"))
        lessons = LessonProgress.objects.filter(
            enrolment__in=rows,
            lesson__in={one.lesson_id for one in due},
            completed_at__isnull=False,
        )
        self.lessons = set(lessons.values_list("enrolment__user", "lesson"))
        passed = QuizAttempt.objects.filter(
            Q(is_passed=True) | Q(submitted_at__isnull=False, is_passed=None),
            enrolment__in=rows,
            quiz__in={one.quiz_id for one in due},
        )
        self.quizzes = set(passed.values_list("enrolment__user", "quiz"))

    def has(self, user: int, one: Assignment) -> bool:
        """Whether somebody has finished what an assignment asks."""
        if one.quiz_id is not None:
            return (user, one.quiz_id) in self.quizzes
        if one.lesson_id is not None:
            return (user, one.lesson_id) in self.lessons
        return (user, one.run_id) in self.courses
