"""What every change of a meeting begins and ends with."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lms.common.errors import ConflictError, NotAllowedError
from lms.records.actions import record_event
from network.models import Meeting, MeetingState
from network.queries.viewer import Viewer
from network.rules import MEETING_STEPS, may_meet_about


def locked(meeting: Meeting, by: Viewer, *, states: Collection[str] = ()) -> Meeting:
    """Read the meeting anew and hold it until the transaction ends.

    Raises:
        NotAllowedError: It is not a meeting of this person's.
        ConflictError: It is in none of ``states``.
    """
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not may_meet_about(by, row.kind, row.fields.values_list("code", flat=True)):
        raise NotAllowedError(_("Dieses Treffen bereiten andere vor."))
    if states and row.state not in states:
        raise _not_now(row)
    return row


def step(row: Meeting, to: str) -> None:
    """Set the state of a locked meeting.

    Raises:
        ConflictError: No step leads there.
    """
    if to not in MEETING_STEPS[row.state]:
        raise _not_now(row)
    row.state = to


def stored(row: Meeting, at: datetime, *, is_dated: bool = False) -> None:
    """Save a changed meeting; ``is_dated``: calendars must learn of it."""
    row.version += 1
    row.ics_sequence += int(is_dated)
    row.changed_at = at
    row.save()


def logged(action: str, meeting: Meeting, by: Viewer, at: datetime, **data: Any) -> None:
    """Write one line of the audit log."""
    record_event(
        action=f"meeting.{action}",
        object_type="meeting",
        object_key=meeting.key,
        at=at,
        actor_key=by.user.key if by.user else "",
        data=data,
    )


def _not_now(row: Meeting) -> ConflictError:
    state = MeetingState(row.state).label
    return ConflictError(
        _("Das geht jetzt nicht. Stand des Treffens: %(state)s.") % {"state": state}
    )
