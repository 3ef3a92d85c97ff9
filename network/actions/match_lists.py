"""The lists of a run as plain data, under the names partners have in files."""

from collections.abc import Mapping
from functools import cache
from typing import Any

Entry = dict[str, Any]


def shown_pairs(result: Any) -> list[tuple[str, str]]:
    """All pairs of partner keys in the lists of a ``MatchResult``, each once."""
    shown = {
        (min(key, one.partner), max(key, one.partner))
        for key, suggestions in result.lists.items()
        for one in suggestions
    }
    return sorted(shown)


def suggestion_lists(result: Any, names: Mapping[str, str]) -> dict[str, list[Entry]]:
    """``{"p0": [{"partner", "score", "probability", "reasons": [{code, text, contribution}]}]}``.

    Args:
        result: A ``MatchResult`` of the engine.
        names: The name of each partner key.
    """
    from network.matching import explanation, sentences  # noqa: PLC0415 (NumPy)

    words = result.state.table.facts.vocabulary
    measured = explanation.Measured.of(result.state, shown_pairs(result))

    @cache  # the same seen from both sides
    def reasons(pair: frozenset[str]) -> list[Entry]:
        first, second = sorted(pair)
        found = measured.explain(first, second)
        told = (*found.reasons, *found.open_points) if found else ()
        return [
            {
                "code": one.code,
                "text": sentences.text(one, words, "de"),
                "contribution": one.contribution,
            }
            for one in told
        ]

    return {
        names[key]: [
            {
                "partner": names[one.partner],
                "score": one.score,
                "probability": one.probability,
                "reasons": reasons(frozenset((key, one.partner))),
            }
            for one in suggestions
        ]
        for key, suggestions in result.lists.items()
    }
