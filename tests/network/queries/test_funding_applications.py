"""The applications of a case."""

import pytest

from network.enums import CooperationState as S
from network.models import FundingApplication
from network.queries.funding_applications import applications_of_case
from tests.support import cases
from tests.support.funding import NOW, programme

pytestmark = pytest.mark.django_db


def test_a_case_has_the_applications_made_for_it():
    scene = cases.cast(S.RUNNING)
    first = FundingApplication.objects.create(
        programme=programme("p"), applicant=scene.a, cooperation=scene.case, created_at=NOW,
        changed_at=NOW,
    )  # fmt: skip
    FundingApplication.objects.create(
        programme=programme("q"), applicant=scene.a, created_at=NOW, changed_at=NOW
    )
    assert applications_of_case(scene.case) == [first]
