"""What may be done with a case of cooperation, in which state and by whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.enums import CooperationRole, CooperationState as State
from network.models import Cooperation, CooperationPartner
from network.queries.viewer import Viewer


class CaseAction(models.TextChoices):
    """What people, or time, do to a case."""

    REQUEST = "request", _("Anfragen")
    CONSENT = "consent", _("Zustimmen")
    REFUSE = "refuse", _("Ablehnen")
    LAPSE = "lapse", _("Ohne Antwort beenden")
    AGREE = "agree", _("Vereinbaren")
    START = "start", _("Starten")
    PAUSE = "pause", _("Pausieren")
    RESUME = "resume", _("Fortsetzen")
    COMPLETE = "complete", _("Abschließen")
    CANCEL = "cancel", _("Abbrechen")
    DISCARD = "discard", _("Verwerfen")
    REOPEN = "reopen", _("Wieder aufnehmen")
    EDIT = "edit", _("Angaben ändern")
    STEP = "step", _("Nächsten Schritt festlegen")
    NOTE = "note", _("Notiz schreiben")
    SHOW = "show", _("Öffentlich nennen")
    RATE = "rate", _("Bewerten")


def _stays(*states: State) -> dict[State, State]:
    return {state: state for state in states}


OPEN = (
    State.PROPOSED, State.REQUESTED, State.IN_TALKS, State.AGREED, State.RUNNING, State.PAUSED,
)  # fmt: skip
CLOSED = (
    State.COMPLETED, State.DECLINED, State.NO_ANSWER, State.DISCARDED, State.CANCELLED,
)  # fmt: skip
UNSENT = (State.PROPOSED, State.DISCARDED)  # only who wrote it and who coordinates see it
PUBLIC = (State.RUNNING, State.COMPLETED)
PROMISED = (State.AGREED, State.RUNNING, State.PAUSED)  # what was agreed on holds

# From which state an action leads to which; what is not here is forbidden. A consent leads on
# only when it is the last one.
NEXT_STATES: dict[CaseAction, dict[State, State]] = {
    CaseAction.REQUEST: {State.PROPOSED: State.REQUESTED},
    CaseAction.CONSENT: {State.REQUESTED: State.IN_TALKS},
    CaseAction.REFUSE: {State.REQUESTED: State.DECLINED},
    CaseAction.LAPSE: {State.REQUESTED: State.NO_ANSWER},
    CaseAction.AGREE: {State.IN_TALKS: State.AGREED},
    CaseAction.START: {State.AGREED: State.RUNNING},
    CaseAction.PAUSE: {State.RUNNING: State.PAUSED},
    CaseAction.RESUME: {State.PAUSED: State.RUNNING},
    CaseAction.COMPLETE: {State.RUNNING: State.COMPLETED},
    CaseAction.CANCEL: dict.fromkeys(OPEN[1:], State.CANCELLED),
    CaseAction.DISCARD: {State.PROPOSED: State.DISCARDED},
    CaseAction.REOPEN: {
        State.DECLINED: State.PROPOSED,
        State.NO_ANSWER: State.PROPOSED,
        State.DISCARDED: State.PROPOSED,
        State.CANCELLED: State.PROPOSED,
        State.COMPLETED: State.RUNNING,
    },
    # Nobody changes the terms while the partners answer them.
    CaseAction.EDIT: _stays(*(state for state in OPEN if state != State.REQUESTED)),
    CaseAction.STEP: _stays(*OPEN),
    CaseAction.NOTE: _stays(*State),
    CaseAction.SHOW: _stays(*(state for state in State if state not in UNSENT)),
    CaseAction.RATE: _stays(State.COMPLETED),
}
OWN_PART = frozenset(
    {CaseAction.CONSENT, CaseAction.REFUSE, CaseAction.SHOW, CaseAction.RATE}
)  # each house for itself
STAFF_ONLY = frozenset({CaseAction.REOPEN})
NEEDS_REASON = frozenset({CaseAction.CANCEL, CaseAction.DISCARD, CaseAction.REOPEN})


def next_state(action: CaseAction, state: str) -> State | None:
    """Where an action leads from a state; None: forbidden there."""
    return NEXT_STATES[action].get(State(state))


def oversees(viewer: Viewer, case: Cooperation) -> bool:
    """City staff, or the coordinator of the case's leading field. Asks ``case.lead_field``."""
    if viewer.is_staff:
        return True
    return case.lead_field is not None and case.lead_field.code in viewer.fields


def own_parts(viewer: Viewer, parts: list[CooperationPartner]) -> list[CooperationPartner]:
    """The parts of the houses this person keeps."""
    return [part for part in parts if part.partner_id in viewer.edits]


def may_see(viewer: Viewer, case: Cooperation, parts: list[CooperationPartner]) -> bool:
    """Who coordinates, and the houses in it once they have been asked."""
    if oversees(viewer, case):
        return True
    if case.state in UNSENT and case.proposed_by_id not in viewer.edits:
        return False
    return bool(own_parts(viewer, parts))


def may_do(
    viewer: Viewer, case: Cooperation, parts: list[CooperationPartner], action: CaseAction
) -> bool:
    """Whether a person may do this to this case at all, whatever its state."""
    if action == CaseAction.LAPSE or not may_see(viewer, case, parts):
        return False
    if action in STAFF_ONLY:
        return viewer.is_staff
    own = own_parts(viewer, parts)
    if action in OWN_PART:
        return bool(own)
    if action == CaseAction.COMPLETE and not oversees(viewer, case):
        return any(part.role == CooperationRole.LEAD for part in own)
    return True


def may_write_share(viewer: Viewer, case: Cooperation, part: CooperationPartner) -> bool:
    """What a house promised is, once agreed, changed by that house or who coordinates."""
    is_open = case.state not in PROMISED
    return is_open or oversees(viewer, case) or part.partner_id in viewer.edits


def may_make_lead(viewer: Viewer, case: Cooperation, part: CooperationPartner) -> bool:
    """No house takes the lead by itself once the others have been asked."""
    if case.state == State.PROPOSED or part.role == CooperationRole.LEAD:
        return True
    return oversees(viewer, case) or part.partner_id not in viewer.edits
