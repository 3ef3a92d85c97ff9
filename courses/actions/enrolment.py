"""Enrolling and leaving."""

from datetime import datetime

from django.db import IntegrityError, transaction

from courses.actions.leave_paper import take_back_registrations
from courses.actions.seat.bulk import enrol_many
from courses.actions.seat.entrance import (
    BROUGHT,
    check_admission,
    check_brought,
    check_code,
    check_open,
)
from courses.actions.seat.errors import (
    AdmissionError,
    BeatenError,
    ClosedRunError,
    CodeError,
    EntranceError,
    FullRunError,
    MovedError,
    NoRunError,
)
from courses.actions.seat.guard import CHOOSE, give_back, lock_run, lock_run_of
from courses.actions.seat.notices import tell_removed
from courses.actions.seat.queue import offer_next, offer_seats
from courses.actions.seat.taking import Arrival, seat_person
from courses.actions.seat.vouchers import redeem
from courses.enums import EnrolmentState, LeftReason, Origin
from courses.models import CourseRun, Enrolment, RunContact
from courses.queries.seat import free_seats, standing
from lms.accounts.models import User
from lms.records.actions import record_event

__all__ = [
    "AdmissionError",
    "ClosedRunError",
    "CodeError",
    "EntranceError",
    "FullRunError",
    "MovedError",
    "NoRunError",
    "enrol",
    "enrol_many",
    "free_seats",
    "leave",
    "offer_next",
]


def enrol(  # noqa: PLR0913  (who, where, when and by which entrance)
    *,
    user: User,
    run: CourseRun | None,
    at: datetime,
    origin: Origin = Origin.SELF,
    actor: User | None = None,
    code: str = "",
    contact_name: str = "",
) -> Enrolment:
    """Enrol a person; who is enrolled already stays so. Safe to run twice and in parallel.

    Who had left comes back to the old enrolment with all progress. Who comes by themselves needs
    what the run asks for: ``code`` is its key or a voucher; an offer held is taken.

    ``SELF`` finds out by itself whether it was a key or a voucher; ``TEAM`` and ``SCHOOL_CLASS``
    are people whom ``actor`` brings, whatever the entrance, age and prerequisites.
    ``contact_name`` is what the team of a dated run may read.

    Raises:
        NoRunError: ``run`` is None or gone.
        ClosedRunError: The course is not published, or the run takes nobody at this time.
        EntranceError: The run is entered in another way, or the code does not hold.
        AdmissionError: The person is too young, or has not done what must come before.
        FullRunError: No seat is free, or somebody waits for it.
    """
    if run is None:
        raise NoRunError(CHOOSE)
    arrival = Arrival(user, origin, actor, contact_name)
    try:
        return _enrol(arrival, run, code, at)
    except (IntegrityError, BeatenError):
        # The same person, in another run of the course, at the same moment.
        current = _current(user, run.course_id)
        if current is None:
            raise
        return current


@transaction.atomic
def _enrol(arrival: Arrival, run: CourseRun, code: str, at: datetime) -> Enrolment:
    run = lock_run(run)
    found = standing(arrival.user, run)
    if found.current:
        return Enrolment.objects.get(pk=found.current)
    origin = arrival.origin
    if origin in BROUGHT:
        check_brought(run=run, at=at)
    else:
        check_open(user=arrival.user, run=run, at=at)
        origin = check_code(run=run, code=code, at=at)
        check_admission(user=arrival.user, run=run, found=found)
    arrival = Arrival(arrival.user, origin, arrival.actor, arrival.contact_name)
    enrolment = seat_person(arrival=arrival, run=run, found=found, at=at)
    if origin == Origin.VOUCHER:
        redeem(run=run, code=code, enrolment=enrolment, at=at)
    return enrolment


@transaction.atomic
def leave(
    *,
    enrolment: Enrolment,
    at: datetime,
    reason: LeftReason = LeftReason.OWN,
    actor: User | None = None,
) -> Enrolment:
    """Leave a course, or take somebody out: progress and certificates stay. Safe to run twice.

    Only that somebody is registered, as a paper for employers has it, is so no longer.

    The seat goes to the next in line with the same transaction; the team forgets the contact.

    Raises:
        MovedError: The enrolment went to another run at this moment.
    """
    run = lock_run_of(enrolment)
    changed = (
        Enrolment.objects.filter(pk=enrolment.pk)
        .exclude(state=EnrolmentState.LEFT)
        .update(state=EnrolmentState.LEFT, left_at=at, left_reason=reason)
    )
    if changed:
        give_back(run)
        _record(enrolment, actor or enrolment.user, at)
        offer_seats(run, at)
        if reason == LeftReason.TEAM:
            tell_removed(enrolment=enrolment, run=run, at=at)
        RunContact.objects.filter(enrolment=enrolment).delete()
        take_back_registrations(enrolments=[enrolment], actor=actor or enrolment.user, at=at)
    enrolment.refresh_from_db()
    return enrolment


def _current(user: User, course_id: int) -> Enrolment | None:
    rows = Enrolment.objects.filter(user=user, course_id=course_id)
    return rows.exclude(state=EnrolmentState.LEFT).first()


def _record(enrolment: Enrolment, actor: User, at: datetime) -> None:
    is_other = actor.pk != enrolment.user_id
    record_event(
        action="enrolment.leave",
        object_type="enrolment",
        object_key=enrolment.key,
        actor_key=actor.key,
        person_key=enrolment.user.key if is_other else "",
        partner_key=enrolment.course.partner.key if is_other else "",
        at=at,
    )
