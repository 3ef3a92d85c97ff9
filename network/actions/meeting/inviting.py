"""Inviting to a meeting, telling of changes, calling it off: only on a click, each mail once."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from lms.accounts.mails import send
from lms.records.actions import Attachment
from network.actions.meeting.guard import locked, logged, step, stored
from network.formats.calendar import invitation, method_of
from network.models import Attendance, Meeting, MeetingState
from network.queries.meetings import (
    CITY,
    Invitee,
    calendar_date,
    invitees,
    mailboxes,
    role_titles,
)
from network.queries.viewer import Viewer

SENDING = (MeetingState.AGENDA_FIXED, MeetingState.INVITED)


@transaction.atomic
def invite_all(*, meeting: Meeting, by: Viewer, at: datetime) -> int:
    """Invite everybody, or tell those invited what changed; a second click sends nothing again.

    Returns:
        The number of mailboxes that hear of it.

    Raises:
        ConflictError: The agenda is not fixed yet, or the meeting is over.
    """
    row = locked(meeting, by, states=SENDING)
    if row.state == MeetingState.AGENDA_FIXED:
        step(row, MeetingState.INVITED)
    with override(settings.LANGUAGE_CODE):
        people = invitees(row)
        _expect(row, people)
        reached = _tell(row, people, at, is_update=row.sent_sequence is not None)
    row.sent_sequence = row.ics_sequence
    stored(row, at)
    logged("invite", row, by, at, mailboxes=reached, sequence=row.ics_sequence)
    return reached


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: Viewer, at: datetime) -> int:
    """Call a meeting off; who was invited gets the cancellation.

    Returns:
        The number of mailboxes that hear of it.

    Raises:
        ConflictError: It was held or called off already.
    """
    row = locked(meeting, by)
    step(row, MeetingState.CANCELLED)
    was_told = row.sent_sequence is not None
    stored(row, at, is_dated=True)
    with override(settings.LANGUAGE_CODE):
        reached = _tell(row, invitees(row), at, is_update=True) if was_told else 0
    if was_told:
        Meeting.objects.filter(pk=row.pk).update(sent_sequence=row.ics_sequence)
    logged("cancel", row, by, at, mailboxes=reached)
    return reached


def mail_words(
    row: Meeting, invitee: Invitee, *, is_update: bool, is_cancelled: bool
) -> dict[str, Any]:
    """What the mail to one role says; guests are not told what the others talk about."""
    is_internal = invitee.partner is None
    items = row.items.filter(is_dropped=False) if is_internal else ()
    return {
        "meeting": row,
        "link": calendar_date(row, is_internal=is_internal).url,
        "role": invitee.role,
        "items": [item.title for item in items],
        "is_cancelled": is_cancelled,
        "is_update": is_update,
    }


def _tell(row: Meeting, people: list[Invitee], at: datetime, *, is_update: bool) -> int:
    found = mailboxes(people)
    for mailbox, invitee in found.items():
        date = calendar_date(row, is_internal=invitee.partner is None)
        data = invitation(date, organiser=settings.DEFAULT_FROM_EMAIL, recipient=mailbox)
        send(
            "email/meeting",
            recipient=mailbox,
            context=mail_words(row, invitee, is_update=is_update, is_cancelled=date.is_cancelled),
            language=settings.LANGUAGE_CODE,
            key=f"meeting:{row.key}:{row.ics_sequence}:{mailbox}",
            attachment=Attachment(
                "termin.ics", f"text/calendar; method={method_of(date)}; charset=utf-8", data
            ),
            at=at,
        )
    return len(found)


def _expect(row: Meeting, people: list[Invitee]) -> None:
    """Put those asked to come on the list of the minutes, besides whoever is on it already."""
    known = {(one.role, one.partner_id) for one in row.attendances.all()}
    city = Invitee(role=role_titles()[CITY], mailbox="")
    rows = {}
    for one in [city, *people]:
        name = (one.role, one.partner.pk if one.partner else None)
        if name not in known:
            rows[name] = Attendance(
                meeting=row, role=one.role, field=one.field, partner=one.partner
            )
    Attendance.objects.bulk_create(rows.values())
