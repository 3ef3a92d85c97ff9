"""The linear programme: bound over whole plans, and the fairest choice there is."""

from dataclasses import replace

import pytest

from network.matching.compiled import compiled
from network.matching.planning import Candidate, Problem, value
from network.matching.programme import fairest, solve
from tests.support.instances import anything, network


def test_in_parts_is_never_worth_less_than_wholly():
    for seed in range(12):
        made = compiled(replace(anything(seed), pins=frozenset()))
        parts, wholly = solve(made, 10, whole=False), solve(made, 10, whole=True)
        assert parts.bound >= wholly.bound - 1e-4 * max(1, wholly.bound)


def test_the_bound_of_a_proven_solution_is_its_value():
    asked = network(100, 2)
    made = compiled(asked)
    found = solve(made, 30, whole=True)
    keys = [made.candidates[row].key for row in found.chosen]
    assert found.is_optimal
    assert value(asked, keys) == pytest.approx(found.bound, rel=2e-4)


def test_the_fairest_choice_makes_up_for_pins():
    some = (
        Candidate("a", "p1", "p2", 0.9),
        Candidate("b", "p3", "p4", 0.1, small=2),
        Candidate("c", "p3", "p5", 0.1, small=1),
    )
    free = dict.fromkeys(["p1", "p2", "p3", "p4", "p5"], 1)
    made = compiled(Problem(some, free, 3, fairness=0.5, pins=frozenset("a")))
    assert fairest(made) == ((0, 1), 0.0)
    made = compiled(Problem(some, free, 3, fairness=0.6, pins=frozenset("a")))
    assert fairest(made)[1] == pytest.approx(-0.4)


def test_nothing_to_choose_from():
    found = solve(compiled(Problem((), {}, 1)), 1, whole=True)
    assert found.chosen == ()
    assert found.bound == 0
