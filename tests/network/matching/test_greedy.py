"""The quick plan: near the best, fair, the same whatever the order, never worse with more room."""

from dataclasses import replace
from itertools import combinations
from random import Random
from time import process_time

import pytest

from network.matching.cells import Cell, Labels
from network.matching.exact import exact
from network.matching.greedy import greedy, top_score
from network.matching.plan_check import check
from network.matching.planning import Candidate, Plan, Problem, checksum, value
from tests.support.instances import anything, network

CELLS = [Cell("early", "primary", "energy", area) for area in "12345"]
LEAST = 0.97  # of the proven optimum


def share_of_best(asked, seconds=60):
    best = exact(asked, seconds=seconds)
    assert best.proven
    return greedy(asked).value / best.value


@pytest.mark.parametrize("changes", [{}, {"safety": 0.05}, {"fairness": 0.45}])
def test_near_the_proven_optimum(changes):
    assert share_of_best(network(100, 5, **changes)) >= LEAST
    assert share_of_best(network(150, 7, candidates=300, limit=25, **changes)) >= LEAST


@pytest.mark.proof
@pytest.mark.parametrize("changes", [{}, {"safety": 0.05}, {"fairness": 0.45}])
def test_near_the_proven_optimum_at_full_size(changes):
    shares = [share_of_best(network(100, seed, **changes)) for seed in range(30)]
    shares += [share_of_best(network(300, seed, **changes), 120) for seed in range(10)]
    print(f"{changes}: mean {sum(shares) / len(shares):.4f}, least {min(shares):.4f}")  # noqa: T201
    assert min(shares) >= LEAST


@pytest.mark.proof
def test_a_share_that_is_hard_to_reach_costs_little():
    shares = [share_of_best(network(100, seed, fairness=0.55)) for seed in range(30)]
    print(f"mean {sum(shares) / len(shares):.4f}, least {min(shares):.4f}")  # noqa: T201
    assert min(shares) >= 0.95
    assert sum(shares) / len(shares) >= 0.985


@pytest.mark.proof
@pytest.mark.parametrize("changes", [{}, {"safety": 0.05}, {"fairness": 0.45}])
def test_a_thousand_partners_within_a_second(changes):
    """By processor time, so that other work on the machine does not count."""
    taken = []
    for seed in range(2):
        asked = network(1000, seed, **changes)
        began = process_time()
        plan = greedy(asked)
        taken.append(process_time() - began)
        print(f"{changes}: {taken[-1]:.2f} s, {plan.seconds:.2f} s on the clock")  # noqa: T201
    assert min(taken) < 1


def feasible(asked):
    keys = [one.key for one in asked.candidates]
    for size in range(len(keys) + 1):
        for chosen in combinations(keys, size):
            plan = Plan(chosen, value(asked, chosen), "all", "")
            if check(asked, plan) == []:
                yield plan


@pytest.mark.parametrize("seed", range(12))
def test_against_every_possible_choice(seed):
    asked = anything(seed)
    few = asked.candidates[:7]
    keys = {one.key for one in few}
    asked = replace(asked, candidates=few, pins=asked.pins & keys, vetoes=asked.vetoes & keys)
    best = max(feasible(asked), key=lambda plan: plan.value, default=None)
    quick, proven = greedy(asked), exact(asked)
    if best is None:
        assert quick.faults
        assert proven.faults
    else:
        assert not quick.faults
        assert proven.value == pytest.approx(best.value, rel=1e-4)
        assert quick.value >= 0.9 * best.value


def test_neither_order_nor_ends_matter():
    asked = network(100, 3, fairness=0.45)
    mixed = list(asked.candidates)
    Random(1).shuffle(mixed)
    turned = [replace(one, first=one.second, second=one.first) for one in mixed]
    again = greedy(replace(asked, candidates=tuple(turned)))
    assert again.chosen == greedy(asked).chosen
    assert again.checksum == greedy(asked).checksum == checksum(asked, again.chosen)


def test_more_capacity_never_lowers_a_known_plan():
    asked = network(100, 4)
    for seed in range(5):
        before = greedy(asked)
        partner = Random(seed).choice(sorted(asked.capacities))
        asked = replace(
            asked, capacities={**asked.capacities, partner: asked.capacities[partner] + 1}
        )
        after = greedy(asked, known=[before.chosen])
        assert after.value >= before.value - 1e-9
        assert check(asked, after) == []


def test_a_known_plan_that_is_no_longer_allowed_does_no_harm():
    asked = network(100, 4)
    before = greedy(asked)
    tight = replace(
        asked, capacities=dict.fromkeys(asked.capacities, 1), vetoes=frozenset(before.chosen[:3])
    )
    after = greedy(tight, known=[before.chosen, ("gone", "x")])
    assert check(tight, after) == []
    assert after.value >= greedy(tight).value


def pair(key, probability, small=0, cells=CELLS[:1]):
    return Candidate(key, f"{key}1", f"{key}2", probability, frozenset(cells), "energy", small)


def asked_of(*candidates, **changes):
    free = {key: 1 for one in candidates for key in (one.first, one.second)}
    settings = {"capacities": free, "limit": 2, "weights": dict.fromkeys(CELLS, 1.0)}
    return Problem(candidates, **{**settings, **changes})


def test_gaps_count_more_than_certain_yeses_until_asked_otherwise():
    same = [pair("a", 0.9), pair("b", 0.9)]
    other = pair("c", 0.5, cells=CELLS[1:2])
    assert greedy(asked_of(*same, other, safety=0)).chosen in {("a", "c"), ("b", "c")}
    assert greedy(asked_of(*same, other, safety=5)).chosen == ("a", "b")
    assert top_score(asked_of(*same, other, safety=0)).chosen == ("a", "b")


def test_fairness_makes_room_for_small_partners():
    some = [pair("a", 0.9), pair("b", 0.8, cells=CELLS[1:2]), pair("c", 0.3, 2)]
    assert greedy(asked_of(*some)).chosen == ("a", "b")
    assert greedy(asked_of(*some, fairness=0.5, safety=1.0)).chosen == ("a", "c")
    told = greedy(asked_of(*some, fairness=0.5, safety=1.0)).notes
    assert "Kleine Partner haben 50 % der Plätze" in told[-1].de


def test_too_few_small_partners_are_explained():
    some = [pair("a", 0.9), pair("b", 0.8)]
    plan = greedy(asked_of(*some, fairness=0.45))
    assert plan.chosen == ()
    assert [one.code for one in plan.notes] == ["nobody_small"]
    pinned = greedy(asked_of(*some, fairness=0.45, pins=frozenset("a")))
    assert [one.code for one in pinned.faults] == ["unfair_pins"]
    assert "45 %" in pinned.faults[0].de
    assert "Nehmen Sie eine Festlegung zurück" in pinned.faults[0].de


def test_a_pin_is_paid_for_by_small_partners():
    some = [pair("a", 0.9), pair("b", 0.1, 2), pair("c", 0.0, 2)]
    plan = greedy(asked_of(*some, fairness=0.5, pins=frozenset("a")))
    assert plan.chosen == ("a", "b")
    # Somebody who never says yes adds nothing, but keeps the pin fair.
    plan = greedy(asked_of(some[0], some[2], fairness=0.5, pins=frozenset("a")))
    assert plan.chosen == ("a", "c")


def test_nothing_to_choose_from_is_an_empty_plan():
    plan = greedy(Problem((), {}, 5))
    assert (plan.chosen, plan.value, plan.faults) == ((), 0, ())


def test_wrong_pins_are_told_with_names():
    asked = asked_of(pair("a", 0.9), pins=frozenset("a"), limit=0)
    for plan in (greedy(asked, labels=Labels()), top_score(asked), exact(asked)):
        assert plan.chosen == ()
        assert [one.code for one in plan.faults] == ["pin_limit"]
