"""The arrays say what the problem says."""

from dataclasses import replace

import numpy as np
import pytest

from network.matching.compiled import NO_QUOTA, compiled
from network.matching.planning import Problem, value
from tests.support.instances import anything, network


@pytest.mark.parametrize("seed", range(10))
def test_the_first_gain_is_the_value_of_one(seed):
    asked = replace(anything(seed), pins=frozenset())
    made = compiled(asked)
    gains = made.gains(made.room)
    for one, gain in zip(made.candidates, gains, strict=True):
        assert gain == pytest.approx(value(asked, [one.key]))


def test_what_cannot_be_chosen_is_left_out():
    asked = network(100, 0)
    some = [one.key for one in asked.candidates[:5]]
    free = {
        key: 0 if key == asked.candidates[9].first else one for key, one in asked.capacities.items()
    }
    made = compiled(replace(asked, vetoes=frozenset(some), capacities=free, quotas={"energy": 0}))
    keys = {one.key for one in made.candidates}
    assert not keys & set(some)
    assert asked.candidates[9].first not in {one.first for one in made.candidates}
    assert "energy" not in {one.lead_field for one in made.candidates}
    assert set(made.quota_of) == {NO_QUOTA}


def test_entries_by_candidate_and_by_cell_are_the_same():
    made = compiled(network(100, 1))
    assert sorted(np.concatenate(made.entries_of)) == list(range(len(made.rows)))
    for cell, entries in enumerate(made.entries_of):
        assert set(made.columns[entries]) <= {cell}
    assert list(np.repeat(np.arange(len(made.candidates)), np.diff(made.starts))) == list(made.rows)


def test_nothing_makes_empty_arrays():
    made = compiled(Problem((), {}, 1))
    assert made.gains(made.room).shape == (0,)
    assert made.entries_of == ()
