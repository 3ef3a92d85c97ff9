"""One place in ten for a partner from further down."""

from dataclasses import replace

from network.matching import engine, exploration
from network.matching.weights import Weights
from tests.network.matching import worlds

SURE = replace(Weights(), chance={"slope": 1.0, "base": 0.0, "crowd": 0.0})  # enough are likely


def test_one_place_in_ten_is_marked_and_nobody_stands_twice():
    full = engine.match(worlds.make(91, 60).facts, SURE, 40)
    lists = exploration.with_exploration(full, 10)
    explored = 0
    for key, entries in lists.items():
        keys = [entry.partner for entry in entries]
        assert len(set(keys)) == len(keys) <= 10
        assert sum(entry.is_exploration for entry in entries) <= 1
        explored += sum(entry.is_exploration for entry in entries)
        assert [e for e in entries if not e.is_exploration] == [
            e for e in full.lists[key][:10] if e.partner in keys and not e.is_exploration
        ][: len([e for e in entries if not e.is_exploration])]
    assert explored > 0
    assert exploration.with_exploration(full, 10) == lists
