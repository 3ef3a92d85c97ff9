"""Reasons are exact parts of the score and tell nothing hidden."""

from dataclasses import replace

import numpy as np
import pytest

from network.matching import engine, explanation, items
from network.matching.explanation import PARTS, UNDISCLOSED
from network.matching.items import NAMES, WITHOUT
from network.matching.weights import Weights
from tests.network.matching import worlds


@pytest.fixture(scope="module")
def result():
    weights = replace(Weights(), effects={"giver:library": 0.2, "receiver:museum": -0.1})
    return engine.match(worlds.make(111, 40).facts, weights, 10)


@pytest.fixture(scope="module")
def suggestions(result):
    found = [(key, entry) for key, entries in result.lists.items() for entry in entries]
    assert len(found) >= 150
    return found[:150]


def test_base_and_parts_add_up_to_the_score(result, suggestions):
    for key, entry in suggestions:
        found = explanation.explain(result.state, key, entry.partner)
        total = found.base + sum(reason.contribution for reason in found.reasons)
        assert total == pytest.approx(entry.score, abs=1e-8)


def test_taking_a_named_part_away_lowers_the_score_by_its_contribution(result, suggestions):
    """The numbers of the part are put to their value without, and the score is summed afresh."""
    state, weights = result.state, result.state.weights
    for key, entry in suggestions:
        pair = state.where(key, entry.partner)
        item = int(state.pairs.best[pair])
        numbers = items.measure(state.sight, state.found.need[[item]], state.found.offer[[item]])[0]
        order = np.array([weights.items[name] for name in NAMES])
        found = explanation.explain(state, key, entry.partner)
        for reason in found.reasons:
            if reason.code in PARTS:
                less = numbers.copy()
                for name in PARTS[reason.code]:
                    less[NAMES.index(name)] = WITHOUT[name]
                lowered = entry.score - numbers @ order + less @ order
                assert entry.score - lowered == pytest.approx(reason.contribution, abs=1e-8)
            assert found.without(reason.code) == pytest.approx(
                entry.score - reason.contribution, abs=1e-8
            )


def test_agreement_never_counts_against(result, suggestions):
    for key, entry in suggestions:
        found = explanation.explain(result.state, key, entry.partner)
        for reason in found.reasons:
            if reason.code in {"category", "competence", "field", "target", "mutual", "more"}:
                assert reason.contribution >= -1e-9


def test_no_reason_refers_to_what_may_not_be_seen(result, suggestions):
    every = {listing.key for listing in result.state.table.listings}
    for key, entry in suggestions[:100]:
        mine = frozenset(
            o.key for o in result.state.table.listings if o.partner == key or hash(o.key) % 2
        )
        found = explanation.explain(result.state, key, entry.partner, mine)
        told = {
            str(value)
            for reason in (*found.reasons, *found.open_points)
            for value in reason.params.values()
        }
        assert not told & (every - mine)
        total = found.base + sum(reason.contribution for reason in found.reasons)
        assert total == pytest.approx(entry.score, abs=1e-8)


def test_what_is_hidden_is_told_as_undisclosed(result, suggestions):
    key, entry = suggestions[0]
    found = explanation.explain(result.state, key, entry.partner, frozenset())
    assert UNDISCLOSED in {reason.code for reason in found.reasons}
    assert not {reason.code for reason in found.reasons} & PARTS.keys()


def test_the_strongest_reasons_are_shown_and_what_is_open(result, suggestions):
    key, entry = suggestions[0]
    shown = explanation.explain(result.state, key, entry.partner).shown()
    assert len(shown) <= explanation.STRONGEST + explanation.OPEN
    assert shown[0].contribution == max(reason.contribution for reason in shown)


def test_a_pair_that_is_not_suggested_has_no_reasons(result):
    assert explanation.explain(result.state, "p0", "nobody") is None
