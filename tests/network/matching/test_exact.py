"""The proven plan: bound, progress, what happens when time is short, and monotonicity."""

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from network.matching.exact import bound, exact
from network.matching.greedy import greedy
from network.matching.plan_check import check
from network.matching.planning import Problem
from tests.support.instances import anything, network

TOLERANCE = 2e-4  # of the solver, relative


def test_progress_is_told_and_the_bound_holds():
    told = []
    asked = network(100, 0)
    best = exact(asked, progress=lambda stage, figure: told.append((stage, figure)))
    assert [stage for stage, _ in told] == ["start", "bound", "end"]
    assert told[0][1] <= told[2][1] <= told[1][1] * (1 + 1e-6)
    assert best.proven
    assert best.gap <= 1e-4
    assert best.seconds > 0
    assert bound(asked) >= best.value * (1 - 1e-6)


def test_a_quick_plan_knows_how_good_it_is():
    asked = network(100, 1)
    plan = greedy(asked)
    plan = replace(plan, bound=bound(asked))
    assert plan.bound >= plan.value
    assert 0 <= plan.gap < 0.1
    assert greedy(asked).gap is None


def test_short_of_time_the_best_known_is_kept():
    asked = network(300, 0)
    quick, best = greedy(asked), exact(asked, seconds=0.01)
    assert best.value >= quick.value
    assert check(asked, best) == []


@pytest.mark.proof
def test_the_limit_is_kept_at_a_thousand_partners():
    asked = network(1000, 0)
    best = exact(asked, seconds=10)
    print(f"gap {best.gap:.4f} after {best.seconds:.1f} s")  # noqa: T201
    assert best.seconds < 20
    assert best.bound is not None
    assert check(replace(asked, weights=asked.weights), best) == []


def test_impossible_is_told():
    asked = Problem((), {}, 1, pins=frozenset({"x"}))
    assert [one.code for one in exact(asked).faults] == ["pin_unknown"]
    assert bound(asked) is None


def grown(asked, dice):
    """The same problem with a little more of something."""
    partner = dice.choice(sorted(asked.capacities) or ["p0"])
    more = asked.capacities.get(partner, 0) + 1
    return [
        replace(asked, capacities={**asked.capacities, partner: more}),
        replace(asked, limit=asked.limit + 1),
        replace(asked, quotas={code: quota + 1 for code, quota in asked.quotas.items()}),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_more_room_never_lowers_the_value(seed):
    dice, asked = Random(seed), replace(anything(seed), pins=frozenset())
    before = exact(asked).value
    for larger in grown(asked, dice):
        assert exact(larger).value >= before * (1 - TOLERANCE) - 1e-9


@pytest.mark.parametrize("seed", range(5))
def test_one_more_candidate_never_lowers_the_value(seed):
    asked = replace(anything(100 + seed), pins=frozenset())
    values = [
        exact(replace(asked, candidates=asked.candidates[:number])).value
        for number in range(0, len(asked.candidates) + 1, 8)
    ]
    assert all(later >= earlier * (1 - TOLERANCE) - 1e-9 for earlier, later in pairwise(values))


@pytest.mark.proof
def test_monotone_on_many_instances():
    for seed in range(200, 400):
        dice, asked = Random(seed), replace(anything(seed), pins=frozenset())
        before = exact(asked).value
        for larger in grown(asked, dice):
            assert exact(larger).value >= before * (1 - TOLERANCE) - 1e-9
        fewer = replace(asked, candidates=asked.candidates[:-1])
        assert before >= exact(fewer).value * (1 - TOLERANCE) - 1e-9
