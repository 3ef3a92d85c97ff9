"""The state of a choice stays true through additions and removals in any order."""

from random import Random

import numpy as np
import pytest

from network.matching.choosing import Choice
from network.matching.compiled import compiled
from network.matching.planning import value
from tests.support.instances import network


@pytest.mark.parametrize("seed", range(3))
def test_figures_hold_through_changes(seed):
    asked = network(100, seed, fairness=0.4)
    made, dice = compiled(asked), Random(seed)
    choice = Choice(made)
    choice.track()
    for _ in range(60):
        if choice.chosen and dice.random() < 0.4:
            choice.remove(dice.choice(sorted(choice.chosen)))
        else:
            free = np.flatnonzero(choice.fitting()).tolist()
            if free:
                choice.add(dice.choice(free))
        assert choice.worth() == pytest.approx(value(asked, choice.keys()))
        assert choice.tracked == pytest.approx(made.gains(choice.room))
    fits = [row not in choice.chosen and choice.fits(row) for row in range(len(made.candidates))]
    assert list(choice.fitting()) == fits
    assert [choice.gain(row) for row in range(5)] == pytest.approx(list(choice.tracked[:5]))
    names = choice.keys()
    small = sum(asked.by_key()[key].small for key in names)
    assert choice.is_fair == (small >= 0.8 * len(choice.chosen) - 1e-6)
    assert choice.places == asked.limit - len(choice.chosen)


def test_pins_are_in_from_the_start():
    asked = network(100, 1)
    key = asked.candidates[3].key
    made = compiled(network(100, 1, pins=frozenset({key})))
    assert Choice(made).keys() == (key,)
