"""The waiting list: joining, offers, accepting, what the clock ends."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.seat.entrance import (
    check_admission,
    check_alone,
    check_brought,
    check_code,
)
from courses.actions.seat.errors import ClosedRunError, RequestStateError
from courses.actions.seat.guard import give_back, lock_run, take_seats
from courses.actions.seat.notices import (
    tell_list_closed,
    tell_offer_expired,
    tell_offered,
    tell_unanswered,
    tell_waiting,
)
from courses.actions.seat.taking import Arrival, seat_person
from courses.actions.seat.vouchers import redeem
from courses.enums import Entrance, Origin, RequestState
from courses.models import CourseRun, Enrolment, SeatRequest
from courses.queries.seat import (
    Standing,
    expired_offers,
    free_seats,
    idle_offers,
    standing,
    vain_requests,
    waiting_list,
)
from courses.rules import can_offer, can_wait, offers_end
from lms.accounts.models import User
from lms.common.errors import ConflictError

MOMENT = timedelta(microseconds=1)
BATCH = 200  # offers of one round, where there is no limit to the seats


@transaction.atomic
def join_waiting_list(
    *, user: User, run: CourseRun, at: datetime, code: str = "", contact_name: str = ""
) -> SeatRequest:
    """Wait for a seat of a full run; who waits already keeps the place in the line.

    Raises:
        ClosedRunError: There is no waiting list, or it is not open.
        ConflictError: A seat is free, or the person is enrolled in the course.
        DomainError: As for enrolling.
    """
    run = lock_run(run)
    found = standing(user, run)
    if found.request:
        return SeatRequest.objects.get(pk=found.request)
    check_alone(user=user, run=run, found=found, at=at)
    if not can_wait(run, at):
        raise ClosedRunError(_("Dieser Termin hat keine offene Warteliste."))
    check_code(run=run, code=code, at=at)
    check_admission(user=user, run=run, found=found)
    if free_seats(run) != 0 and not found.others_wait:
        raise ConflictError(_("Es ist gerade ein Platz frei. Sie können sich direkt anmelden."))
    request = SeatRequest(run=run, user=user, team_name=contact_name)
    return put_in_line(request=request, at=at)


def put_in_line(*, request: SeatRequest, at: datetime) -> SeatRequest:
    """Place a request at the end of the line of its locked run.

    The lock makes the order of commits the order of ``queued_at``, whatever clocks say; who holds
    an offer came earlier, too, and may be put back into the line.
    """
    rows = SeatRequest.objects.filter(run=request.run).order_by("-queued_at")
    newest = rows.values_list("queued_at", flat=True).first()
    request.queued_at = at if newest is None else max(at, newest + MOMENT)
    request.state = RequestState.WAITING
    request.save()
    tell_waiting(request=request, at=at)
    return request


@transaction.atomic
def offer_next(*, run: CourseRun, at: datetime) -> int:
    """Offer free seats to the next in line; returns how many were offered. Safe to run twice."""
    return offer_seats(lock_run(run), at)


def offer_seats(run: CourseRun, at: datetime) -> int:
    """As ``offer_next``, in the transaction of whoever locked the run and freed a seat."""
    if free_seats(run) == 0 or not can_offer(run, at):
        return 0
    ends = min(filter(None, (at + timedelta(hours=run.offer_hours), offers_end(run))))
    chosen = list(waiting_list(run).select_related("user")[: free_seats(run) or BATCH])
    offered = 0
    for request in chosen:
        request.state, request.run = RequestState.OFFERED, run
        request.offered_at, request.offer_expires_at = at, ends
        # Whoever withdraws or enrols elsewhere at this moment does not ask for the run's lock.
        offered += _become(
            request, RequestState.WAITING,
            state=request.state, offered_at=at, offer_expires_at=ends,
        ) and _hold(run, request, at)  # fmt: skip
    return offered


def _hold(run: CourseRun, request: SeatRequest, at: datetime) -> int:
    take_seats(run)
    tell_offered(request=request, at=at)
    return 1


@transaction.atomic
def accept_offer(*, request: SeatRequest, at: datetime, code: str = "") -> Enrolment:
    """Take the seat that is held for somebody; a run with vouchers asks for one now.

    Raises:
        RequestStateError: There is no offer any more.
        ConflictError: The person is enrolled in another run of the course.
    """
    run = lock_run(request.run)
    user = request.user
    found = standing(user, run)
    if found.current:
        return _taken_already(found, run)
    fresh = SeatRequest.objects.get(pk=request.pk)
    ends = fresh.offer_expires_at
    if fresh.state != RequestState.OFFERED or ends is None or ends <= at:
        raise RequestStateError(_("Dieses Angebot ist abgelaufen. Der Platz ging weiter."))
    check_brought(run=run, at=at)
    arrival = Arrival(user, Origin.WAITING, contact_name=fresh.team_name)
    enrolment = seat_person(arrival=arrival, run=run, found=found, at=at)
    if run.entrance == Entrance.VOUCHER:
        redeem(run=run, code=code, enrolment=enrolment, at=at)
    return enrolment


def _taken_already(found: Standing, run: CourseRun) -> Enrolment:
    """Accepting twice is accepting once; another date must be left first."""
    enrolment = Enrolment.objects.get(pk=found.current or 0)
    if enrolment.run_id == run.pk:
        return enrolment
    message = _(
        "Sie sind schon an einem anderen Termin dieses Kurses angemeldet. Verlassen Sie ihn "
        "zuerst, Ihr Fortschritt bleibt."
    )
    raise ConflictError(message)


@transaction.atomic
def withdraw_request(*, request: SeatRequest, at: datetime) -> None:
    """Take back a request or decline an offer; the seat goes to the next. Safe to run twice.

    Raises:
        RequestStateError: It became an enrolment or was answered in another way.
    """
    run = lock_run(request.run)
    gone = _gone(at)
    if _become(request, RequestState.OFFERED, **gone):
        give_back(run)
        offer_seats(run, at)
        return
    if _become(request, RequestState.WAITING, **gone) or _become(
        request, RequestState.ASKED, **gone
    ):
        return
    if SeatRequest.objects.get(pk=request.pk).state != RequestState.WITHDRAWN:
        raise RequestStateError(_("Diese Anfrage ist schon beantwortet."))


@transaction.atomic
def settle_run(*, run: CourseRun, at: datetime) -> int:
    """Do what the clock asks of a run: end offers and vain requests, offer anew, close the line.

    Offers of people who came into the course elsewhere end here, too: there only the other run
    was locked. Safe to run twice; returns how many people it concerned.
    """
    run = lock_run(run)
    idle = sum(_become(one, RequestState.OFFERED, **_gone(at)) for one in idle_offers(run))
    over = [one for one in expired_offers(run, at) if _expire(one, RequestState.OFFERED, at)]
    give_back(run, idle + len(over))
    for request in over:
        request.run = run
        tell_offer_expired(request=request, at=at)
    done = idle + len(over) + _end_vain(run, at) + offer_seats(run, at)
    if can_offer(run, at):
        return done
    left = list(waiting_list(run).select_related("user"))
    closed = [one for one in left if _expire(one, RequestState.WAITING, at)]
    for request in closed:
        request.run = run
        tell_list_closed(request=request, at=at)
    return done + len(closed)


def _end_vain(run: CourseRun, at: datetime) -> int:
    """Tell whoever asked in vain; the reason they wrote goes."""
    gone = {**_gone(at), "state": RequestState.EXPIRED}
    asked = vain_requests(at=at).filter(run=run).select_related("user")
    vain = [one for one in asked if _become(one, RequestState.ASKED, **gone)]
    for request in vain:
        request.run = run
        tell_unanswered(request=request, at=at)
    return len(vain)


def _gone(at: datetime) -> dict[str, object]:
    return {"state": RequestState.WITHDRAWN, "decided_at": at, "note": ""}


def _expire(request: SeatRequest, state: RequestState, at: datetime) -> int:
    return _become(request, state, state=RequestState.EXPIRED, decided_at=at)


def _become(request: SeatRequest, before: RequestState, **values: object) -> int:
    """Change a request that still is in a state; tells whether it was."""
    return SeatRequest.objects.filter(pk=request.pk, state=before).update(**values)
