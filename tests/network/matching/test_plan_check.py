"""The checker finds what is wrong, and the solvers' plans pass it on random instances."""

from dataclasses import replace

import pytest

from network.matching.cells import Cell
from network.matching.exact import exact
from network.matching.greedy import greedy, top_score
from network.matching.plan_check import check
from network.matching.planning import Candidate, Plan, Problem, checksum, value
from tests.support.instances import anything

CELL = Cell("early", "primary", "energy", "1")


def problem(**changes):
    candidates = (
        Candidate("a", "p1", "p2", 0.5, frozenset({CELL}), "energy", 0),
        Candidate("b", "p1", "p3", 0.4, frozenset({CELL}), "energy", 1),
        Candidate("c", "p2", "p3", 0.8, lead_field="health"),
    )
    settings = {"capacities": {"p1": 2, "p2": 2, "p3": 2}, "limit": 3, "weights": {CELL: 1.0}}
    return Problem(candidates, **{**settings, **changes})


def plan(asked, *chosen, **changes):
    worth = value(asked, [key for key in chosen if key in asked.by_key()])
    return Plan(chosen, **{"value": worth, "method": "by hand", "checksum": "", **changes})


def test_a_right_plan_passes():
    asked = problem()
    assert check(asked, plan(asked, "a", "b", "c")) == []
    assert check(asked, plan(asked)) == []


@pytest.mark.parametrize(
    ("changes", "chosen", "rule"),
    [
        ({}, ("a", "x"), "unknown"),
        ({}, ("a", "a"), "twice"),
        ({"vetoes": frozenset("a")}, ("a",), "veto"),
        ({"pins": frozenset("b")}, ("a",), "pin"),
        ({"capacities": {"p1": 1, "p2": 2, "p3": 2}}, ("a", "b"), "capacity"),
        ({"capacities": {"p1": 1}}, ("a",), "capacity"),
        ({"quotas": {"energy": 1}}, ("a", "b"), "quota"),
        ({"limit": 1}, ("a", "c"), "limit"),
        ({"fairness": 0.3}, ("a", "b"), "fairness"),
    ],
)
def test_each_broken_rule_is_found(changes, chosen, rule):
    asked = problem(**changes)
    assert rule in {one.rule for one in check(asked, plan(asked, *chosen))}


def test_wrong_figures_are_found():
    asked = problem()
    assert [one.rule for one in check(asked, plan(asked, "a", value=9.0))] == ["value"]
    low = plan(asked, "a", bound=0.1)
    assert [one.rule for one in check(asked, low)] == ["bound"]


def assert_right(seed):
    asked = anything(seed)
    quick = greedy(asked)
    best = exact(asked, seconds=20)
    for one in (replace(quick, bound=best.bound), best):
        assert check(asked, one) == [], seed
    plain = replace(asked, fairness=0)
    assert check(plain, top_score(plain)) == [], seed
    assert best.value >= quick.value - 1e-9
    assert bool(quick.faults) == bool(best.faults)
    assert quick.checksum == checksum(asked, quick.chosen)


def test_plans_keep_all_rules_on_random_instances():
    for seed in range(15):
        assert_right(seed)


@pytest.mark.proof
def test_plans_keep_all_rules_on_a_thousand_random_instances():
    for seed in range(1_000):
        assert_right(seed)
