# ruff: noqa: T201 - the table is what this proof is for
"""The matching on every world beside the project: the table, the thresholds, the speed.

One run prints all worlds with the facet directory and the ablations; ``make proof`` or
``pytest -m proof -s tests/proof/test_matching_worlds.py``.
"""

import resource
import time
from dataclasses import replace

import numpy as np
import pytest

from network.matching import baseline, engine, questions
from network.matching.weights import Weights
from tests.network.matching import worlds

pytestmark = pytest.mark.proof

LEAST_GAP = {"100": 0.48, "300": 0.44, "1000": 0.48, "shift": 0.34}
LEAST_HIT = {"100": 0.85, "300": 0.79, "1000": 0.77}
LEAST_SMALL = 0.95
MOST_ECE = 0.05
SHOWN = 5  # first places whose percentages are judged
WEIGHTS = Weights()


def scores(name, lists):
    document, truth, _facts = worlds.shared_world(name)
    return worlds.evaluator()(document, truth, worlds.as_suggestions(lists))


def runs(facts):
    yield "facet directory", baseline.facet_directory(facts, 20)
    yield "without text", engine.match(facts, baseline.without_text(WEIGHTS), 20).lists
    reciprocity = baseline.without_reciprocity(WEIGHTS)
    yield "without reciprocity", engine.match(facts, reciprocity, 20).lists
    yield "matching, even lists", engine.match(facts, WEIGHTS, 20, fair=0.08).lists
    yield "matching", engine.match(facts, WEIGHTS, 20).lists


def test_the_table_of_all_worlds():
    names = worlds.shared_names()
    if not names:
        pytest.skip("the worlds are not beside the project")
    kinds: dict[str, list[dict[str, float]]] = {}
    print(
        f"\n{'world':14}{'method':22}{'NDCG':>7}{'hit@5':>7}{'small':>7}{'planted':>8}{'Gini':>7}{'gap':>8}"
    )
    for name in names:
        _document, _truth, facts = worlds.shared_world(name)
        for method, lists in runs(facts):
            found = scores(name, lists)
            print(
                f"{name:14}{method:22}{found['ndcg']:7.3f}{found['hit5']:7.3f}"
                f"{found['hit5_small']:7.3f}{found['planted_recall']:8.3f}"
                f"{found['exposure_gini']:7.3f}{found['gap_closed']:8.3f}"
            )
        kind = "shift" if "shift" in name else name.split("-")[0]
        kinds.setdefault(kind, []).append(found)
    for kind, rows in kinds.items():
        mean = {key: float(np.mean([row[key] for row in rows])) for key in rows[0]}
        print(kind, {key: round(value, 3) for key, value in mean.items()})
        assert mean["gap_closed"] >= LEAST_GAP[kind]
        assert mean["hit5"] >= LEAST_HIT.get(kind, 0.0)
        assert mean["hit5_small"] >= LEAST_SMALL * mean["hit5"]


def test_shown_percentages_are_true():
    """Of the first five of every list, over all worlds: said and true share of each tenth."""
    names = worlds.shared_names()
    if not names:
        pytest.skip("the worlds are not beside the project")
    errors = []
    for name in names:
        _document, truth, facts = worlds.shared_world(name)
        good = {frozenset((a, b)) for a, b, *_rest in truth["relevant"]}
        shown = {
            frozenset((key, entry.partner)): entry.probability
            for key, entries in engine.match(facts, WEIGHTS, SHOWN).lists.items()
            for entry in entries
        }
        said = np.array(list(shown.values()))
        hit = np.array([float(pair in good) for pair in shown])
        errors.append(calibration_error(said, hit))
        print(
            f"{name}: ECE {errors[-1]:.3f} of {len(said)} shown, said {said.mean():.3f}, true {hit.mean():.3f}"
        )
    assert np.mean(errors) <= MOST_ECE


def calibration_error(said, hit):
    tenth = np.minimum((said * 10).astype(int), 9)
    return sum(
        (tenth == t).mean() * abs(said[tenth == t].mean() - hit[tenth == t].mean())
        for t in np.unique(tenth)
    )


def test_answers_help_at_300():
    """The worlds beside the project do not say their true tags; those made here do."""
    world = worlds.make(7, 300)
    before = engine.match(world.facts, WEIGHTS, 20)
    told = {listing.key: listing for listing in world.facts.listings}
    for key, asked in questions.questions(before.state).items():
        for one in asked:
            told[key] = questions.answered(told[key], one.tag, is_yes=one.tag in world.truth[key])
    after = engine.match(replace(world.facts, listings=tuple(told.values())), WEIGHTS, 20)
    gain = worlds.ndcg(after.lists, world.relevant) - worlds.ndcg(before.lists, world.relevant)
    print(f"\n300 partners: three questions per listing change NDCG by {gain:+.3f}")
    assert gain >= 0.04


@pytest.mark.parametrize(("count", "seconds"), [(1_000, 4), (10_000, 45)])
def test_speed(count, seconds):
    """Seconds on the clock, of a machine with two cores and nothing else to do."""
    facts = worlds.make(7, count).facts
    wall, start = time.perf_counter(), time.process_time()
    result = engine.match(facts, WEIGHTS, 20, fair=0.08)
    taken, wall = time.process_time() - start, time.perf_counter() - wall
    start = time.process_time()
    engine.rematch(result, facts, "p1")
    mended = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{count}: {wall:.1f} s, {taken:.1f} s CPU, one changed {mended:.2f} s CPU, {most} MB")
    assert wall < seconds
