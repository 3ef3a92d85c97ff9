"""The deletion test of the reasons: a score summed afresh with one part taken away."""

from dataclasses import replace

import numpy as np
import pytest

from network.matching import effects, engine, explanation, items, pairs
from network.matching.explanation import PARTS
from network.matching.items import NAMES, WITHOUT
from network.matching.pairs import NONE
from network.matching.records import Tie
from network.matching.weights import Weights
from tests.network.matching import worlds

TAUGHT = {"giver:library": 0.2, "receiver:museum": -0.1, "category:workshop": 0.05}
EXACT = 1e-8


def suggested(seed, count, number):
    """A run in which every sort of part occurs, and its first suggestions."""
    facts = worlds.make(seed, count).facts
    keys = [partner.key for partner in facts.partners]
    ties = tuple(
        Tie(one, other, "completed", 4.5) for one in keys for other in keys[:4] if one > other
    )
    weights = replace(Weights(), effects=TAUGHT)
    result = engine.match(replace(facts, ties=ties), weights, 10)
    found = [(key, entry) for key, entries in result.lists.items() for entry in entries]
    assert len(found) >= number
    return result, found[:number]


def summed(state, first, second, without=""):
    """The score of a pair, without the part of one code; nothing of the explanation is used."""
    pair, found, weights = state.where(first, second), state.pairs, state.weights
    rows = {name: getattr(found, name)[[pair]] for name in ("low", "high", "best", "back", "more")}
    need, offer = state.found.need[rows["best"]], state.found.offer[rows["best"]]
    numbers = items.measure(state.sight, need, offer)[0]
    for name in PARTS.get(without, ()):
        numbers[NAMES.index(name)] = WITHOUT[name]
    if without in {"mutual", "more"}:
        rows["back" if without == "mutual" else "more"] = np.array([NONE])
    if without in weights.pair:
        weights = replace(weights, pair={**weights.pair, without: 0.0})
    taught = effects.names(state.sight, int(need[0]), int(offer[0]))
    learnt = 0.0 if without == "experience" else sum(TAUGHT.get(name, 0.0) for name in taught)
    places = (rows["low"], rows["high"], rows["back"], rows["more"])
    terms = pairs.sum_of_terms(state.table, state.found.score, places, weights)[0]
    return numbers @ np.array([weights.items[name] for name in NAMES]) + terms + learnt


def check(state, suggestions):
    """Every named part lowers the score by exactly its contribution; returns the codes seen."""
    seen = set()
    measured = explanation.Measured.of(state, [(key, one.partner) for key, one in suggestions])
    for key, entry in suggestions:
        assert summed(state, key, entry.partner) == pytest.approx(entry.score, abs=EXACT)
        for reason in measured.explain(key, entry.partner).reasons:
            left = summed(state, key, entry.partner, reason.code)
            assert entry.score - left == pytest.approx(reason.contribution, abs=EXACT)
            seen.add(reason.code)
    return seen
