"""Taking a seat of a locked run: the one place where enrolments begin."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from courses.actions.seat.errors import BeatenError, FullRunError
from courses.actions.seat.guard import take_seats
from courses.actions.seat.notices import tell_enrolled
from courses.enums import EnrolmentState, Origin, RequestState, RunKind
from courses.models import OPEN_REQUESTS, CourseRun, Enrolment, RunContact, SeatRequest
from courses.queries.seat import Standing
from courses.rules import is_minor
from lms.accounts.enums import AccountKind
from lms.accounts.models import User
from lms.records.actions import record_event

PSEUDONYMOUS = (AccountKind.SEAT, AccountKind.GROUP)


@dataclass(frozen=True)
class Arrival:
    """Somebody comes into a run: who, how, by whom, and the name the team may read."""

    user: User
    origin: Origin
    actor: User | None = None
    contact_name: str = ""


def seat_person(*, arrival: Arrival, run: CourseRun, found: Standing, at: datetime) -> Enrolment:
    """Enrol somebody who is not enrolled in the course, in a run the caller has locked.

    Who holds an offer takes the seat kept for it; everybody else a free one, unless somebody
    waits for it. Who had left comes back to the old enrolment with all progress.

    Raises:
        FullRunError: No seat is free.
        BeatenError: The person came back elsewhere at this moment.
    """
    if not found.holds_offer:
        if found.others_wait:
            raise FullRunError(_("Auf diesen Platz wartet schon jemand."))
        take_seats(run)
    enrolment = _come_back(found.left, arrival, run, at) if found.left else _begin(arrival, run, at)
    keep_contact(enrolment=enrolment, name=arrival.contact_name)
    close_requests(user=arrival.user, run=run, found=found, at=at)
    _record(enrolment, arrival, at)
    tell_enrolled(enrolment=enrolment, at=at)
    return enrolment


def keep_contact(*, enrolment: Enrolment, name: str) -> None:
    """Keep what the team of a dated run may know; of minors only the chosen name (P22)."""
    user, run = enrolment.user, enrolment.run
    if not name or run.kind != RunKind.DATED or user.kind in PSEUDONYMOUS:
        return
    email = "" if is_minor(user) else user.email
    RunContact.objects.update_or_create(
        enrolment=enrolment, defaults={"name": name, "email": email}
    )


def close_requests(*, user: User, run: CourseRun, found: Standing, at: datetime) -> None:
    """Who is in the course asks for nothing more; ``settle_run`` ends an offer elsewhere."""
    if found.request:
        SeatRequest.objects.filter(pk=found.request, state__in=OPEN_REQUESTS).update(
            state=RequestState.ACCEPTED, decided_at=at, note=""
        )
    if found.has_more_requests:
        SeatRequest.objects.filter(
            user=user,
            run__course=run.course_id,
            state__in=(RequestState.ASKED, RequestState.WAITING),
        ).update(state=RequestState.WITHDRAWN, decided_at=at, note="")


def _begin(arrival: Arrival, run: CourseRun, at: datetime) -> Enrolment:
    return Enrolment.objects.create(
        user=arrival.user,
        run=run,
        course=run.course,
        origin=arrival.origin,
        enrolled_at=at,
        last_seen_at=at,
    )


def _come_back(pk: int, arrival: Arrival, run: CourseRun, at: datetime) -> Enrolment:
    left = Enrolment.objects.get(pk=pk)
    is_finished = left.completed_at is not None
    values = {
        "state": EnrolmentState.COMPLETED if is_finished else EnrolmentState.ACTIVE,
        "run": run,
        "origin": arrival.origin,
        "left_at": None,
        "left_reason": "",
        "last_seen_at": at,
    }
    if not Enrolment.objects.filter(pk=pk, state=EnrolmentState.LEFT).update(**values):
        raise BeatenError
    for name, value in {**values, "user": arrival.user, "course": run.course}.items():
        setattr(left, name, value)
    return left


def _record(enrolment: Enrolment, arrival: Arrival, at: datetime) -> None:
    actor = arrival.actor or arrival.user
    is_other = actor.pk != arrival.user.pk
    record_event(
        action="enrolment.enrol",
        object_type="enrolment",
        object_key=enrolment.key,
        actor_key=actor.key,
        person_key=arrival.user.key if is_other else "",
        partner_key=enrolment.course.partner.key if is_other else "",
        at=at,
    )
