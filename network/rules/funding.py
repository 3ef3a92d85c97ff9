"""Which way an application may go, and who may see it."""

from network.models import Cooperation, FundingApplication, Partner
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
    """Who coordinates it, the applicant's editors, and those of the partners of its case.

    Reads ``cooperation`` with its parts, and the fields of the programme for a coordinator. While
    the case has not been sent, its other partners do not know of it, not even as applicants.
    """
    case = application.cooperation
    if case is None:
        is_own = viewer.is_staff or application.applicant_id in viewer.edits
        return is_own or _coordinates(viewer, application)
    if oversees(viewer, case):
        return True
    if case.state in UNSENT and case.proposed_by_id not in viewer.edits:
        return False
    houses = {application.applicant_id, *(part.partner_id for part in case.parts.all())}
    return not houses.isdisjoint(viewer.edits)


def applicants(viewer: Viewer, case: Cooperation) -> list[Partner]:
    """The partners of a case that could apply; before it is sent, a house speaks for itself only.

    Reads the parts with their partners.
    """
    partners = [part.partner for part in case.parts.all()]
    if case.state not in UNSENT or oversees(viewer, case):
        return partners
    return [partner for partner in partners if partner.pk in viewer.edits]


def _coordinates(viewer: Viewer, application: FundingApplication) -> bool:
    """Without a case, the programme says whose field it is."""
    if not viewer.is_coordinator:
        return False
    return any(field.code in viewer.fields for field in application.programme.action_fields.all())
