"""Which way an application may go, and who may see it."""

from network.models import FundingApplication
from network.models.funding_enums import GrantState as State
from network.queries.viewer import Viewer
from network.rules.cooperation import UNSENT, oversees

# What is not here is forbidden.
NEXT_STATES: dict[str, tuple[State, ...]] = {
    State.IDEA: (State.DRAFT, State.REJECTED),
    State.DRAFT: (State.SUBMITTED, State.IDEA),
    State.SUBMITTED: (State.APPROVED, State.REJECTED, State.DRAFT),
    State.APPROVED: (State.REPORTING,),
    State.REJECTED: (State.DRAFT,),
    State.REPORTING: (),
}
GRANTED = (State.APPROVED, State.REPORTING)


def may_see_application(viewer: Viewer, application: FundingApplication) -> bool:
    """Who steers, the applicant's editors, and those of the partners of its case.

    Reads ``cooperation`` with its parts. While the case has not been sent, its other partners
    do not know of it.
    """
    if viewer.is_staff or application.applicant_id in viewer.edits:
        return True
    case = application.cooperation
    if case is None:
        return viewer.steers
    if oversees(viewer, case):
        return True
    if case.state in UNSENT and case.proposed_by_id not in viewer.edits:
        return False
    return any(part.partner_id in viewer.edits for part in case.parts.all())
