"""Attendance by list: on which days a group of adults met, and which seats were there."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from courses.actions.school_class.founding import record_class
from courses.models import ClassMeeting, ClassPresence, ClassSeat, SchoolClass
from courses.queries.school_class import seats_of
from lms.accounts.models import User
from lms.common.errors import DomainError

LONGEST_AGO = timedelta(days=400)  # so far back a meeting can be added later


class MeetingError(DomainError):
    """The class cannot have such a meeting."""


def add_meeting(
    *, school_class: SchoolClass, held_on: date, label: str, actor: User, at: datetime
) -> ClassMeeting:
    """Note that a group of adults meets on a day.

    Raises:
        MeetingError: There is this one already, the day is not one of the group's, or they are
            pupils: who of them was absent, their school keeps elsewhere.
    """
    if not school_class.is_adult:
        raise MeetingError(_("Anwesenheit wird nur in Gruppen Erwachsener notiert."))
    if not localdate(at) - LONGEST_AGO <= held_on <= school_class.ends_on:
        raise MeetingError(_("Bitte wählen Sie einen Tag, an dem es die Gruppe gibt."))
    try:
        with transaction.atomic():
            made = ClassMeeting.objects.create(
                school_class=school_class, held_on=held_on, label=label, created_at=at
            )
            _record(made, actor, at)
    except IntegrityError as error:
        raise MeetingError(_("Dieses Treffen gibt es schon.")) from error
    return made


@transaction.atomic
def note_presences(
    *, meeting: ClassMeeting, presences: Mapping[str, str], actor: User, at: datetime
) -> int:
    """Write down which seats were there; "" takes a note back. Other classes' seats are left out.

    Args:
        meeting: Of a class the actor leads; the caller has checked that.
        presences: Key of a seat → ``Presence`` or "".
        actor: The lead.
        at: When.

    Returns:
        For how many seats something changed.
    """
    locked = ClassMeeting.objects.select_for_update().filter(pk=meeting.pk).first()
    if locked is None:
        raise MeetingError(_("Dieses Treffen gibt es nicht mehr."))
    seats = seats_of(meeting.school_class).filter(key__in=list(presences))
    known = dict(meeting.presences.values_list("seat", "presence"))
    changed = [seat for seat in seats if known.get(seat.pk, "") != presences[seat.key]]
    for seat in changed:
        _note(meeting, seat, presences[seat.key], at)
    if changed:
        _record(meeting, actor, at)
    return len(changed)


def _note(meeting: ClassMeeting, seat: ClassSeat, presence: str, at: datetime) -> None:
    if not presence:
        ClassPresence.objects.filter(meeting=meeting, seat=seat).delete()
        return
    ClassPresence.objects.update_or_create(
        meeting=meeting, seat=seat, defaults={"presence": presence, "noted_at": at}
    )


@transaction.atomic
def delete_meeting(*, meeting: ClassMeeting, actor: User, at: datetime) -> None:
    """Take a meeting back, with who was there."""
    _record(meeting, actor, at)
    meeting.delete()


def _record(meeting: ClassMeeting, actor: User, at: datetime) -> None:
    data: dict[str, object] = {"meeting": meeting.key}
    record_class("class.attendance", meeting.school_class, actor=actor, at=at, data=data)
