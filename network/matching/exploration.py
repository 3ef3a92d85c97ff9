"""A place in ten for a partner further down the list, marked as such.

Without it nobody would ever learn whether the matcher is wrong about what it does not show. Off by
default; the choice follows from the day and the keys, not from chance.
"""

import hashlib
from dataclasses import replace

from network.matching.engine import MatchResult, Suggestion

EVERY = 10  # places
LEAST = 0.10  # probability


def with_exploration(full: MatchResult, top: int) -> dict[str, tuple[Suggestion, ...]]:
    """Lists of length ``top`` whose last place of ten goes to one from below, if one is likely.

    Args:
        full: A result with longer lists than ``top``.
        top: Length of the lists wanted.
    """
    day = full.state.table.facts.as_of.isoformat()
    return {key: _explored(key, entries, top, day) for key, entries in full.lists.items()}


def _explored(
    key: str, entries: tuple[Suggestion, ...], top: int, day: str
) -> tuple[Suggestion, ...]:
    shown = list(entries[:top])
    below = [entry for entry in entries[top:] if entry.probability >= LEAST]
    below.sort(key=lambda entry: _draw(f"{day} {key} {entry.partner}"))
    for place, entry in zip(range(EVERY - 1, top, EVERY), below, strict=False):
        shown[place] = replace(entry, is_exploration=True)
    return tuple(shown)


def _draw(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
