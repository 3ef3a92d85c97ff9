"""Narrows a list by facets and words; every count is the length of the list it leads to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from lms.common.text import fold, forms, words
from network.queries.labels import Label
from network.queries.selection import Selection

NEAREST = 3
SIMILARITY = 75  # per cent of equal letters in the part of the words most like the search
Labels = Mapping[Any, Mapping[str, Label]]


class Item(Protocol):
    """What can be narrowed: values by facet and folded words."""

    @property
    def values(self) -> Mapping[Any, frozenset[str]]:
        """Values by facet."""

    @property
    def words(self) -> str:
        """All the search looks at, folded."""


class Known(Protocol):
    """What is known of all values: what they are called, and which anybody has."""

    @property
    def labels(self) -> Labels:
        """Labels by facet and value, in the order of the page."""

    @property
    def present(self) -> Mapping[Any, frozenset[str]]:
        """Values by facet that anything has."""

    @property
    def numbers(self) -> Mapping[Any, Counter[str]]:
        """How many have each value when nothing narrows."""

    @property
    def size(self) -> int:
        """How many there are when nothing narrows."""


Thing = TypeVar("Thing", bound=Item)


@dataclass(frozen=True)
class FacetOption:
    """One value to choose, with the length of the list it would lead to."""

    value: str
    label: str
    count: int
    is_active: bool


@dataclass(frozen=True)
class FacetGroup:
    """One facet; ``name`` is its name in the address."""

    name: str
    title: str
    options: list[FacetOption]
    is_active: bool


@dataclass(frozen=True)
class ActiveFilter:
    """Something that narrows the page: its name, and the query of the page without it."""

    title: str
    query: str
    count: int = 0  # rows without it; only counted when nothing fits


def fitting(everything: Iterable[Thing], wanted: Selection) -> list[Thing]:
    """Keep what has one value of each chosen facet and every searched word."""
    typed = [forms(word) for word in words(wanted.text)]
    chosen = [(facet, frozenset(values)) for facet, values in wanted.values]
    return [
        item
        for item in everything
        if all(not item.values[facet].isdisjoint(values) for facet, values in chosen)
        and all(any(form in item.words for form in word) for word in typed)
    ]


def counted(rows: Iterable[Item], facets: Iterable[Any]) -> dict[Any, Counter[str]]:
    """How many rows have each value of each facet."""
    rows = list(rows)
    return {facet: Counter(v for row in rows for v in row.values[facet]) for facet in facets}


@lru_cache(maxsize=30_000)
def folded(text: str) -> str:
    """A text as it is searched; remembered, because one change makes all entries anew."""
    return fold(text)


def groups(
    everything: Sequence[Thing], found: Sequence[Thing], wanted: Selection, known: Known
) -> list[FacetGroup]:
    """Count every value under all *other* facets; values nobody has stay away."""
    made = []
    for facet, name in wanted.parameters.items():
        chosen = wanted.chosen(facet)
        rows = fitting(everything, wanted.without(facet)) if chosen else found
        is_all = len(rows) == known.size
        numbers = known.numbers[facet] if is_all else counted(rows, [facet])[facet]
        shown = known.present[facet].union(chosen)
        options = [
            FacetOption(value, label.title, numbers[value], value in chosen)
            for value, label in known.labels[facet].items()
            if value in shown
        ]
        made.append(FacetGroup(name, str(facet.label), options, bool(chosen)))
    return made


def active_filters(wanted: Selection, labels: Labels) -> list[ActiveFilter]:
    """Everything that narrows, each with the address without it."""
    active = []
    if wanted.text:
        active.append(ActiveFilter(f"„{wanted.text}“", wanted.without_text().query()))
    for facet, values in wanted.values:
        for value in values:
            title = f"{facet.label}: {title_of(labels[facet], value)}"
            active.append(ActiveFilter(title, wanted.without(facet, value).query()))
    return active


def ways_out(everything: Sequence[Thing], wanted: Selection, labels: Labels) -> list[ActiveFilter]:
    """Tell which single thing to drop so that something fits, most first."""
    ways: list[tuple[str, Selection]] = []
    if wanted.text:
        ways.append((_("den Suchbegriff"), wanted.without_text()))
    for facet, values in wanted.values:
        names = ", ".join(title_of(labels[facet], value) for value in values)
        ways.append((f"{facet.label}: {names}", wanted.without(facet)))
    counted = [
        ActiveFilter(title, way.query(), len(fitting(everything, way))) for title, way in ways
    ]
    return sorted((way for way in counted if way.count), key=lambda way: -way.count)


def nearest(everything: Iterable[Thing], wanted: Selection) -> list[Thing]:
    """What meets most of what was asked, similar words counting as one facet."""
    typed = words(wanted.text)

    def nearness(item: Thing) -> float:
        met = sum(bool(item.values[facet] & set(chosen)) for facet, chosen in wanted.values)
        alike = [fuzz.partial_ratio(word, item.words) for word in typed]
        likeness = sum(alike) / len(alike) if alike else 0
        return met + (likeness / 100 if likeness >= SIMILARITY else 0)

    scored = [(nearness(item), item) for item in everything]
    ranked = sorted(scored, key=lambda pair: -pair[0])
    return [item for score, item in ranked[:NEAREST] if score]


def title_of(labels: Mapping[str, Label], value: str) -> str:
    """What a value is called; an unknown one is called what it is."""
    return labels[value].title if value in labels else value
