"""Questions with places to fill in: matching, ordering, cloze.

Stored content:

- matching: ``pairs`` (lists of two texts), ``distractors`` (texts that match nothing);
- ordering: ``items`` (texts in their right order);
- cloze: ``text`` with gaps in double brackets: ``[[Spree|die Spree]]`` is typed and takes any of
  these spellings, ``[[=Spree|Oder|Neiße]]`` is chosen from a list, ``=`` marks what is right.
"""

import re
from collections.abc import Mapping
from typing import Any

from courses.grading import fields
from courses.grading.shapes import MAX_ANSWER, MIN_CHOICES, ContentError, Place, PlacesQuestion

MAX_PLACES = 20
GAP = re.compile(r"\[\[((?:(?!\[\[|\]\]).)+)\]\]", re.DOTALL)
BRACKETS = re.compile(r"\[\[|\]\]")
PARTS = 2  # of a pair
FEWEST_ITEMS = 3  # the right order is never shown: of two, the other order would give it away


def matching(content: Mapping[str, Any]) -> PlacesQuestion:
    """Each left side gets one of all right sides; equal texts are one."""
    pairs = _pairs(content)
    others = _texts(content, "distractors", least=0)
    texts = list(dict.fromkeys([right for _left, right in pairs] + others))
    if len(texts) < MIN_CHOICES:
        raise ContentError("pairs", "all_the_same")
    options = _options(texts)
    ids = {text: own for own, text in options}
    places = tuple(Place(left, options, (ids[right],)) for left, right in pairs)
    return PlacesQuestion(**fields.asked(content), places=places)


def ordering(content: Mapping[str, Any]) -> PlacesQuestion:
    """Each item gets its number; items are shown in an order that says nothing."""
    items = _texts(content, "items", least=FEWEST_ITEMS)
    if len(set(items)) != len(items):
        raise ContentError("items", "same_twice")
    numbers = [str(number) for number in range(1, len(items) + 1)]
    options = tuple((number, number) for number in numbers)
    places = tuple(
        Place(item, options, (number,)) for item, number in zip(items, numbers, strict=True)
    )
    return PlacesQuestion(**fields.asked(content), places=places, mixes_places=True)


def cloze(content: Mapping[str, Any]) -> PlacesQuestion:
    """Running text with gaps to type in or to choose for."""
    text = fields.text(content, "text", required=True)
    pieces = GAP.split(text)  # text, gap, text, gap, … text
    gaps = pieces[1::2]
    if not 1 <= len(gaps) <= MAX_PLACES:
        raise ContentError("text", "no_gap")
    if any(BRACKETS.search(piece) for piece in pieces[0::2]):
        raise ContentError("text", "brackets")  # a mistyped gap would show its solution
    return PlacesQuestion(
        **fields.asked(content),
        places=tuple(_gap(gap) for gap in gaps),
        texts=tuple(pieces[0::2]),
        is_case_sensitive=fields.flag(content, "is_case_sensitive"),
    )


def _gap(source: str) -> Place:
    words = [word.strip() for word in source.split("|")]
    if not all(word.removeprefix("=").strip() for word in words):
        raise ContentError("text", "empty_gap")
    if any(len(word) > MAX_ANSWER for word in words):
        raise ContentError("text", "no_text")
    if not any(word.startswith("=") for word in words):
        return Place("", (), tuple(words))
    texts = [word.removeprefix("=").strip() for word in words]
    if len(set(texts)) != len(texts) or len(texts) < MIN_CHOICES:
        raise ContentError("text", "gap_choices")
    options = _options(texts)
    right = {text for text, word in zip(texts, words, strict=True) if word.startswith("=")}
    return Place("", options, tuple(own for own, text in options if text in right))


def _options(texts: list[str]) -> tuple[tuple[str, str], ...]:
    """In the order of the alphabet, so that neither order nor ids tell what is right."""
    return tuple((f"o{n}", text) for n, text in enumerate(sorted(texts, key=_by_letters)))


def _by_letters(text: str) -> tuple[str, str]:
    return text.casefold(), text


def _pairs(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    raw = content.get("pairs")
    if not isinstance(raw, list) or not MIN_CHOICES <= len(raw) <= MAX_PLACES:
        raise ContentError("pairs", "pairs_too_few_or_many")
    pairs = []
    for pair in raw:
        if not isinstance(pair, list) or len(pair) != PARTS or not all(map(_is_text, pair)):
            raise ContentError("pairs", "no_pair")
        pairs.append((pair[0].strip(), pair[1].strip()))
    if len({left for left, _right in pairs}) != len(pairs):
        raise ContentError("pairs", "same_twice")
    return pairs


def _texts(content: Mapping[str, Any], field: str, *, least: int) -> list[str]:
    raw = content.get(field, [])
    if not isinstance(raw, list) or not least <= len(raw) <= MAX_PLACES:
        raise ContentError(field, f"{field}_too_few_or_many")
    if not all(map(_is_text, raw)):
        raise ContentError(field, "no_text")
    return [text.strip() for text in raw]


def _is_text(value: object) -> bool:
    """One line that holds something; forms keep such texts one a line."""
    if not isinstance(value, str) or not 0 < len(value.strip()) <= MAX_ANSWER:
        return False
    return fields.is_storable(value) and len(value.strip().splitlines()) == 1
