"""The applications a person may see."""

from network.models import Cooperation, FundingApplication, Partner
from network.queries.viewer import Viewer
from network.rules.funding import may_see_application

MOST = 200
LINKS = ("programme", "applicant", "cooperation__lead_field", "adviser__partner")


def applications(viewer: Viewer) -> list[FundingApplication]:
    """Newest first. Costs two queries, whatever their number."""
    rows = FundingApplication.objects.select_related(*LINKS)
    found = rows.prefetch_related("cooperation__parts__partner")
    return [one for one in found if may_see_application(viewer, one)][:MOST]


def application_of(viewer: Viewer, key: str) -> FundingApplication | None:
    """One application; somebody else's is like an absent one."""
    rows = FundingApplication.objects.select_related(*LINKS)
    row = rows.prefetch_related("cooperation__parts__partner").filter(key=key).first()
    return row if row is not None and may_see_application(viewer, row) else None


def applications_of_case(case: Cooperation) -> list[FundingApplication]:
    """All applications of a case, for those who may see the case. Costs one query."""
    return list(case.applications.select_related("programme", "applicant"))


def possible_applicants(viewer: Viewer, case: Cooperation | None) -> list[Partner]:
    """Who could apply: the partners of the case, else one's own houses."""
    if case is None:
        return viewer.own_partners
    return [part.partner for part in case.parts.all()]
