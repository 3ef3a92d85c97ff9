"""Moving people between the runs of a course."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.leave_paper import take_back_registrations
from courses.actions.seat.entrance import check_brought
from courses.actions.seat.errors import FullRunError, MovedError
from courses.actions.seat.guard import give_back, lock_both, take_seats
from courses.actions.seat.notices import tell_moved
from courses.actions.seat.queue import offer_seats
from courses.actions.seat.taking import close_requests
from courses.enums import EnrolmentState, RunKind
from courses.models import CourseRun, Enrolment, RunContact
from courses.queries.seat import standing
from lms.accounts.models import User
from lms.common.errors import ConflictError
from lms.records.actions import record_event


@transaction.atomic
def move_enrolment(*, enrolment: Enrolment, to: CourseRun, actor: User, at: datetime) -> Enrolment:
    """Put somebody into another run of the course; enrolment and progress stay the same.

    The seat left goes to the next in line. Safe to run twice.

    Raises:
        ConflictError: Another course, or a run of a class.
        MovedError: Somebody else moved the person, or the person left, at this moment.
        ClosedRunError: The other run is over or cancelled.
        FullRunError: It has no free seat, or others wait for it.
    """
    if to.pk == enrolment.run_id:
        return enrolment
    old, new = lock_both(enrolment.run, to)
    _check(enrolment, old, new)
    check_brought(run=new, at=at)
    found = standing(enrolment.user, new)
    if not found.holds_offer:
        if found.others_wait:
            raise FullRunError(_("Auf diesen Platz wartet schon jemand."))
        take_seats(new)
    rows = Enrolment.objects.filter(pk=enrolment.pk, run=old).exclude(state=EnrolmentState.LEFT)
    if not rows.update(run=new):
        raise MovedError(_("Der Termin wurde gerade geändert. Bitte laden Sie die Seite neu."))
    give_back(old)
    take_back_registrations(enrolments=[enrolment], actor=actor, at=at)
    enrolment.run = new
    close_requests(user=enrolment.user, run=new, found=found, at=at)
    _record(enrolment, old, actor, at)
    tell_moved(enrolment=enrolment, at=at)
    if new.kind != RunKind.DATED:
        RunContact.objects.filter(enrolment=enrolment).delete()
    offer_seats(old, at)
    return enrolment


def _check(enrolment: Enrolment, old: CourseRun, new: CourseRun) -> None:
    if new.course_id != enrolment.course_id:
        raise ConflictError(_("Verlegen kann man nur innerhalb eines Kurses."))
    if RunKind.SCHOOL_CLASS in {old.kind, new.kind}:
        raise ConflictError(_("Plätze einer Klasse bleiben in ihrer Klasse."))


def _record(enrolment: Enrolment, old: CourseRun, actor: User, at: datetime) -> None:
    record_event(
        action="enrolment.move",
        object_type="enrolment",
        object_key=enrolment.key,
        actor_key=actor.key,
        partner_key=old.course.partner.key,
        person_key=enrolment.user.key,
        at=at,
        data={"from": old.key, "to": enrolment.run.key},
    )
