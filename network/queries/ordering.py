"""In which order the directory lists partners."""

from collections.abc import Callable
from typing import Any

from network.enums import DirectoryFacet, Reach
from network.queries.cards import titles
from network.queries.entries import Entry, Labels
from network.queries.narrowing import title_of
from network.queries.selection import DISTANCE, NAME

Key = Callable[[Entry], Any]
GROUPS = (Reach.PLACE, Reach.CITY_WIDE, Reach.NOWHERE)  # in a list by distance


def ordered(entries: list[Entry], sort: str, far: dict[int, float], labels: Labels) -> list[Entry]:
    """Sort entries, which come by name; what has no value stands last.

    A ``-`` before the name of the order turns it round.
    """
    name = sort.removeprefix("-")
    if name == NAME:
        return entries[::-1] if sort != name else entries
    key = _keys(far, labels)[name]
    known = [entry for entry in entries if key(entry) is not None]
    rest = [entry for entry in entries if key(entry) is None]
    known.sort(key=key, reverse=sort != name)
    return known + (sorted(rest, key=_rank) if name == DISTANCE else rest)


def _rank(entry: Entry) -> int:
    return GROUPS.index(entry.group)


def _keys(far: dict[int, float], labels: Labels) -> dict[str, Key]:
    def district(entry: Entry) -> str | None:
        return next(iter(titles(entry, DirectoryFacet.DISTRICT)), None)

    def confirmed(entry: Entry) -> float | None:
        at = entry.partner.confirmed_at
        return -at.timestamp() if at else None

    return {
        "art": lambda entry: title_of(labels[DirectoryFacet.KIND], entry.partner.kind),
        "ortsteil": district,
        DISTANCE: lambda entry: far.get(entry.partner.pk),
        "bestaetigt": confirmed,
    }
