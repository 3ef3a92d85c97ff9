"""Even lists: the same scores, less crowding."""

import numpy as np
import pytest

from network.matching import engine
from network.matching.weights import Weights
from tests.network.matching import worlds

TOP = 5


@pytest.fixture(scope="module")
def runs():
    facts = worlds.make(81, 60).facts
    plain = engine.match(facts, Weights(), TOP)
    return plain, engine.match(facts, Weights(), TOP, model=plain.state.model, fair=0.3)


def gini(result):
    shown = [entry.partner for entries in result.lists.values() for entry in entries]
    counts = np.sort([shown.count(key) for key in result.lists])
    n = len(counts)
    return 2 * (np.arange(1, n + 1) * counts).sum() / (n * counts.sum()) - (n + 1) / n


def test_appearances_are_spread_more_evenly(runs):
    plain, fair = runs
    assert gini(fair) < gini(plain) - 0.02


def test_shown_scores_stay_what_they_are(runs):
    plain, fair = runs
    assert np.array_equal(plain.state.pairs.score, fair.state.pairs.score)
