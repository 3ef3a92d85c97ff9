"""Reasons of stored matches: exact parts of the score, their sentences, what each rests on.

Sentences are stored in German and English, so that a page neither computes nor loads numerics.
They hold only names of vocabularies and numbers, never a partner's own words; which of them a
reader may see is decided when they are shown, by the listings each rests on.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lms.taxonomy.models import ActionField, StageTransition
from network.actions.match_lists import shown_pairs
from network.actions.match_store import Explain, Pair, Row
from network.matching.cells import BY_CODE, Labels
from network.matching.coverage import Word
from network.queries.candidates import ListingTags
from network.queries.coverage import houses, labels, reached, standings
from network.queries.match_reasons import GAP
from network.queries.quarters import Quarter

DIGITS = 6
BASE = "base"
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

    words, names = result.state.table.facts.vocabulary, labels()
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

    def explain(first: str, second: str, row: Row) -> list[Reason]:
        found = measured.explain(first, second)
        if found is None:
            return []
        best = _best(found.reasons, listings)
        base = {"code": BASE, "contribution": round(found.base, DIGITS)}
        parts = (told(one, best) for one in (*found.reasons, *found.open_points))
        return [base, *parts, *_of_gap(row, names)]

    return explain


def _best(reasons: tuple[Any, ...], listings: Mapping[str, int]) -> list[int]:
    """Primary keys of the need and the offer the main parts rest on."""
    params = next(reason.params for reason in reasons if reason.code == "category")
    return [listings[params["need"]], listings[params["offer"]]]


def _of_gap(row: Row, names: Labels) -> list[Reason]:
    """The cell in words, beside the score: it weighs nothing."""
    if not row.gap_cell:
        return []
    title = names.cell(BY_CODE[row.gap_cell])
    return [
        {
            "code": GAP,
            "params": {"cell": row.gap_cell},
            "contribution": 0.0,
            "about": row.listings,
            "de": f"Schließt eine Lücke: {title.de}.",
            "en": f"Closes a gap: {title.en}.",
        }
    ]


def mark_gaps(rows: Mapping[Pair, Row], as_of: date) -> None:
    """Mark the pairs that would help in a cell of the chain that is a gap this quarter.

    Of neighbouring stages only; of several gaps of a pair the one that matters most is named.
    """
    known, tags = houses(), ListingTags.read()
    fields = dict(ActionField.objects.values_list("pk", "code"))
    near = StageTransition.objects.filter(adjacency__gte=CLOSE)
    close = {frozenset(pair) for pair in near.values_list("stage_a__code", "stage_b__code")}
    gaps = {
        cell: one.gap
        for cell, one in standings(Quarter.of(as_of), as_of, known=known).items()
        if one.word is Word.GAP and frozenset(cell.transition) in close
    }
    for (first, second), row in rows.items():
        lead = fields[row.field_id] if row.field_id else ""
        named = tags.named(row.listings, lead)
        cells = reached(known.stages[first], known.stages[second], *named) & gaps.keys()
        most = min(cells, key=lambda cell: (-gaps[cell], cell), default=None)
        row.gap_cell = most.code if most else ""
        row.is_gap = most is not None
