"""The start page of who steers: what is late stands apart, the rest by its day."""

from datetime import timedelta

import pytest

from network.enums import CooperationState
from network.queries.start import MOST, start
from tests.factories.meetings import coordinator
from tests.support.chain import TODAY, cooperation, partner

pytestmark = pytest.mark.django_db


def test_the_longest_late_and_the_soonest_due_come_first():
    viewer = coordinator("energy", starts_on=TODAY)
    houses = partner("A"), partner("B")
    for days in (-1, -9, 7, 2):
        cooperation(*houses, next_step=f"{days}", next_step_due=TODAY + timedelta(days=days))
    cooperation(*houses, state=CooperationState.PROPOSED)  # has no day
    found = start(viewer, TODAY)
    assert [one.words for one in found.overdue] == ["-9", "-1"]
    assert [one.words for one in found.waiting] == ["2", "7", "vorgeschlagen"]


def test_a_long_list_is_cut():
    viewer = coordinator("energy", starts_on=TODAY)
    for _each in range(MOST + 2):
        cooperation(state=CooperationState.PROPOSED)
    assert len(start(viewer, TODAY).waiting) == MOST
