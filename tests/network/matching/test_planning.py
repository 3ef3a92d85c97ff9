"""Value and checksum of plans; a what-if repeats the stored plan; planning beats best scores."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from network.matching.cells import Cell
from network.matching.exact import exact
from network.matching.greedy import greedy, top_score
from network.matching.planning import (
    Candidate,
    Plan,
    Problem,
    checksum,
    coverage_after,
    value,
)
from tests.support.instances import anything, network

HERE, THERE = Cell("early", "primary", "energy", "1"), Cell("primary", "secondary", "energy", "1")
BOTH = frozenset({HERE, THERE})
ASKED = Problem(
    (
        Candidate("a", "x", "y", 0.5, BOTH, "energy", 1, 2.0),
        Candidate("b", "x", "z", 0.4, frozenset({HERE})),
    ),
    {"x": 2, "y": 1, "z": 1},
    2,
    safety=0.5,
    bridging=0.25,
    covered={HERE: 0.4},
    weights={HERE: 2.0, THERE: 1.0},
)


def test_the_value_is_what_the_definition_says():
    assert value(ASKED, []) == 0
    assert value(ASKED, ["a"]) == pytest.approx(2 * 0.5 + 0.5 + 0.5 * 0.5 * 1.5)
    # Both cover HERE by 0.9, but only 0.6 is open.
    assert value(ASKED, ["a", "b"]) == pytest.approx(2 * 0.6 + 0.5 + 0.5 * (0.75 + 0.4))
    assert value(replace(ASKED, covered={HERE: 1.5}), ["b"]) == pytest.approx(0.2)


def test_expected_coverage():
    assert coverage_after(ASKED, ["a", "b"]) == {HERE: 1.0, THERE: 0.5}
    assert coverage_after(ASKED, []) == {HERE: 0.4, THERE: 0.0}


def test_how_far_from_the_best():
    assert Plan((), 9.0, "", "", bound=10.0).gap == pytest.approx(0.1)
    assert Plan((), 0.0, "", "", bound=0.0).gap == 0
    assert Plan((), 9.0, "", "").gap is None


@pytest.mark.parametrize("seed", range(10))
def test_a_what_if_repeats_the_stored_plan(seed):
    asked = anything(seed)
    stored = greedy(asked)
    again = greedy(anything(seed))
    assert again.checksum == stored.checksum
    assert (again.chosen, again.value) == (stored.chosen, stored.value)
    assert exact(asked).checksum == exact(anything(seed)).checksum


def test_the_checksum_tells_every_change():
    first, second = ASKED.candidates
    changed = [
        replace(ASKED, candidates=(replace(first, probability=0.51), second)),
        replace(ASKED, candidates=(replace(first, cells=frozenset()), second)),
        replace(ASKED, candidates=(replace(first, lead_field="urban"), second)),
        replace(ASKED, candidates=(replace(first, small=2), second)),
        replace(ASKED, candidates=(replace(first, bridge=0), second)),
        replace(ASKED, candidates=(replace(first, first="z"), second)),
        replace(ASKED, candidates=(first,)),
        replace(ASKED, capacities={"x": 3, "y": 1, "z": 1}),
        replace(ASKED, quotas={"energy": 1}),
        replace(ASKED, limit=3),
        replace(ASKED, fairness=0.1),
        replace(ASKED, safety=0.6),
        replace(ASKED, bridging=0.3),
        replace(ASKED, pins=frozenset("a")),
        replace(ASKED, vetoes=frozenset("a")),
        replace(ASKED, covered={HERE: 0.5}),
        replace(ASKED, weights={HERE: 2.0}),
    ]
    sums = [checksum(one, ["a"]) for one in (ASKED, *changed)]
    sums.append(checksum(ASKED, ["b"]))
    assert len(set(sums)) == len(sums)
    turned = replace(ASKED, candidates=(second, replace(first, first="y", second="x")))
    assert checksum(turned, ["a"]) == checksum(ASKED, ["a"])


def truly_covered(asked, chosen, truth, turns=200):
    """Weighted gap that is really covered, on average, when partners answer by their own chances."""
    dice, known = np.random.default_rng(1), asked.by_key()
    cells = sorted({cell for key in chosen for cell in known[key].cells})
    reached = np.array(
        [[cell in known[key].cells for cell in cells] for key in chosen], dtype=float
    )
    room = np.array([1 - asked.covered.get(cell, 0) for cell in cells])
    weight = np.array([asked.weights[cell] for cell in cells])
    yeses = dice.random((turns, len(chosen))) < np.array([truth[key] for key in chosen])
    return float((np.minimum(yeses @ reached, room) @ weight).mean())


def ratio(asked, seed, certainty=4):
    """Planned against best scores first, where real chances scatter around the shown ones.

    A chance drawn from Beta(p·k, (1 − p)·k) has the mean p: what is shown is calibrated, and the
    planner never sees the truth.
    """
    dice = Random(seed)
    truth = {
        one.key: dice.betavariate(
            max(1e-6, one.probability * certainty), max(1e-6, (1 - one.probability) * certainty)
        )
        for one in asked.candidates
    }
    planned, scored = greedy(asked), top_score(asked)
    return truly_covered(asked, planned.chosen, truth), truly_covered(asked, scored.chosen, truth)


def mean_ratio(partners, seeds):
    pairs = [ratio(network(partners, seed), seed) for seed in seeds]
    return sum(planned for planned, _ in pairs) / sum(scored for _, scored in pairs)


def test_planning_covers_truly_more_than_best_scores_alone():
    assert mean_ratio(100, range(4)) >= 1.15


@pytest.mark.proof
@pytest.mark.parametrize(("partners", "least"), [(100, 1.15), (300, 1.30)])
def test_planning_covers_truly_more_at_full_size(partners, least):
    found = mean_ratio(partners, range(20))
    print(f"{partners} partners: {found:.3f}")  # noqa: T201
    assert found >= least
