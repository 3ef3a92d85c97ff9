"""Makes a :class:`Vocabulary` of the product's lexicon file (or of rows with the same shape)."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from network.matching.records import GROUPS, Label, Tag, Vocabulary

LEXICON = Path(__file__).resolve().parent.parent / "data" / "lexicon.json"
NEAR_TARGET = 0.4  # how far a related target group counts where the file does not say
FORMAT = "lernkette-lexicon/2"


class LexiconError(ValueError):
    """The file is no lexicon of this format, or refers to a code it does not have."""


@lru_cache(maxsize=1)
def shipped() -> Vocabulary:
    """The vocabulary the product starts with."""
    return vocabulary_of(json.loads(LEXICON.read_text(encoding="utf-8")))


def vocabulary_of(document: Mapping[str, Any]) -> Vocabulary:
    """Read a lexicon document.

    Raises:
        LexiconError: when it has another format or relates unknown codes.
    """
    if document.get("format") != FORMAT:
        message = f"format: {FORMAT} expected"
        raise LexiconError(message)
    groups: Mapping[str, Any] = document["groups"]
    rows: dict[Tag, Mapping[str, Any]] = {
        (group, row["code"]): row for group in GROUPS for row in groups[group]
    }
    codes = {group: tuple(row["code"] for row in groups[group]) for group in GROUPS}
    stages = {row["code"]: _label(row) for row in document["stages"]}
    return Vocabulary(
        codes=codes,
        labels={tag: _label(row) for tag, row in rows.items()},
        synonyms={tag: tuple(row["synonyms"]) for tag, row in rows.items()},
        substitutions=_both_ways(document["substitutions"], codes["category"]),
        near_targets=_both_ways(
            [(*row, NEAR_TARGET)[:3] for row in document["near_target_groups"]],
            codes["target_group"],
        ),
        kinds={row["code"]: _label(row) for row in document["kinds"]},
        kind_stages={row["code"]: tuple(row["stages"]) for row in document["kinds"]},
        stages=stages,
        adjacency=_both_ways(document["adjacency"], tuple(stages)),
    )


def _label(row: Mapping[str, Any]) -> Label:
    return Label(row["label_de"], row["label_en"])


def _both_ways(rows: list[Any], known: tuple[str, ...]) -> dict[tuple[str, str], float]:
    related = {}
    for first, second, weight in rows:
        if first not in known or second not in known:
            message = f"unknown code: {first}, {second}"
            raise LexiconError(message)
        related[first, second] = related[second, first] = float(weight)
    return related
