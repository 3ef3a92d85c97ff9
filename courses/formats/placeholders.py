"""Words in braces that stand for facts of a certificate: a fixed list, filled in once."""

import re
from collections import Counter
from collections.abc import Collection, Mapping

NAMES = ("kurs", "haus", "beginn", "ende", "umfang", "datum")
_ANY = re.compile(r"\{[^{}]*\}")
_KNOWN = re.compile(r"\{(" + "|".join(NAMES) + r")\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put facts in the places of their words: ``{kurs}`` → ``Sicher im Netz``.

    Everything else stays as it is written, whatever it looks like to another program; what was
    put in is not looked through again.

    Args:
        text: Written by a house.
        values: A text for each of ``NAMES``.
    """
    return _KNOWN.sub(lambda found: values[found[1]], text)


def unknown(text: str, names: Collection[str] = NAMES) -> list[str]:
    """Everything in braces that stands for nothing, as it is written: ``["{name}"]``."""
    return [word for word in _written(text) if word[1:-1] not in names]


def repeated(text: str) -> list[str]:
    """Words in braces that come more than once: ``["{kurs}"]``."""
    return [word for word, number in _written(text).items() if number > 1]


def _written(text: str) -> Counter[str]:
    return Counter(_ANY.findall(text))
