"""Exchanges never lower a choice, keep it fair, and find what only two together can."""

from random import Random

import pytest

from network.matching.choosing import Choice
from network.matching.compiled import compiled
from network.matching.exchanging import exchange
from network.matching.plan_check import check
from network.matching.planning import Candidate, Plan, Problem
from tests.support.instances import network


@pytest.mark.parametrize("seed", range(4))
def test_a_poor_choice_becomes_better_and_stays_right(seed):
    asked = network(100, seed, fairness=0.4, pins=frozenset({network(100, seed).candidates[0].key}))
    made, dice = compiled(asked), Random(seed)
    choice = Choice(made)
    for row in dice.sample(range(len(made.candidates)), 60):
        if row not in choice.chosen and choice.fits(row) and made.unfair[row] <= 0:
            choice.add(row)
    if not choice.is_fair:  # the pin alone may not be
        return
    before = choice.worth()
    exchange(choice)
    assert choice.worth() > before
    plan = Plan(choice.keys(), choice.worth(), "by hand", "")
    assert check(asked, plan) == []
    again = choice.worth()
    exchange(choice)
    assert choice.worth() == pytest.approx(again)


def pair(key, probability, small):
    return Candidate(key, f"{key}1", f"{key}2", probability, small=small)


def test_two_exchanges_together_find_what_none_finds_alone():
    # Two half-small pairs are fair; better is a large one beside an all-small one.
    some = (pair("a", 0.5, 1), pair("b", 0.5, 1), pair("c", 0.9, 0), pair("d", 0.4, 2))
    free = {key: 1 for one in some for key in (one.first, one.second)}
    made = compiled(Problem(some, free, 2, fairness=0.5, safety=1.0))
    choice = Choice(made, (0, 1))
    exchange(choice)
    assert choice.keys() == ("c", "d")
    assert choice.worth() == pytest.approx(1.3)


def test_without_a_share_the_best_comes_in_at_once():
    some = (pair("a", 0.1, 0), pair("b", 0.5, 0), pair("c", 0.9, 0))
    free = {key: 1 for one in some for key in (one.first, one.second)}
    choice = Choice(compiled(Problem(some, free, 2)), (0, 1))
    exchange(choice)
    assert choice.keys() == ("b", "c")
