"""Weights that learn from decisions."""

import pytest

from network.actions.match_run import run_matching
from network.actions.weight_proposal import (
    NothingToLearnError,
    changed_lists,
    propose_from_decisions,
    replay_ndcg,
)
from network.enums import Outcome
from network.models import Match, MatchDecision
from tests.support.matching import NOW, TODAY, network

pytestmark = pytest.mark.django_db


def test_without_decisions_there_is_nothing_to_learn():
    with pytest.raises(NothingToLearnError):
        propose_from_decisions(author=None, at=NOW)


def test_few_decisions_make_a_challenger_that_may_not_be_released():
    network()
    run_matching(as_of=TODAY, at=NOW)
    for number, match in enumerate(Match.objects.all()):
        outcome = Outcome.DECLINED if number % 2 else Outcome.ACCEPTED
        MatchDecision.objects.create(
            partner_a=match.partner_a, partner_b=match.partner_b, outcome=outcome, at=NOW,
            reason_code="topic" if number % 2 else "",
        )  # fmt: skip
    row = propose_from_decisions(author=None, at=NOW)
    assert row.report["decisions"] == MatchDecision.objects.count()
    assert row.report["is_better"] is False
    assert row.content["effects"]


def test_what_only_the_day_decided_teaches_nothing():
    (school, club), *_others = network(1)
    MatchDecision.objects.create(
        partner_a=school, partner_b=club, outcome=Outcome.DECLINED, reason_code="capacity", at=NOW
    )
    with pytest.raises(NothingToLearnError):
        propose_from_decisions(author=None, at=NOW)


def test_the_replay_counts_who_came_to_work_together():
    assert replay_ndcg({"a": ["b", "c"]}, {"a": {"b"}}) == 1.0
    assert 0.6 < replay_ndcg({"a": ["c", "b"]}, {"a": {"b"}}) < 0.7
    assert replay_ndcg({}, {}) == 0.0


def test_lists_that_change_most_come_first():
    before = {"a": ["x", "y"], "b": ["x", "y"], "c": ["x"]}
    after = {"a": ["x", "z"], "b": ["u", "v"], "c": ["x"]}
    assert [one["partner"] for one in changed_lists(before, after)] == ["b", "a"]
