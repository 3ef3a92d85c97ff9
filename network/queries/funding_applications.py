"""Applications of a case."""

from network.models import Cooperation, FundingApplication


def applications_of_case(case: Cooperation) -> list[FundingApplication]:
    """All applications of a case, for those who may see the case. Costs one query."""
    return list(case.applications.select_related("programme", "applicant"))
