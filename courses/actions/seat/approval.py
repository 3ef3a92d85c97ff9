"""Asking the team for a seat, and its yes or no."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.seat.entrance import (
    check_admission,
    check_alone,
    check_brought,
    check_code,
)
from courses.actions.seat.errors import (
    ClosedRunError,
    EntranceError,
    FullRunError,
    RequestStateError,
)
from courses.actions.seat.exceptions import check_exception, tell_deciders
from courses.actions.seat.guard import lock_run
from courses.actions.seat.notices import tell_asked, tell_refused
from courses.actions.seat.queue import offer_seats, put_in_line
from courses.actions.seat.taking import Arrival, seat_person
from courses.enums import Entrance, Origin, RefusalReason, RequestState, RunKind
from courses.models import CourseRun, Enrolment, SeatRequest
from courses.queries.seat import Standing, free_seats, standing
from courses.rules import can_offer
from lms.accounts.models import User
from lms.records.actions import record_event


@transaction.atomic
def ask_for_seat(  # noqa: PLR0913  (the parts of the form)
    *,
    user: User,
    run: CourseRun,
    at: datetime,
    note: str = "",
    contact_name: str = "",
    code: str = "",
    needs_exception: bool = False,
) -> SeatRequest:
    """Ask the team for a seat, or for an exception from what the course asks for.

    Asking twice is asking once. Where one learns at any time no name is kept: who decides on
    an exception reads the day and the reason.

    Raises:
        ClosedRunError: The run takes nobody at this time.
        EntranceError: There is nobody to ask, or nothing to ask for.
        AdmissionError: Something is missing, and no exception was asked for.
        ThrottledError: Too many exceptions for one day.
        DomainError: An exception without a reason; the person is enrolled.
    """
    run = lock_run(run)
    found = standing(user, run)
    if found.request:
        return SeatRequest.objects.get(pk=found.request)
    request = SeatRequest(
        run=run,
        user=user,
        state=RequestState.ASKED,
        needs_exception=needs_exception,
        note=note,
        team_name=contact_name if run.kind == RunKind.DATED else "",
        queued_at=at,
    )
    _check(request, found, code)
    request.save()
    tell_asked(request=request, at=at)
    tell_deciders(request=request, at=at)
    return request


def _check(request: SeatRequest, found: Standing, code: str) -> None:
    """Key and voucher are asked for as ever; where all may enrol there is nothing to ask."""
    user, run, at = request.user, request.run, request.queued_at
    check_alone(user=user, run=run, found=found, at=at)
    if request.needs_exception:
        check_exception(user=user, run=run, note=request.note, at=at)
    else:
        check_admission(user=user, run=run, found=found)
    if run.entrance == Entrance.APPROVAL:
        return
    check_code(run=run, code=code, at=at)
    if not request.needs_exception:
        raise EntranceError(_("Hier brauchen Sie niemanden zu fragen: Melden Sie sich direkt an."))


@transaction.atomic
def approve_request(*, request: SeatRequest, actor: User, at: datetime) -> Enrolment | SeatRequest:
    """Say yes: the person is enrolled, or waits in line where all seats are taken.

    Where a voucher lets people in, the seat is offered: taking it uses the voucher up. So is a
    seat that costs something to who asked for an exception: only accepting it is the booking.

    Raises:
        RequestStateError: It was answered or taken back meanwhile, or rests.
        ClosedRunError: The run is over or cancelled, or nobody could accept an offer any more.
        FullRunError: All seats are taken and there is no waiting list.
    """
    run = lock_run(request.run)
    fresh = _asked(request)
    fresh.run, user = run, fresh.user
    check_brought(run=run, at=at)
    _record("seat.approve", fresh, actor, at)
    found = standing(user, run)
    if found.current:
        raise RequestStateError(_("Diese Person ist schon eingeschrieben."))
    is_free = free_seats(run) != 0 and not found.others_wait
    if is_free and not _must_accept(fresh):
        arrival = Arrival(user, Origin.APPROVAL, actor=actor, contact_name=fresh.team_name)
        return seat_person(arrival=arrival, run=run, found=found, at=at)
    _check_offer(run, at, is_free=is_free)
    fresh.decided_at, fresh.note = at, ""
    waiting = put_in_line(request=fresh, at=at)
    offer_seats(run, at)
    return waiting


def _must_accept(request: SeatRequest) -> bool:
    """A yes is not enough: a voucher is used up, or an exception becomes a booking that costs."""
    run = request.run
    return run.entrance == Entrance.VOUCHER or (request.needs_exception and bool(run.price_text))


def _check_offer(run: CourseRun, at: datetime, *, is_free: bool) -> None:
    if is_free and not can_offer(run, at):
        message = _("Hier lässt sich kein Platz mehr anbieten: Die Anmeldung ist vorbei.")
        raise ClosedRunError(message)
    if not (run.has_waiting_list or is_free) or not can_offer(run, at):
        raise FullRunError(_("Alle Plätze sind vergeben."))


@transaction.atomic
def refuse_request(
    *, request: SeatRequest, reason: RefusalReason, actor: User, at: datetime
) -> None:
    """Say no, with one of the fixed reasons; it is kept and told by mail.

    Raises:
        RequestStateError: It was answered or taken back meanwhile, or rests.
    """
    run = lock_run(request.run)
    fresh = _asked(request)
    fresh.run, fresh.state, fresh.decided_at = run, RequestState.REFUSED, at
    fresh.note, fresh.refusal_reason = "", reason  # the note has served
    fresh.save(update_fields=["state", "decided_at", "note", "refusal_reason"])
    _record("seat.refuse", fresh, actor, at, reason=reason)
    tell_refused(request=fresh, reason=reason, at=at)


def _asked(request: SeatRequest) -> SeatRequest:
    fresh = SeatRequest.objects.select_related("user").get(pk=request.pk)
    if fresh.state != RequestState.ASKED:
        raise RequestStateError(_("Diese Anfrage ist schon beantwortet."))
    if fresh.rests:  # why is nobody's business
        raise RequestStateError(_("Diese Anfrage lässt sich zurzeit nicht beantworten."))
    return fresh


def _record(action: str, request: SeatRequest, actor: User, at: datetime, **data: str) -> None:
    record_event(
        action=action,
        object_type="seat_request",
        object_key=request.key,
        actor_key=actor.key,
        partner_key=request.run.course.partner.key,
        person_key=request.user.key,
        data=data,
        at=at,
    )
