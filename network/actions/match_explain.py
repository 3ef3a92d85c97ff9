"""Reasons of stored matches: exact parts of the score, their sentences, what each rests on.

Sentences are stored in German and English, so that a page neither computes nor loads numerics.
They hold only names of vocabularies and numbers, never a partner's own words; which of them a
reader may see is decided when they are shown, by the listings each rests on.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import product
from typing import Any

from lms.taxonomy.models import StageTransition
from network.actions.match_lists import shown_pairs
from network.actions.match_store import Explain, Pair, Row
from network.enums import CooperationState
from network.models import Cooperation, CooperationPartner, Partner

DIGITS = 6
BASE = "base"
WORKING = (CooperationState.AGREED, CooperationState.RUNNING)
CLOSE = 0.5  # adjacency from which a transition counts as one of the chain
# Parts that rest on the best need and offer without naming them.
OF_ITEM = frozenset({"near", "wish", "window", "breadth", "experience", "short_window", "far"})
LANGUAGES = ("de", "en")
Reason = dict[str, Any]


def explainer(result: Any, listings: Mapping[str, int]) -> Explain:
    """A function that explains a pair of partner keys from the lists.

    Args:
        result: ``MatchResult`` of the engine.
        listings: Primary key of each listing key.
    """
    from network.matching import explanation, sentences  # noqa: PLC0415 (NumPy)

    words = result.state.table.facts.vocabulary
    measured = explanation.Measured.of(result.state, shown_pairs(result))

    def told(reason: Any, best: list[int]) -> Reason:
        named = [
            reason.params[name] for name in ("need", "offer", "listing") if name in reason.params
        ]
        about = [listings[key] for key in named]
        return {
            "code": reason.code,
            "params": dict(reason.params),
            "contribution": round(reason.contribution, DIGITS),
            "about": about or (best if reason.code in OF_ITEM else []),
            **{language: sentences.text(reason, words, language) for language in LANGUAGES},
        }

    def explain(first: str, second: str) -> list[Reason]:
        found = measured.explain(first, second)
        if found is None:
            return []
        best = _best(found.reasons, listings)
        base = {"code": BASE, "contribution": round(found.base, DIGITS)}
        return [base, *(told(one, best) for one in (*found.reasons, *found.open_points))]

    return explain


def _best(reasons: tuple[Any, ...], listings: Mapping[str, int]) -> list[int]:
    """Primary keys of the need and the offer the main parts rest on."""
    params = next(reason.params for reason in reasons if reason.code == "category")
    return [listings[params["need"]], listings[params["offer"]]]


def mark_gaps(rows: Mapping[Pair, Row]) -> None:
    """Mark the pairs that join stages in a field in which nobody does so yet."""
    stages = _stages()
    covered = _covered(stages)
    close = {
        frozenset((a, b))
        for a, b in StageTransition.objects.filter(adjacency__gte=CLOSE).values_list(
            "stage_a_id", "stage_b_id"
        )
    }
    for (first, second), row in rows.items():
        joined = {frozenset(pair) for pair in product(stages[first], stages[second])} & close
        row.is_gap = (
            bool(joined)
            and row.field_id is not None
            and not any((way, row.field_id) in covered for way in joined)
        )


def _stages() -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    links = Partner.stages.through.objects.values_list("partner_id", "educationstage_id")
    for partner, stage in links:
        found[partner].add(stage)
    return found


def _covered(stages: Mapping[int, set[int]]) -> set[tuple[frozenset[int], int]]:
    """Transitions and fields in which partners work together now."""
    working = Cooperation.objects.filter(state__in=WORKING)
    members: dict[int, list[int]] = defaultdict(list)
    parts = CooperationPartner.objects.filter(cooperation__in=working)
    for case, partner in parts.values_list("cooperation_id", "partner_id"):
        members[case].append(partner)
    fields: dict[int, set[int]] = defaultdict(set)
    for case, lead in working.values_list("pk", "lead_field_id"):
        fields[case] |= {lead} if lead else set()
    through = Cooperation.action_fields.through.objects.filter(cooperation__in=working)
    for case, field in through.values_list("cooperation_id", "actionfield_id"):
        fields[case].add(field)
    return {
        (frozenset((a, b)), field)
        for case, partners in members.items()
        for one, other in product(partners, partners)
        for a, b in product(stages[one], stages[other])
        for field in fields[case]
    }
