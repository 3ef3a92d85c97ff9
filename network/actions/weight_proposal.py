"""Weights that learn from decisions: a challenger, and how it compares with what is in use."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import DomainError
from network.actions.weights import propose_weights
from network.enums import DeclineReason, Outcome
from network.matching.records import NetworkFacts
from network.models import MatchDecision, WeightSet
from network.queries.facts import network_facts
from network.queries.weights import current_weights

TOP = 10
SHOWN = 30  # lists whose changes are named
# A no for these reasons says nothing about whether the two fit.
PASSING = (DeclineReason.CAPACITY, DeclineReason.CONTACT, DeclineReason.TIME)
Lists = Mapping[str, list[str]]


class NothingToLearnError(DomainError):
    """There are no decisions to learn from."""


def propose_from_decisions(*, author: User | None, at: datetime) -> WeightSet:
    """Fit small corrections to the decisions, compare, and keep the challenger with its report.

    The replay asks which weights place better, in lists without any block, the pairs that really
    came to work together.

    Raises:
        NothingToLearnError: There are no decisions.
    """
    from network.matching import engine, feedback  # noqa: PLC0415 (no NumPy in web requests)

    decisions = [feedback.Decision(*row) for row in taken_decisions()]
    if not decisions:
        raise NothingToLearnError(_("Es gibt noch keine Entscheidungen, aus denen wir lernen."))
    facts = replace(network_facts(timezone.localdate(at)), blocked=frozenset())
    champion = engine.match(facts, current_weights(), TOP)
    version = f"{timezone.localdate(at):%Y-%m-%d}-{WeightSet.objects.count() + 1}"
    challenger = feedback.refit(champion.state, decisions, version)
    other = engine.match(facts, challenger, TOP, model=champion.state.model)
    before, after = _keys(champion), _keys(other)
    relevant = _relevant(facts, decisions)
    ndcg = (replay_ndcg(before, relevant), replay_ndcg(after, relevant))
    verdict = feedback.compare(champion.state, challenger, decisions, ndcg)
    changes = changed_lists(before, after)
    report: dict[str, object] = {
        "champion": champion.state.weights.version,
        "decisions": verdict.decisions,
        "log_loss": {
            "champion": verdict.champion_loss,
            "challenger": _finite(verdict.challenger_loss),
        },
        "ndcg": {"champion": verdict.champion_ndcg, "challenger": verdict.challenger_ndcg},
        "is_better": verdict.may_activate,
        "changed": len(changes),
        "changes": changes[:SHOWN],
    }
    return propose_weights(weights=challenger, report=report, author=author, at=at)


def taken_decisions() -> list[tuple[str, str, bool]]:
    """Pairs of partner keys and whether they said yes; what only the day decided is left out."""
    rows = MatchDecision.objects.filter(
        undone_at=None, outcome__in=(Outcome.ACCEPTED, Outcome.DECLINED, Outcome.NO_ANSWER)
    ).exclude(reason_code__in=PASSING)
    return [
        (first, second, outcome == Outcome.ACCEPTED)
        for first, second, outcome in rows.order_by("pk").values_list(
            "partner_a__key", "partner_b__key", "outcome"
        )
    ]


def replay_ndcg(lists: Lists, relevant: Mapping[str, set[str]]) -> float:
    """Mean NDCG of the first ten over the partners that came to work with somebody; 0: nobody."""
    scores = []
    for key, others in relevant.items():
        gain = sum(1 / math.log2(i + 2) for i, o in enumerate(lists.get(key, ())) if o in others)
        ideal = sum(1 / math.log2(i + 2) for i in range(min(len(others), TOP)))
        scores.append(gain / ideal)
    return sum(scores) / len(scores) if scores else 0.0


def changed_lists(before: Lists, after: Lists) -> list[dict[str, Any]]:
    """Which lists of ten would change, those that change most first."""
    changes = []
    for key, old in before.items():
        new = after.get(key, [])
        come, go = [k for k in new if k not in old], [k for k in old if k not in new]
        if come or go:
            changes.append({"partner": key, "new": come, "gone": go})
    return sorted(changes, key=lambda one: (-len(one["new"]), one["partner"]))


def _keys(result: Any) -> Lists:
    return {key: [one.partner for one in found] for key, found in result.lists.items()}


def _relevant(facts: NetworkFacts, decisions: list[Any]) -> Mapping[str, set[str]]:
    relevant: dict[str, set[str]] = defaultdict(set)
    pairs = [(tie.first, tie.second) for tie in facts.ties]
    pairs += [(one.first, one.second) for one in decisions if one.accepted]
    for first, second in pairs:
        relevant[first].add(second)
        relevant[second].add(first)
    return relevant


def _finite(value: float) -> float | None:
    """JSON knows no infinity: nothing could be compared."""
    return value if math.isfinite(value) else None
