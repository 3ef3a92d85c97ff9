"""Seats of a class in runs of courses: the one place where classes enrol."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from courses.actions.enrolment import leave
from courses.actions.seat.bulk import enrol_many
from courses.actions.seat.guard import lock_run, take_seats
from courses.enums import (
    CourseState,
    EnrolmentState,
    Entrance,
    LeftReason,
    Origin,
    RunKind,
)
from courses.models import Assignment, Course, CourseRun, Enrolment, SchoolClass
from courses.rules import can_be_added
from lms.accounts.models import User


def class_run(*, school_class: SchoolClass, course: Course) -> CourseRun:
    """The run in which a class takes a course; made when it is first needed, never public."""
    run, _is_new = CourseRun.objects.select_related("course").get_or_create(
        course=course,
        school_class=school_class,
        kind=RunKind.SCHOOL_CLASS,
        defaults={"entrance": Entrance.CLOSED, "has_waiting_list": False},
    )
    return run


def book(*, users: Iterable[User], run: CourseRun, at: datetime, actor: User | None) -> int:
    """Enrol people in any run, all or nobody; who is in the course already stays there.

    Returns:
        How many people came in.

    Raises:
        ClosedRunError: The course is not published, or the run is over or cancelled.
        FullRunError: There are too few seats; its words say how many.
    """
    return enrol_many(users=users, run=run, at=at, origin=Origin.SCHOOL_CLASS, actor=actor)


@transaction.atomic
def book_tasks(
    *, users: Iterable[User], tasks: Iterable[Assignment], at: datetime, actor: User | None
) -> None:
    """Enrol who comes later in what the others are doing; what is over by now is left out.

    Raises:
        FullRunError: One of the runs has too few seats; then nobody comes into any of them.
    """
    everybody = list(users)
    runs = {task.run_id: task for task in tasks}
    for _run, task in sorted(runs.items()):  # as all take their locks
        is_open = task.course.state == CourseState.PUBLISHED and can_be_added(task.run, at)
        if is_open:
            book(users=everybody, run=task.run, at=at, actor=actor)


@transaction.atomic
def leave_class(*, user: User, at: datetime, actor: User | None) -> None:
    """End all enrolments of somebody who is no longer in the class."""
    rows = Enrolment.objects.filter(user=user).exclude(state=EnrolmentState.LEFT)
    for row in rows.select_related("user").order_by("run"):  # as all take their locks
        leave(enrolment=row, at=at, reason=LeftReason.CLASS, actor=actor)


@transaction.atomic
def lasting_enrolment(*, user: User, course: Course, at: datetime) -> Enrolment:
    """The person's own enrolment in a course, made where there is none, apart from any class.

    What somebody has learned is theirs: neither dates nor a retired course stand in the way.
    """
    found = Enrolment.objects.filter(user=user, course=course).exclude(state=EnrolmentState.LEFT)
    current = found.select_related("course", "run", "rule").first()
    if current is not None:
        return current
    run = _lasting_run(course, at)
    made = Enrolment.objects.create(
        user=user,
        run=run,
        course=course,
        origin=Origin.SCHOOL_CLASS,
        enrolled_at=at,
        last_seen_at=at,
    )
    take_seats(lock_run(run))
    return made


def _lasting_run(course: Course, at: datetime) -> CourseRun:
    """The run without dates; where it has limits, one that is over and takes nobody else."""
    run = course.runs.filter(kind=RunKind.SELF_PACED, capacity=None).first()
    return run or CourseRun.objects.create(
        course=course,
        kind=RunKind.DATED,
        entrance=Entrance.CLOSED,
        has_waiting_list=False,
        starts_at=at,
        ends_at=at + timedelta(seconds=1),
    )
