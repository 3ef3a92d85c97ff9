"""What a class is to do, and by when."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.school_class.booking import book, class_run
from courses.actions.school_class.founding import record_class
from courses.enums import CourseState, Entrance, RunKind
from courses.models import (
    Assignment,
    ClassGroup,
    ClassSeat,
    Course,
    CourseRun,
    Lesson,
    Quiz,
    SchoolClass,
)
from courses.queries.school_class import seats_of
from courses.rules import can_be_added, can_enrol, is_public
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError
from network.models import Partner


class AssignmentError(DomainError):
    """This cannot be assigned."""


@dataclass(frozen=True)
class Target:
    """What is to be done (a course, or one lesson or test of it) and by whom; None: by all."""

    course: Course
    lesson: Lesson | None = None
    quiz: Quiz | None = None
    group: ClassGroup | None = None
    seat: ClassSeat | None = None
    run: CourseRun | None = None  # a dated one, beside others; None: the class's own


def bookable_runs(course: Course, partner: Partner, at: datetime) -> list[CourseRun]:
    """Dated runs of a course into which a class of a house may be booked together.

    The house's own until they end; those of others where and while all may enrol.
    """
    rows = course.runs.filter(kind=RunKind.DATED, booking_url="").select_related("place")
    if course.partner_id == partner.pk:
        return [run for run in rows if is_public(run) and can_be_added(run, at)]
    return [run for run in rows.filter(entrance=Entrance.OPEN) if can_enrol(run, at)]


@transaction.atomic
def assign(
    *,
    school_class: SchoolClass,
    target: Target,
    due_at: datetime | None,
    actor: User,
    at: datetime,
) -> Assignment:
    """Assign a course, a lesson or a test to a class, a group or one seat.

    Whoever is meant is enrolled in the run, all or nobody, or stays where they are in the course.

    Raises:
        AssignmentError: The course is not published, parts do not fit, or the date is past.
        FullRunError: The run has too few seats; its words say how many.
        ClosedRunError: The run is over or cancelled.
    """
    _check(school_class, target, due_at, at)
    # Seats made at this moment wait, and find the task.
    SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    run = target.run or class_run(school_class=school_class, course=target.course)
    made = Assignment.objects.create(
        school_class=school_class,
        course=target.course,
        run=run,
        lesson=target.lesson,
        quiz=target.quiz,
        group=target.group,
        seat=target.seat,
        due_at=due_at,
        created_at=at,
    )
    book(users=_meant(made), run=run, at=at, actor=actor)
    record_class("class.assign", school_class, actor=actor, at=at, data={"assignment": made.key})
    return made


def _meant(assignment: Assignment) -> list[User]:
    seats = seats_of(assignment.school_class)
    if assignment.group is not None:
        seats = seats.filter(groups=assignment.group)
    if assignment.seat is not None:
        seats = seats.filter(pk=assignment.seat.pk)
    return [seat.user for seat in seats]


def _check(
    school_class: SchoolClass, target: Target, due_at: datetime | None, at: datetime
) -> None:
    if target.course.state != CourseState.PUBLISHED:
        raise AssignmentError(_("Diesen Kurs gibt es nicht mehr."))
    lesson = target.quiz.lesson if target.quiz else target.lesson
    fits = lesson is None or lesson.course_id == target.course.pk
    runs = bookable_runs(target.course, school_class.partner, at) if target.run else []
    fits = fits and (target.run is None or target.run in runs)
    for part in (target.group, target.seat):
        fits = fits and (part is None or part.school_class_id == school_class.pk)
    if not fits:
        raise AssignmentError(_("Das passt nicht zusammen. Bitte wählen Sie noch einmal."))
    if due_at is not None and due_at < at:
        raise AssignmentError(_("Dieser Tag ist schon vorbei."))


@transaction.atomic
def end_assignment(*, assignment: Assignment, actor: User, at: datetime) -> None:
    """Take a task off the list; what was learned stays, and so do the enrolments.

    Raises:
        ConflictError: It has ended already.
    """
    changed = Assignment.objects.filter(pk=assignment.pk, ended_at=None).update(ended_at=at)
    if not changed:
        raise ConflictError(_("Diese Aufgabe ist schon beendet."))
    record_class(
        "class.end-assignment",
        assignment.school_class,
        actor=actor,
        at=at,
        data={"assignment": assignment.key},
    )
