"""What keeps a case moving without changing its state: notes, next step, public naming."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from network.actions.cooperation.change import By, CaseFactsError, begin, finish
from network.enums import EventKind
from network.models import Cooperation, Partner
from network.rules.cooperation import CaseAction


@transaction.atomic
def add_note(
    *, cooperation: Cooperation, by: By, at: datetime, kind: EventKind = EventKind.NOTE
) -> Cooperation:
    """Write something into the timeline, which all partners of the case read.

    Raises:
        CaseFactsError: Empty or too long.
        NotAllowedError: The person is not part of the case.
    """
    change = begin(cooperation, CaseAction.NOTE, by=by, at=at)
    if not by.note.strip():
        raise CaseFactsError(_("Bitte schreiben Sie etwas."))
    return finish(change, kind=kind)


@transaction.atomic
def set_next_step(
    *,
    cooperation: Cooperation,
    step: str,
    due: date | None,
    whose: Partner | None,
    by: By,
    at: datetime,
) -> Cooperation:
    """Say what comes next, by when and who does it; ``whose`` None: who coordinates the field.

    Raises:
        CaseFactsError: The partner is not part of the case.
        WrongStateError, StaleCaseError, NotAllowedError: See ``begin``.
    """
    change = begin(cooperation, CaseAction.STEP, by=by, at=at)
    if whose is not None and all(part.partner_id != whose.pk for part in change.parts):
        raise CaseFactsError(_("Dieser Partner gehört nicht zum Fall."))
    case = change.case
    case.next_step = " ".join(step.split())
    case.next_step_due = due if case.next_step else None
    case.next_step_by = whose if case.next_step else None
    case.step_reminded_at = None
    return finish(change, kind=EventKind.EDIT, data={"fields": ["next_step"]})


@transaction.atomic
def show_publicly(
    *, cooperation: Cooperation, partner: Partner, is_allowed: bool, by: By, at: datetime
) -> Cooperation:
    """A partner allows the public to see it in this case, or takes that back.

    Raises:
        NotAllowedError: The person does not keep this partner.
        WrongStateError: The case was never sent.
    """
    change = begin(cooperation, CaseAction.SHOW, by=by, at=at, partner=partner)
    change.case.parts.filter(partner=partner).update(may_be_shown=is_allowed)
    return finish(change, kind=EventKind.EDIT, data={"may_be_shown": is_allowed})
