"""Applications of a case, and who could apply."""

from network.models import Cooperation, FundingApplication, Partner
from network.queries.viewer import Viewer


def applications_of_case(case: Cooperation) -> list[FundingApplication]:
    """All applications of a case, for those who may see the case. Costs one query."""
    return list(case.applications.select_related("programme", "applicant"))


def possible_applicants(viewer: Viewer, case: Cooperation | None) -> list[Partner]:
    """Who could apply: the partners of the case, else one's own houses."""
    if case is None:
        return viewer.own_partners
    return [part.partner for part in case.parts.all()]
