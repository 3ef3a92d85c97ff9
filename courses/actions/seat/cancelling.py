"""A run that does not take place."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.catalogue import store_entry
from courses.actions.leave_paper import take_back_registrations
from courses.actions.seat.guard import give_back, lock_run
from courses.actions.seat.notices import tell_cancelled
from courses.enums import EnrolmentState, LeftReason, RequestState, RunKind
from courses.models import OPEN_REQUESTS, CourseRun, Enrolment, RunContact, SeatRequest
from lms.accounts.models import User
from lms.common.errors import ConflictError
from lms.records.actions import record_event


@transaction.atomic
def cancel_run(*, run: CourseRun, actor: User | None, at: datetime) -> CourseRun:
    """Cancel a dated run: everybody in it and in its line is told, progress stays.

    Guests are told at the address their team was given, then the contacts go. Who has finished
    the course keeps the enrolment. Safe to run twice.

    Raises:
        ConflictError: It has no dates, or is over.
    """
    run = lock_run(run)
    if run.cancelled_at is not None:
        return run
    if run.kind != RunKind.DATED:
        raise ConflictError(_("Absagen kann man nur, was einen Termin hat."))
    if run.ends_at is not None and run.ends_at <= at:
        raise ConflictError(_("Dieser Termin ist schon vorbei."))
    run.cancelled_at, run.sequence = at, run.sequence + 1
    run.save(update_fields=["cancelled_at", "sequence"])
    people = [*_let_go(run, at), *_close_requests(run, at)]
    record_event(
        action="run.cancel",
        object_type="run",
        object_key=run.key,
        actor_key=actor.key if actor else "",
        partner_key=run.course.partner.key,
        at=at,
        data={"people": len(people)},
    )
    store_entry(course=run.course, at=at)
    take_back_registrations(enrolments=run.enrolments.all(), actor=actor, at=at)
    for user in people:
        tell_cancelled(user=user, run=run, at=at)
    let_go = {"state": EnrolmentState.LEFT, "left_reason": LeftReason.CANCELLED}
    RunContact.objects.filter(enrolment__in=Enrolment.objects.filter(run=run, **let_go)).delete()
    return run


def _let_go(run: CourseRun, at: datetime) -> list[User]:
    """Everybody who still learns leaves."""
    rows = Enrolment.objects.filter(run=run, state=EnrolmentState.ACTIVE)
    people = list(User.objects.filter(enrolments__in=rows).order_by("pk"))
    left = rows.update(state=EnrolmentState.LEFT, left_at=at, left_reason=LeftReason.CANCELLED)
    give_back(run, left)
    return people


def _close_requests(run: CourseRun, at: datetime) -> list[User]:
    rows = SeatRequest.objects.filter(run=run, state__in=OPEN_REQUESTS)
    people = list(User.objects.filter(seat_requests__in=rows).order_by("pk"))
    held = rows.filter(state=RequestState.OFFERED).count()
    rows.update(state=RequestState.REFUSED, decided_at=at, note="")
    give_back(run, held)
    return people
