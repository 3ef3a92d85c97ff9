"""Enrolling and leaving."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from courses.enums import CourseState, EnrolmentState
from courses.models import CourseRun, Enrolment
from courses.rules import can_enrol
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError
from lms.records.actions import record_event


class ClosedRunError(DomainError):
    """The run does not take anybody now."""


class FullRunError(ConflictError):
    """All seats are taken."""


def open_enrolment_of(user: User, course_id: int) -> Enrolment | None:
    """The person's enrolment in a course that was not left."""
    return (
        Enrolment.objects.filter(user=user, course_id=course_id)
        .exclude(state=EnrolmentState.LEFT)
        .first()
    )


def enrol(*, user: User, run: CourseRun, at: datetime) -> Enrolment:
    """Enrol a person; who is enrolled already stays so. Safe to run twice and in parallel.

    Who had left comes back to the old enrolment with all progress.

    Raises:
        ClosedRunError: The course is not published, or the run takes nobody at this time.
        FullRunError: No seat is free.
    """
    existing = open_enrolment_of(user, run.course_id)
    if existing is not None:
        return existing
    if run.course.state != CourseState.PUBLISHED or not can_enrol(run, at):
        raise ClosedRunError(_("Für diesen Kurs kann man sich gerade nicht einschreiben."))
    try:
        return _take_seat(user, run, at)
    except IntegrityError:
        # Somebody with the same name and course was faster: the very same person.
        existing = open_enrolment_of(user, run.course_id)
        if existing is None:
            raise
        return existing


@transaction.atomic
def _take_seat(user: User, run: CourseRun, at: datetime) -> Enrolment:
    has_seat = Q(capacity__isnull=True) | Q(seats_taken__lt=F("capacity"))
    if not CourseRun.objects.filter(has_seat, pk=run.pk).update(seats_taken=F("seats_taken") + 1):
        raise FullRunError(_("Alle Plätze sind vergeben."))
    left = (
        Enrolment.objects.filter(user=user, course_id=run.course_id, state=EnrolmentState.LEFT)
        .order_by("-left_at")
        .first()
    )
    enrolment = left or Enrolment(user=user, course_id=run.course_id, enrolled_at=at)
    enrolment.run = run
    enrolment.left_at = None
    enrolment.last_seen_at = at
    is_finished = enrolment.completed_at is not None
    enrolment.state = EnrolmentState.COMPLETED if is_finished else EnrolmentState.ACTIVE
    enrolment.save()
    record_event(
        action="enrolment.enrol",
        object_type="enrolment",
        object_key=enrolment.key,
        actor_key=user.key,
        at=at,
    )
    return enrolment


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
