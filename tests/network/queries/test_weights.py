"""Which weights are in use, and how a set is stored."""

import pytest

from network.enums import WeightState
from network.matching.weights import Weights
from network.models import WeightSet
from network.queries.weights import content_of, current_weights, weights_of
from tests.factories.network import NOW
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
TAUGHT = Weights(version="gelernt", effects={"giver:library": 0.5})


def keep(weights, state):
    return WeightSet.objects.create(
        version=weights.version, content=content_of(weights), state=state, created_at=NOW
    )


def test_what_is_stored_comes_back_under_its_own_version():
    row = WeightSet.objects.get(pk=keep(TAUGHT, WeightState.CHALLENGER).pk)
    assert "version" not in row.content
    assert weights_of(row) == TAUGHT
    row.version = "anders"
    assert weights_of(row).version == "anders"


@pytest.mark.parametrize("more", [0, 2])
def test_the_released_set_is_in_use_and_costs_one_query(more):
    WeightSet.objects.all().delete()
    keep(TAUGHT, WeightState.ACTIVE)
    for number in range(more):
        keep(Weights(version=f"v{number}"), WeightState.CHALLENGER)
    with expect_statements(1):
        assert current_weights() == TAUGHT


def test_proposals_alone_leave_the_shipped_ones_in_use():
    WeightSet.objects.all().delete()
    keep(TAUGHT, WeightState.CHALLENGER)
    assert current_weights() == Weights()


def test_a_set_that_lacks_a_number_is_none():
    row = keep(TAUGHT, WeightState.CHALLENGER)
    del row.content["items"]["near"]
    with pytest.raises(ValueError, match="items"):
        weights_of(row)
