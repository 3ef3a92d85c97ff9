"""Final minutes: frozen as a version, open decisions carried on once, own tasks by mail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _, override

from lms.accounts.mails import send
from lms.common.errors import ConflictError, DomainError
from network.actions.meeting.guard import locked, logged, step, stored
from network.models import (
    Decision,
    DecisionState,
    ItemKind,
    Meeting,
    MeetingState,
    MinutesVersion,
)
from network.queries.meetings import calendar_date, invitees, mailboxes, role_of
from network.queries.minutes import live_content
from network.queries.viewer import Viewer


class CorrectionNoteError(DomainError):
    """A correction says what it corrects."""


@transaction.atomic
def finalise_minutes(*, meeting: Meeting, by: Viewer, at: datetime) -> MinutesVersion:
    """Finish the minutes: from now on they are only corrected by a new version.

    Decisions on the agenda that are still open become decisions of this meeting, each once.
    Every mailbox that was invited gets the link and its own tasks.

    Raises:
        ConflictError: The meeting runs or its minutes are final.
    """
    row = locked(meeting, by)
    step(row, MeetingState.MINUTES_FINAL)
    carry_on(row, at)
    version = MinutesVersion.objects.create(
        meeting=row,
        number=1,
        content=live_content(row),
        at=at,
        actor_key=by.user.key if by.user else "",
        actor_role=role_of(by, row),
    )
    stored(row, at)
    _tell(row, at)
    logged("finalise", row, by, at)
    return version


@transaction.atomic
def correct_minutes(
    *,
    meeting: Meeting,
    minutes: Mapping[int, str],
    note: str,
    number: int,
    by: Viewer,
    at: datetime,
) -> MinutesVersion:
    """Put a corrected version beside the final minutes; what was final stays readable.

    Args:
        meeting: One whose minutes are final.
        minutes: New minutes by the index of the item in the newest version.
        note: What was corrected and why.
        number: The version the correction builds on.
        by: Who corrects.
        at: When.

    Raises:
        ConflictError: The minutes are not final, or somebody corrected since.
        CorrectionNoteError: The note is missing.
    """
    row = locked(meeting, by, states=(MeetingState.MINUTES_FINAL,))
    if not note.strip():
        raise CorrectionNoteError(_("Schreiben Sie dazu, was berichtigt wurde."))
    newest = _newest(row, number)
    version = MinutesVersion.objects.create(
        meeting=row,
        number=newest.number + 1,
        content=_corrected(newest.content, minutes),
        note=note.strip(),
        at=at,
        actor_key=by.user.key if by.user else "",
        actor_role=role_of(by, row),
    )
    logged("correct", row, by, at, number=version.number)
    return version


def _corrected(content: dict[str, Any], minutes: Mapping[int, str]) -> dict[str, Any]:
    """The content with new minutes of some items."""
    items = [
        {**item, "minutes": minutes.get(index, item["minutes"])}
        for index, item in enumerate(content["items"])
    ]
    return {**content, "items": items}


def _newest(row: Meeting, number: int) -> MinutesVersion:
    """The newest minutes, which the correction must build on."""
    newest: MinutesVersion = row.minutes_versions.order_by("-number")[0]
    if newest.number != number:
        raise ConflictError(_("Jemand hat das Protokoll inzwischen berichtigt."))
    return newest


def carry_on(row: Meeting, at: datetime) -> None:
    """Make open decisions of earlier meetings on this agenda decisions of this meeting."""
    items = row.items.filter(kind=ItemKind.OPEN_DECISIONS, is_dropped=False, object_type="decision")
    places = {item.object_key: item for item in items}
    old = Decision.objects.select_for_update().filter(
        key__in=places.keys(), state=DecisionState.OPEN
    )
    for decision in old.exclude(meeting=row):
        Decision.objects.create(
            meeting=row,
            item=places[decision.key],
            text=decision.text,
            responsible_role=decision.responsible_role,
            field_id=decision.field_id,
            due=decision.due,
            carried_from=decision,
            created_at=at,
        )
        Decision.objects.filter(pk=decision.pk).update(state=DecisionState.MOVED)


def _tell(row: Meeting, at: datetime) -> None:
    """Send the link to each mailbox, with the tasks of its role or field."""
    with override(settings.LANGUAGE_CODE):
        decisions = list(row.decisions.filter(state=DecisionState.OPEN))
        for mailbox, invitee in mailboxes(invitees(row)).items():
            own = [
                one for one in decisions
                if one.responsible_role == invitee.role
                or (invitee.field is not None and one.field_id == invitee.field.pk)
            ]  # fmt: skip
            send(
                "email/meeting_minutes",
                recipient=mailbox,
                context={
                    "meeting": row,
                    "link": calendar_date(row, is_internal=invitee.partner is None).url,
                    "tasks": own,
                    "role": invitee.role,
                },
                language=settings.LANGUAGE_CODE,
                key=f"minutes:{row.key}:{mailbox}",
                at=at,
            )
