"""How much work each field has."""

import pytest

from network.enums import CooperationState as S
from network.queries.viewer import viewer_of
from network.queries.workload import field_loads
from tests.support.cases import TODAY, cast, coordinator

pytestmark = pytest.mark.django_db


def test_open_late_and_begun_cases_beside_the_quota():
    scene = cast(S.RUNNING)
    cast(S.PROPOSED), cast(S.CANCELLED)
    scene.case.next_step_due = TODAY.replace(year=2020)
    scene.case.save()
    user = coordinator("education", quarterly_quota=4)
    (load,) = field_loads(viewer_of(user, TODAY), TODAY)
    assert (load.field.code, load.open, load.overdue, load.begun, load.quota) == (
        "education", 2, 1, 1, 4,
    )  # fmt: skip
    others = [one for one in field_loads(viewer_of(scene.city, TODAY), TODAY) if one != load]
    assert {(one.open, one.quota) for one in others} == {(0, None)}


def test_the_quota_is_the_one_the_plan_uses():
    coordinator("education", quarterly_quota=4)
    coordinator("education", quarterly_quota=3)
    coordinator("education", quarterly_quota=9, is_deputy=True)
    loads = field_loads(viewer_of(cast(S.RUNNING).city, TODAY), TODAY)
    assert {one.field.code: one.quota for one in loads}["education"] == 4
