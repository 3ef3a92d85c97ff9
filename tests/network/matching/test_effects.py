"""Effects move the pairs they bear on, by what they are."""

from dataclasses import replace

import numpy as np

from network.matching import effects, engine
from network.matching.weights import Weights
from tests.network.matching import worlds


def test_an_effect_moves_exactly_the_pairs_it_bears_on():
    facts = worlds.make(71, 20).facts
    plain = engine.match(facts, Weights(), 5)
    state = plain.state
    kind = state.table.partners[int(state.table.owner[state.found.offer[state.pairs.best[0]]])].kind
    taught = replace(Weights(), effects={f"giver:{kind}": 0.25})
    moved = engine.match(facts, taught, 5, model=state.model).state.pairs.score
    for row, best in enumerate(state.pairs.best):
        names = effects.names(
            state.sight, int(state.found.need[best]), int(state.found.offer[best])
        )
        change = 0.25 if f"giver:{kind}" in names else 0.0
        assert np.isclose(moved[row], state.pairs.score[row] + change)
