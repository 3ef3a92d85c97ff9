"""Enrolling and leaving."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _, gettext_lazy as _lazy

from courses.enums import CourseState, EnrolmentState
from courses.models import CourseRun, Enrolment
from courses.rules import can_enrol
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError
from lms.records.actions import record_event


class NoRunError(DomainError):
    """No run was chosen, or one that is gone."""


class ClosedRunError(ConflictError):
    """The run does not take anybody now."""


class FullRunError(ConflictError):
    """All seats are taken."""


_CHOOSE = _lazy("Bitte wählen Sie einen der Termine, die noch frei sind.")


class _BeatenError(Exception):
    """The same person came back in a second window; the seat just taken is given up."""


def _own(user: User, course_id: int) -> tuple[Enrolment | None, Enrolment | None]:
    """The person's enrolment that is open, and one that was left; one query."""
    rows = list(Enrolment.objects.filter(user=user, course_id=course_id).order_by("-left_at"))
    is_left = EnrolmentState.LEFT
    current = next((row for row in rows if row.state != is_left), None)
    return current, next((row for row in rows if row.state == is_left), None)


def enrol(*, user: User, run: CourseRun | None, at: datetime) -> Enrolment:
    """Enrol a person; who is enrolled already stays so. Safe to run twice and in parallel.

    Who had left comes back to the old enrolment with all progress.

    Raises:
        NoRunError: ``run`` is None or gone.
        ClosedRunError: The course is not published, or the run takes nobody at this time.
        FullRunError: No seat is free.
    """
    if run is None:
        raise NoRunError(_CHOOSE)
    current, left = _own(user, run.course_id)
    if current is not None:
        return current
    if run.course.state != CourseState.PUBLISHED or not can_enrol(run, at):
        raise ClosedRunError(_("Diese Anmeldung ist gerade nicht offen."))
    try:
        return _take_seat(user, run, left, at)
    except (IntegrityError, _BeatenError):
        current, _left = _own(user, run.course_id)
        if current is None:
            raise
        return current


@transaction.atomic
def _take_seat(user: User, run: CourseRun, left: Enrolment | None, at: datetime) -> Enrolment:
    has_seat = Q(capacity__isnull=True) | Q(seats_taken__lt=F("capacity"))
    if not CourseRun.objects.filter(has_seat, pk=run.pk).update(seats_taken=F("seats_taken") + 1):
        if not CourseRun.objects.filter(pk=run.pk).exists():
            raise NoRunError(_CHOOSE)
        raise FullRunError(_("Alle Plätze sind vergeben."))
    enrolment = _come_back(left, run, at) if left is not None else _begin(user, run, at)
    record_event(
        action="enrolment.enrol",
        object_type="enrolment",
        object_key=enrolment.key,
        actor_key=user.key,
        at=at,
    )
    return enrolment


def _begin(user: User, run: CourseRun, at: datetime) -> Enrolment:
    return Enrolment.objects.create(
        user=user, run=run, course_id=run.course_id, enrolled_at=at, last_seen_at=at
    )


def _come_back(left: Enrolment, run: CourseRun, at: datetime) -> Enrolment:
    is_finished = left.completed_at is not None
    left.state = EnrolmentState.COMPLETED if is_finished else EnrolmentState.ACTIVE
    left.run, left.left_at, left.last_seen_at = run, None, at
    changed = Enrolment.objects.filter(pk=left.pk, state=EnrolmentState.LEFT).update(
        state=left.state, run=run, left_at=None, last_seen_at=at
    )
    if not changed:
        raise _BeatenError
    return left


@transaction.atomic
def leave(*, enrolment: Enrolment, at: datetime) -> Enrolment:
    """Leave a course: the seat is free, progress and certificates stay. Safe to run twice."""
    changed = (
        Enrolment.objects.filter(pk=enrolment.pk)
        .exclude(state=EnrolmentState.LEFT)
        .update(state=EnrolmentState.LEFT, left_at=at)
    )
    if changed:
        CourseRun.objects.filter(pk=enrolment.run_id, seats_taken__gt=0).update(
            seats_taken=F("seats_taken") - 1
        )
        record_event(
            action="enrolment.leave",
            object_type="enrolment",
            object_key=enrolment.key,
            actor_key=enrolment.user.key,
            at=at,
        )
    enrolment.refresh_from_db()
    return enrolment
