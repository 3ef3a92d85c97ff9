"""Reasons are exact parts of the score and tell nothing hidden."""

from zlib import crc32

import pytest

from network.matching import explanation
from network.matching.explanation import PARTS, UNDISCLOSED
from tests.network.matching import deletion

EVERY = PARTS.keys() | {"mutual", "more", "transition", "history", "experience"}


@pytest.fixture(scope="module")
def run():
    return deletion.suggested(111, 20, 60)


@pytest.fixture(scope="module")
def result(run):
    return run[0]


@pytest.fixture(scope="module")
def suggestions(run):
    return run[1]


def test_base_and_parts_add_up_to_the_score(result, suggestions):
    for key, entry in suggestions:
        found = explanation.explain(result.state, key, entry.partner)
        total = found.base + sum(reason.contribution for reason in found.reasons)
        assert total == pytest.approx(entry.score, abs=1e-8)


def test_taking_a_named_part_away_lowers_the_score_by_its_contribution(result, suggestions):
    """400 suggestions of a larger network: tests/proof/test_matching_reasons.py."""
    assert deletion.check(result.state, suggestions) == EVERY


def test_without_a_part_is_the_rest(result, suggestions):
    key, entry = suggestions[0]
    found = explanation.explain(result.state, key, entry.partner)
    for reason in found.reasons:
        assert found.without(reason.code) == pytest.approx(entry.score - reason.contribution)


def test_breadth_is_told_as_it_counts(result, suggestions):
    told = set()
    for key, entry in suggestions:
        found = explanation.explain(result.state, key, entry.partner)
        (breadth,) = [reason for reason in found.reasons if reason.code == "breadth"]
        assert breadth.params["is_broad"] == (breadth.contribution < 0)
        told.add(breadth.params["is_broad"])
    assert told == {True, False}


def test_agreement_never_counts_against(result, suggestions):
    for key, entry in suggestions:
        found = explanation.explain(result.state, key, entry.partner)
        for reason in found.reasons:
            if reason.code in {"category", "competence", "field", "target", "mutual", "more"}:
                assert reason.contribution >= -1e-9


def test_no_reason_refers_to_what_may_not_be_seen(result, suggestions):
    every = {listing.key for listing in result.state.table.listings}
    for key, entry in suggestions:
        mine = frozenset(
            o.key
            for o in result.state.table.listings
            if o.partner == key or crc32(o.key.encode()) % 2
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
