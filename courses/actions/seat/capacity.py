"""More seats, or fewer: nobody who is enrolled ever loses one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import ngettext

from courses.actions.seat.guard import give_back, lock_run
from courses.actions.seat.notices import tell_offer_withdrawn
from courses.actions.seat.queue import offer_seats
from courses.enums import RequestState
from courses.models import CourseRun, SeatRequest
from lms.accounts.models import User
from lms.common.errors import ConflictError
from lms.records.actions import record_event


class CapacityError(ConflictError):
    """More people are enrolled than there would be seats."""


@transaction.atomic
def set_capacity(
    *, run: CourseRun, capacity: int | None, at: datetime, actor: User | None = None
) -> CourseRun:
    """Set how many seats a run has; None: no limit. Seats that become free are offered at once.

    Where there are fewer, offers not yet accepted go back to the head of the line, the last one
    first.

    Raises:
        CapacityError: With how many people are enrolled.
    """
    run = lock_run(run)
    before = run.capacity
    offers = SeatRequest.objects.filter(run=run, state=RequestState.OFFERED)
    held = list(offers.select_related("user").order_by("-queued_at", "-pk"))
    _check_enough(capacity, enrolled=run.seats_taken - len(held))
    too_many = 0 if capacity is None else max(run.seats_taken - capacity, 0)
    for request in held[:too_many]:
        request.run = run
        _put_back(request, at)
    give_back(run, too_many)
    run.capacity = capacity
    run.save(update_fields=["capacity"])
    record_event(
        action="run.capacity",
        object_type="run",
        object_key=run.key,
        actor_key=actor.key if actor else "",
        partner_key=run.course.partner.key,
        at=at,
        data={"before": before, "after": capacity},
    )
    offer_seats(run, at)
    return run


def _check_enough(capacity: int | None, *, enrolled: int) -> None:
    if capacity is not None and capacity < enrolled:
        message = ngettext(
            "Es ist schon %(people)d Person angemeldet. Weniger Plätze gehen nicht.",
            "Es sind schon %(people)d Personen angemeldet. Weniger Plätze gehen nicht.",
            enrolled,
        )
        raise CapacityError(message % {"people": enrolled})


def _put_back(request: SeatRequest, at: datetime) -> None:
    request.state, request.offered_at, request.offer_expires_at = RequestState.WAITING, None, None
    request.save(update_fields=["state", "offered_at", "offer_expires_at"])
    tell_offer_withdrawn(request=request, at=at)
