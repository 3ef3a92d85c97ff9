"""Live minutes: who is there, what was said of each item, what was decided."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.taxonomy.models import ActionField
from network.actions.meeting.guard import locked, logged
from network.models import AgendaItem, Attendance, Decision, DecisionState, Meeting
from network.queries.meetings import role_of
from network.queries.viewer import Viewer
from network.rules import WRITTEN, may_meet_about

MAX_MINUTES = 8000  # characters of one item


class MinutesTooLongError(DomainError):
    """More than the minutes of one item hold; nothing of it is cut off."""


class DueDateError(DomainError):
    """A decision is due before the meeting."""


@dataclass(frozen=True)
class NewDecision:
    """What was decided, which role does it and by when."""

    text: str
    responsible_role: str
    due: date
    field: ActionField | None = None


@dataclass(frozen=True)
class Ticked:
    """Primary keys of attendances that somebody ticked or unticked."""

    came: Collection[int] = ()
    left: Collection[int] = ()


@transaction.atomic
def save_minutes(
    *, item: AgendaItem, text: str, version: int, by: Viewer, at: datetime
) -> AgendaItem:
    """Store the minutes of one item; the same text again changes nothing.

    Raises:
        ConflictError: The meeting does not run, or somebody wrote since ``version``.
        MinutesTooLongError: It has more than ``MAX_MINUTES`` characters.
    """
    row = locked(item.meeting, by, states=WRITTEN)
    current = row.items.get(pk=item.pk)
    if current.minutes == text:
        return current
    if len(text) > MAX_MINUTES:
        words = _("Der Text ist zu lang und nicht gespeichert. Möglich sind %(most)d Zeichen.")
        raise MinutesTooLongError(words % {"most": MAX_MINUTES})
    if current.version != version:
        raise ConflictError(_("Jemand hat das Protokoll dieses Punktes inzwischen geändert."))
    current.minutes, current.minutes_at = text, at
    current.minutes_role = role_of(by, row)
    current.version += 1
    current.save(update_fields=["minutes", "minutes_at", "minutes_role", "version"])
    logged("minutes", row, by, at, item=item.key)
    return current


@transaction.atomic
def set_attendance(
    *, meeting: Meeting, ticked: Ticked, guest: str, by: Viewer, at: datetime
) -> None:
    """Note who is there; what this person left as it was keeps what others noted meanwhile.

    Args:
        meeting: A meeting that runs.
        ticked: What was changed.
        guest: A role or organisation nobody expected, "" for none.
        by: Who notes it.
        at: When.

    Raises:
        ConflictError: The meeting does not run.
    """
    row = locked(meeting, by, states=WRITTEN)
    row.attendances.filter(pk__in=ticked.came).update(is_present=True)
    row.attendances.filter(pk__in=ticked.left).update(is_present=False)
    if guest:
        Attendance.objects.get_or_create(
            meeting=row, role=guest, partner=None, defaults={"is_present": True}
        )
    logged("attendance", row, by, at, present=row.attendances.filter(is_present=True).count())


@transaction.atomic
def add_decision(*, item: AgendaItem, decision: NewDecision, by: Viewer, at: datetime) -> Decision:
    """Write down what was decided on an item.

    Raises:
        ConflictError: The meeting does not run.
        DueDateError: It would be due before the meeting.
    """
    row = locked(item.meeting, by, states=WRITTEN)
    if decision.due < localdate(row.starts_at):
        raise DueDateError(_("Die Frist liegt vor dem Treffen."))
    made = Decision.objects.create(
        meeting=row,
        item=item,
        text=decision.text,
        responsible_role=decision.responsible_role,
        field=decision.field,
        due=decision.due,
        created_at=at,
    )
    logged("decide", row, by, at, decision=made.key)
    return made


@transaction.atomic
def withdraw_decision(*, decision: Decision, by: Viewer, at: datetime) -> None:
    """Take back what was written down by mistake; once the minutes are final it stays.

    Raises:
        ConflictError: The minutes are final.
    """
    row = locked(decision.meeting, by, states=WRITTEN)
    row.decisions.filter(pk=decision.pk).delete()
    logged("decision-withdraw", row, by, at, decision=decision.key)


@transaction.atomic
def settle_decision(*, decision: Decision, is_done: bool, by: Viewer, at: datetime) -> Decision:
    """Mark a decision as done, or open again.

    Raises:
        ConflictError: A later meeting carried it on.
        NotAllowedError: Neither the meeting nor the field are this person's.
    """
    row = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    codes = row.meeting.fields.values_list("code", flat=True)
    is_own = row.field is not None and row.field.code in by.fields
    if not is_own and not may_meet_about(by, row.meeting.kind, codes):
        raise NotAllowedError(_("Darum kümmern sich andere."))
    if row.state == DecisionState.MOVED:
        raise ConflictError(_("Ein späteres Treffen hat diesen Beschluss übernommen."))
    row.state = DecisionState.DONE if is_done else DecisionState.OPEN
    row.save(update_fields=["state"])
    logged("decision-settle", row.meeting, by, at, decision=row.key, state=row.state)
    return row
