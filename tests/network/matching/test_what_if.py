"""The quick plan keeps all rules and is worth nearly as much as the exact one."""

import subprocess
import sys
from dataclasses import replace
from time import process_time

import pytest

from network.matching.exact import bound
from network.matching.plan_check import check
from network.matching.what_if import what_if
from tests.support.instances import anything, network


def test_every_rule_is_kept():
    planned = 0
    for seed in range(60):
        problem = anything(seed)
        plan = what_if(problem)
        assert check(problem, plan) == [], seed
        planned += bool(plan.chosen)
    assert planned > 22


@pytest.mark.parametrize(
    ("partners", "share"), [(100, 0.96), pytest.param(300, 0.95, marks=pytest.mark.proof)]
)
@pytest.mark.parametrize("fairness", [0, 0.45])
def test_it_is_worth_nearly_the_bound(partners, share, fairness):
    for seed in range(3):
        problem = network(partners, seed, fairness=fairness)
        assert what_if(problem).value >= share * bound(problem)


@pytest.mark.proof
def test_a_thousand_partners_take_less_than_a_second():
    problem = network(1000, 1, fairness=0.45)
    began = process_time()  # the machine may be busy with other things
    plan = what_if(problem)
    assert process_time() - began < 1
    assert len(plan.chosen) > 100


def test_the_same_problem_has_the_same_plan_in_any_order():
    problem = network(100, 2)
    turned = replace(problem, candidates=tuple(reversed(problem.candidates)))
    assert what_if(problem).checksum == what_if(turned).checksum


def test_pins_and_vetoes_are_kept():
    problem = network(100, 3)
    first, *others = what_if(problem).chosen
    left = next(one.key for one in problem.candidates if one.key not in {first, *others})
    wished = replace(problem, pins=frozenset({left}), vetoes=frozenset({first}))
    chosen = what_if(wished).chosen
    assert left in chosen or what_if(wished).faults
    assert first not in chosen


def test_it_loads_no_numeric_library():
    code = (
        "import sys, network.matching.what_if, network.matching.difference,"
        " network.matching.coverage, network.matching.bridging;"
        "print([name for name in ('numpy', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
