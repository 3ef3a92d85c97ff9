"""Which applications somebody sees."""

import pytest

from network.enums import CooperationState as S
from network.models import FundingApplication
from network.queries.funding_applications import (
    applications_of_case,
    possible_applicants,
)
from network.rules.funding_sight import application_of, applications
from tests.support import cases
from tests.support.funding import NOW, house, programme, seen_by

pytestmark = pytest.mark.django_db


def make(partner, case=None):
    return FundingApplication.objects.create(
        programme=programme(f"p{FundingApplication.objects.count()}"), applicant=partner,
        cooperation=case, created_at=NOW, changed_at=NOW,
    )  # fmt: skip


def test_partners_see_those_of_their_cases():
    scene = cases.cast(S.RUNNING)
    ours, alone, foreign = make(scene.a, scene.case), make(scene.a), make(house("Eva"))
    assert set(applications(seen_by(scene.ann))) == {ours, alone}
    assert applications(seen_by(scene.ben)) == [ours]
    assert set(applications(seen_by(scene.city))) == {ours, alone, foreign}
    assert application_of(seen_by(scene.ben), alone.key) is None
    assert application_of(seen_by(scene.ben), ours.key) == ours
    assert applications_of_case(scene.case) == [ours]


def test_of_a_case_not_sent_only_its_writer_knows():
    scene = cases.cast()
    row = make(scene.a, scene.case)
    assert applications(seen_by(scene.ben)) == []
    assert applications(seen_by(scene.city)) == [row]


def test_who_could_apply():
    scene = cases.cast(S.RUNNING)
    viewer = seen_by(scene.ann)
    assert set(possible_applicants(viewer, scene.case)) == {scene.a, scene.b}
    assert possible_applicants(viewer, None) == [scene.a]
