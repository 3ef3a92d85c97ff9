"""Scores of pairs: symmetric sums of their items."""

from dataclasses import replace

import numpy as np
import pytest

from network.matching import engine, pairs
from network.matching.pairs import NONE
from network.matching.records import Tie
from network.matching.weights import Weights
from tests.network.matching import worlds


@pytest.fixture(scope="module")
def state():
    return engine.match(worlds.make(61, 30).facts, Weights(), 5).state


def test_the_items_of_a_pair_are_its_best_its_return_and_one_more(state):
    found, owner = state.pairs, state.table.owner
    for row in range(len(found.low)):
        best, back, more = (int(column[row]) for column in (found.best, found.back, found.more))
        assert len({best, back, more} - {NONE}) == sum(x != NONE for x in (best, back, more))
        assert {owner[state.found.need[best]], owner[state.found.offer[best]]} == {
            found.low[row], found.high[row],
        }  # fmt: skip
        if back != NONE:
            assert owner[state.found.need[back]] == owner[state.found.offer[best]]


def test_the_best_item_is_the_best(state):
    owner, found = state.table.owner, state.found
    needy, giver = owner[found.need], owner[found.offer]
    for row in range(0, len(state.pairs.low), 7):
        low, high = state.pairs.low[row], state.pairs.high[row]
        mine = ((needy == low) & (giver == high)) | ((needy == high) & (giver == low))
        assert found.score[state.pairs.best[row]] == found.score[mine].max()


def test_a_return_never_lowers_a_score(state):
    weights, scores = state.weights, np.array([-8.0, -2.0, 3.0])
    worth = pairs.further(scores, np.array([NONE, 0, 1, 2]), weights, "mutual")
    assert worth[0] == 0.0
    assert (np.diff(worth) > 0).all()


def test_adjacency_is_that_of_the_nearest_stages(state):
    close = pairs.adjacency(state.table, np.array([0]), np.array([1]))
    near = state.table.facts.vocabulary.adjacency
    one, other = (state.table.partners[n].stages for n in (0, 1))
    assert close[0] == max([near.get((a, b), 0.0) for a in one for b in other], default=0.0)


def test_a_network_smaller_than_any_measured_is_not_told_to_be_surer(state):
    table, few = state.table, state.pairs.part(np.arange(len(state.pairs.low)) < 3)
    assert (pairs.crowding(table, few) == pairs.LEAST_CROWD).all()
    assert (pairs.crowding(table, state.pairs) >= pairs.LEAST_CROWD).all()


def test_a_good_cooperation_before_adds_its_bonus_and_nothing_else(state):
    facts = state.table.facts
    low, high = (
        state.table.partners[int(rows[0])].key for rows in (state.pairs.low, state.pairs.high)
    )
    for quality, bonus in ((4.0, 0.3), (3.5, 0.0)):
        tie = Tie(high, low, "completed", quality)
        after = engine.match(replace(facts, ties=(tie,)), Weights(), 5, model=state.model).state
        before = engine.match(replace(facts, ties=()), Weights(), 5, model=state.model).state
        gained = after.pairs.score - before.pairs.score
        assert gained[after.where(low, high)] == pytest.approx(bonus)
        assert np.count_nonzero(gained) == bool(bonus)
