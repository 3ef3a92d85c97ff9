"""Aliases: friendly words drawn by the system, which say nothing about who sits where."""

import json
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from courses.models import ClassSeat

_WORDS = Path(__file__).resolve().parents[2] / "data" / "class_words.json"
_ENDINGS = {"m": "er", "f": "e", "n": "es"}
FIRST, LAST = 10, 99  # two digits


@dataclass(frozen=True)
class Animal:
    """An animal of an alias; ``symbol`` names its picture."""

    name: str
    gender: str
    symbol: str


@dataclass(frozen=True)
class Alias:
    """What stands on a card instead of a name."""

    words: str
    symbol: str


@cache
def adjectives() -> tuple[str, ...]:
    """Stems of the adjectives."""
    return tuple(json.loads(_WORDS.read_text(encoding="utf-8"))["adjectives"])


@cache
def animals() -> tuple[Animal, ...]:
    """The animals, each with a picture."""
    rows = json.loads(_WORDS.read_text(encoding="utf-8"))["animals"]
    return tuple(Animal(*row) for row in rows)


def draw_aliases(number: int) -> list[Alias]:
    """Draw that many aliases that no seat of any class has; each draw knows nothing of the last."""
    found: dict[str, Alias] = {}
    while len(found) < number:
        drawn = [_draw() for _ in range(number - len(found))]
        words = [alias.words for alias in drawn]
        taken = set(ClassSeat.objects.filter(alias__in=words).values_list("alias", flat=True))
        found |= {alias.words: alias for alias in drawn if alias.words not in taken}
    return list(found.values())


def _draw() -> Alias:
    animal = secrets.choice(animals())
    adjective = secrets.choice(adjectives()) + _ENDINGS[animal.gender]
    number = secrets.randbelow(LAST - FIRST + 1) + FIRST
    return Alias(f"{adjective.capitalize()} {animal.name} {number}", animal.symbol)
