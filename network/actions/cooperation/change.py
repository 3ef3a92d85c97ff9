"""The frame of every change of a case: lock, check, write, tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.records.actions import record_event
from network.enums import CooperationState, EventKind
from network.models import (
    Cooperation,
    CooperationEvent,
    CooperationNote,
    CooperationPartner,
    Partner,
)
from network.queries.viewer import viewer_of
from network.rules.case_guards import missing
from network.rules.cooperation import (
    CLOSED,
    NEEDS_REASON,
    NEXT_STATES,
    CaseAction,
    may_do,
    next_state,
    oversees,
    own_parts,
)
from network.signals import cooperation_changed

NOTE_LENGTH = 2000


class WrongStateError(ConflictError):
    """The case is in a state in which this cannot be done."""


class StaleCaseError(ConflictError):
    """Somebody changed the case since the person read it."""


class GuardError(ConflictError):
    """Something is missing; ``missing`` holds one sentence for each point."""

    def __init__(self, missing: Iterable[str]) -> None:
        self.missing = list(missing)
        super().__init__(" ".join(self.missing))


class CaseFactsError(DomainError):
    """What was entered cannot be stored."""


@dataclass(frozen=True)
class By:
    """Who does it, what they say about it, and which version of the case they saw."""

    actor: User | None  # None: time itself, or a command
    note: str = ""  # free text, stored beside the timeline
    version: int | None = None  # None: nothing that somebody else could have overwritten


@dataclass
class Change:
    """One change under way: the locked row, its parts, and for which house it is made."""

    case: Cooperation
    parts: list[CooperationPartner]
    action: CaseAction
    by: By
    at: datetime
    house: Partner | None = None  # None: whoever coordinates, or the system

    @property
    def target(self) -> CooperationState:
        """The state the action leads to; ``begin`` has made sure that there is one."""
        return NEXT_STATES[self.action][CooperationState(self.case.state)]


def begin(
    cooperation: Cooperation,
    action: CaseAction,
    *,
    by: By,
    at: datetime,
    partner: Partner | None = None,
) -> Change:
    """Lock the case and make sure that this may be done to it now.

    ``partner`` is the house for which it is done, where each house answers for itself.

    Raises:
        NotAllowedError: The person may not do this, or not for this house.
        StaleCaseError: The case is no longer as the person saw it.
        WrongStateError: Not in this state.
        CaseFactsError: A reason is needed, or the note is too long.
        GuardError: Something is missing.
    """
    case = Cooperation.objects.select_for_update().get(pk=cooperation.pk)
    parts = list(case.parts.select_related("partner"))
    change = Change(case=case, parts=parts, action=action, by=by, at=at, house=partner)
    change.house = _house(change)
    if by.version is not None and by.version != case.version:
        raise StaleCaseError(
            _("Inzwischen hat jemand diesen Fall geändert. Bitte prüfen Sie beide Fassungen.")
        )
    if next_state(action, case.state) is None:
        raise wrong_state(action, case)
    _check_note(action, by)
    own = frozenset([change.house.pk]) if change.house else None
    if lacking := missing(case, parts, action, localdate(at), own=own):
        raise GuardError(lacking)
    return change


def wrong_state(action: CaseAction, case: Cooperation) -> WrongStateError:
    """The refusal of an action that the state does not allow."""
    return WrongStateError(
        _("„%(action)s“ geht nicht bei einem Fall mit dem Status „%(state)s“.")
        % {"action": action.label, "state": CooperationState(case.state).label}
    )


def _house(change: Change) -> Partner | None:
    """The house a person acts for; None for who coordinates and for the system."""
    case, parts, partner = change.case, change.parts, change.house
    if change.by.actor is None:
        return partner
    viewer = viewer_of(change.by.actor, localdate(change.at))
    own = [part.partner for part in own_parts(viewer, parts)]
    is_foreign = partner is not None and partner not in own
    if is_foreign or not may_do(viewer, case, parts, change.action):
        raise NotAllowedError(_("Das dürfen Sie bei diesem Fall nicht tun."))
    return partner if partner is not None or oversees(viewer, case) else own[0]


def _check_note(action: CaseAction, by: By) -> None:
    if action in NEEDS_REASON and by.actor is not None and not by.note.strip():
        raise CaseFactsError(_("Bitte nennen Sie einen Grund."))
    if len(by.note) > NOTE_LENGTH:
        raise CaseFactsError(
            _("Die Notiz ist zu lang: höchstens %(most)d Zeichen.") % {"most": NOTE_LENGTH}
        )


def finish(
    change: Change,
    *,
    kind: EventKind = EventKind.STATE,
    state: CooperationState | None = None,
    data: dict[str, Any] | None = None,
) -> Cooperation:
    """Store the change: the row, a line of the timeline with its note, a line of the audit log.

    ``data`` holds facts without personal text.
    """
    case, before = change.case, change.case.state
    case.state = state or before
    if case.state != before:
        case.closed_at = change.at if case.state in CLOSED else None
    case.version += 1
    case.save()
    write_event(change, kind=kind, state_from=before, data=data)
    record_event(
        action=f"cooperation.{change.action}",
        object_type="cooperation",
        object_key=case.key,
        at=change.at,
        actor_key=change.by.actor.key if change.by.actor else "",
        partner_key=change.house.key if change.house else "",
        data={"from": before, "to": case.state, **(data or {})},
    )
    cooperation_changed.send(
        sender=Cooperation, cooperation=case, moved=case.state != before, at=change.at
    )
    return case


def write_event(
    change: Change,
    *,
    kind: EventKind,
    state_from: str = "",
    data: dict[str, Any] | None = None,
) -> CooperationEvent:
    """Add one line to the timeline; a state stands in it only where it changed."""
    moved = state_from not in {"", change.case.state}
    event = CooperationEvent.objects.create(
        cooperation=change.case,
        at=change.at,
        actor_key=change.by.actor.key if change.by.actor else "",
        partner=change.house,
        kind=kind,
        state_from=state_from if moved else "",
        state_to=change.case.state if moved else "",
        data={"action": change.action.value, **(data or {})},
    )
    if change.by.note.strip():
        CooperationNote.objects.create(event=event, text=change.by.note.strip())
    return event
