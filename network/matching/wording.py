"""Sentences in both languages of the site, and how numbers are written in them.

What is planned here is told to people without a request at hand (a task writes it, a page shows
it later), so a sentence carries both languages instead of going through gettext.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """One statement, its stable code (for icons and tests) and both languages."""

    code: str
    de: str
    en: str


@dataclass(frozen=True)
class Name:
    """What something is called in both languages."""

    de: str
    en: str


def percent(share: float) -> Name:
    """A share of 0–1 in whole per cent, as each language writes it."""
    whole = f"{100 * share:.0f}"
    return Name(f"{whole} %", f"{whole}%")


def decimal(number: float, places: int = 1) -> Name:
    """A number with the decimal sign of each language."""
    written = f"{number:.{places}f}".replace("-", "−")
    return Name(written.replace(".", ","), written)


def listed(names: list[str], last: str) -> str:
    """Names in a row, the last one joined by ``last`` ("und", "or")."""
    if len(names) < 2:  # noqa: PLR2004
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
