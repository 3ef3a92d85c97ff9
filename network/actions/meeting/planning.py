"""Planning meetings, changing their date, and leading them from step to step."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.common.keys import new_key
from lms.taxonomy.models import ActionField
from network.actions.meeting.guard import locked, logged, step, stored
from network.models import Meeting, MeetingState, Partner
from network.queries.viewer import Viewer
from network.rules import DATED, may_meet_about

# Steps with work of their own (invite_all, cancel_meeting, finalise_minutes) are not among them.
PLAIN_STEPS = (
    MeetingState.PLANNED,
    MeetingState.AGENDA_FIXED,
    MeetingState.HELD,
    MeetingState.MINUTES_DRAFT,
)
TOLD = ("title", "starts_at", "ends_at", "place", "online_link")  # what calendars show


class MeetingTimesError(DomainError):
    """It ends before it begins."""


class EmptyAgendaError(DomainError):
    """There is nothing to meet for yet."""


@dataclass(frozen=True)
class MeetingPlan:
    """When, where and with whom people meet, and what for."""

    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    quarter: str = ""
    place: str = ""
    online_link: str = ""
    is_public: bool = False
    fields: tuple[ActionField, ...] = ()  # none: all
    partners: tuple[Partner, ...] = ()

    def columns(self) -> dict[str, object]:
        """What stands in the row itself."""
        names = ("kind", "quarter", "is_public", *TOLD)
        return {name: getattr(self, name) for name in names}


@transaction.atomic
def plan_meeting(*, plan: MeetingPlan, by: Viewer, at: datetime) -> Meeting:
    """Put a meeting on the calendar; nobody is told yet.

    Raises:
        NotAllowedError: Its fields are not this person's.
        MeetingTimesError: It ends before it begins.
    """
    _check(plan, by)
    key = new_key()
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    meeting = Meeting.objects.create(
        key=key, ics_uid=f"{key}@{host}", created_at=at, changed_at=at, **plan.columns()
    )
    meeting.fields.set(plan.fields)
    meeting.partners.set(plan.partners)
    logged("plan", meeting, by, at, kind=plan.kind)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, plan: MeetingPlan, version: int, by: Viewer, at: datetime
) -> Meeting:
    """Change date, place or circle; who was invited is told by ``invite_all``, not by this.

    Raises:
        ConflictError: It was held already, or somebody changed it since ``version``.
        NotAllowedError, MeetingTimesError: As ``plan_meeting``.
    """
    row = locked(meeting, by, states=DATED)
    if row.version != version:
        raise ConflictError(_("Jemand hat das Treffen inzwischen geändert."))
    _check(plan, by)
    is_dated = any(getattr(row, name) != getattr(plan, name) for name in TOLD)
    for name, value in plan.columns().items():
        setattr(row, name, value)
    stored(row, at, is_dated=is_dated)
    row.fields.set(plan.fields)
    row.partners.set(plan.partners)
    logged("change", row, by, at, sequence=row.ics_sequence)
    return row


@transaction.atomic
def step_meeting(*, meeting: Meeting, to: str, by: Viewer, at: datetime) -> Meeting:
    """Fix or reopen the agenda, begin the meeting, end it or go on with it.

    Raises:
        ConflictError: The step is not possible now.
        EmptyAgendaError: An agenda without items cannot be fixed.
    """
    row = locked(meeting, by)
    if to not in PLAIN_STEPS:
        raise ConflictError(_("Diesen Schritt gibt es nicht."))
    step(row, to)
    if to == MeetingState.AGENDA_FIXED and not row.items.filter(is_dropped=False).exists():
        raise EmptyAgendaError(_("Die Tagesordnung ist noch leer. Erzeugen Sie sie zuerst."))
    stored(row, at)
    logged("step", row, by, at, to=to)
    return row


def _check(plan: MeetingPlan, by: Viewer) -> None:
    if not may_meet_about(by, plan.kind, [field.code for field in plan.fields]):
        raise NotAllowedError(_("Wählen Sie ein Handlungsfeld, das Sie koordinieren."))
    if plan.ends_at <= plan.starts_at:
        raise MeetingTimesError(_("Das Ende liegt vor dem Beginn."))
