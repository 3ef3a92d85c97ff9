"""One partner's pairs are those of the whole; a rough choice keeps the best."""

import numpy as np
import pytest

from network.matching import candidates, engine
from network.matching.weights import Weights
from tests.network.matching import worlds


@pytest.fixture(scope="module")
def state():
    return engine.match(worlds.make(51, 30).facts, Weights(), 5).state


def named(found, rows):
    return {
        (int(n), int(o)): round(float(s), 9)
        for n, o, s in zip(found.need[rows], found.offer[rows], found.score[rows], strict=True)
    }


def test_the_pairs_of_one_partner_are_part_of_all(state):
    owner = state.table.owner
    for only in (0, 7):
        mine = candidates.collect(state.sight, state.weights, only)
        of_all = (owner[state.found.need] == only) | (owner[state.found.offer] == only)
        assert named(mine, slice(None)) == named(state.found, of_all)


def test_a_rough_choice_keeps_nearly_all_first_places(state, monkeypatch):
    monkeypatch.setattr(candidates, "ALL_PAIRS", 0)
    monkeypatch.setattr(candidates, "KEPT_PER_NEED", 15)
    rough = candidates.collect(state.sight, state.weights)
    assert len(rough.need) < len(state.found.need)
    full = named(state.found, slice(None))
    assert named(rough, slice(None)).items() <= full.items()
    best = {int(n): state.found.score[state.found.need == n].max() for n in np.unique(rough.need)}
    kept = [rough.score[rough.need == n].max() == best[n] for n in best]
    assert np.mean(kept) > 0.9


def test_nothing_joined_is_nothing():
    assert len(candidates.joined([]).need) == 0
