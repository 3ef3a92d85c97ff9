# ruff: noqa: T201 - the ratios are what this proof is for
"""Planning on the worlds with known truth: does it cover more gaps than best scores alone?

Connecting parts of the network (β) is a second aim, paid for with gaps: β 0 looks at gaps alone.
What is held is what people get who touch no control: the defaults of ``planning``.
Candidates and probabilities are the matcher's; who would really say yes is the world's truth, which
neither matcher nor planner sees. ``pytest -m proof -s tests/proof/test_planning_worlds.py``.
"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from network.matching import engine
from network.matching.cells import FIELDS, Weights as CellWeights, cells_of
from network.matching.greedy import greedy, top_score
from network.matching.planning import BRIDGING, SAFETY, Candidate, Problem
from network.matching.weights import Weights
from tests.network.matching import worlds

pytestmark = pytest.mark.proof

LIMITS = {100: 20, 300: 50, 1000: 150}  # cooperations of a quarter
LEAST_SHOWN = 0.15  # chance from which a pair is suggested
LEAST = {100: 1.15, 300: 1.30}  # at the defaults; the means are 1.171 and 1.307
BRIDGINGS = (0.0, 0.5, 1.0)
SAFETIES = (0.05, 0.5, 1.0, 2.0)
OVER = {"completed", "declined", "cancelled"}


def problem_of(facts):
    """What the planner would be given for this network."""
    lists = engine.match(facts, Weights(), 20, fair=0.08).lists
    partners = {one.key: one for one in facts.partners}
    listings = {one.key: one for one in facts.listings}
    busy = {frozenset((tie.first, tie.second)) for tie in facts.ties if tie.state not in OVER}
    pairs = {
        tuple(sorted((key, entry.partner))): entry
        for key, entries in lists.items()
        for entry in entries
        if entry.probability >= LEAST_SHOWN and frozenset((key, entry.partner)) not in busy
    }
    candidates = tuple(
        candidate(pair, entry, partners, listings) for pair, entry in sorted(pairs.items())
    )
    limit = LIMITS[len(partners)]
    return Problem(
        candidates, {key: one.capacity for key, one in partners.items()}, limit,
        quotas=dict.fromkeys(FIELDS, max(2, limit // 4)), weights=CellWeights().table(),
    )  # fmt: skip


def candidate(pair, entry, partners, listings):
    rows = [
        listings[key]
        for given in filter(None, (entry.best, entry.back))
        for key in (given.need, given.offer)
    ]
    fields = often([code for row in rows for code in sorted(row.action_fields)])
    areas = often([code.split(".")[0] for row in rows for code in sorted(row.competences)])
    first, second = (partners[key] for key in pair)
    return Candidate(
        "-".join(pair), *pair, entry.probability,
        cells_of(first.stages, second.stages, fields, areas), fields[0] if fields else "",
        sum(one.size == "small" for one in (first, second)),
        1.0 if entry.is_bridge else 0.0,
    )  # fmt: skip


def often(codes):
    return sorted(dict.fromkeys(codes), key=lambda code: (-codes.count(code), code))


def truly(problem, chosen, good):
    """Weighted gaps that close when exactly the pairs that really fit say yes, and their number."""
    known = problem.by_key()
    said_yes = [known[key] for key in chosen if frozenset(key.split("-")) in good]
    covered = {cell for one in said_yes for cell in one.cells}
    return sum(problem.weights[cell] for cell in covered), len(said_yes)


def test_planning_covers_truly_more_than_best_scores_alone():
    names = worlds.shared_names()
    if not names:
        pytest.skip("the worlds are not beside the project")
    ratios = {}
    for name in names:
        _document, truth, facts = worlds.shared_world(name)
        good = {frozenset((a, b)) for a, b, *_rest in truth["relevant"]}
        problem = problem_of(facts)
        scored = truly(problem, top_score(problem).chosen, good)
        print(f"\n{name}: {len(problem.candidates)} candidates, best scores {scored}")
        for bridging, safety in product(BRIDGINGS, SAFETIES):
            asked = replace(problem, safety=safety, bridging=bridging)
            planned = truly(problem, greedy(asked).chosen, good)
            found = planned[0] / scored[0], planned[1] / scored[1]
            ratios.setdefault((len(facts.partners), bridging, safety), []).append(found)
    for (count, bridging, safety), found in sorted(ratios.items()):
        gaps, yeses = np.mean(found, axis=0)
        print(f"{count:5} partners, β {bridging}, λ {safety:4}: {gaps:.3f} of the gaps that close")
        print(f"{'':42}{yeses:.3f} of the yeses")
    for count, least in LEAST.items():
        gaps, _yeses = np.mean(ratios[count, BRIDGING, SAFETY], axis=0)
        assert gaps >= least
