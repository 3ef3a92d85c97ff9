r"""How a GIFT file is divided, and how its special characters are written as themselves.

Source: GIFT as Moodle reads and writes it (docs.moodle.org, "GIFT format"): questions stand
between empty lines, ``//`` begins a comment line, a backslash takes the special meaning from
``~ = # { } :`` and from itself, ``\n`` is a new line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Characters that take the place of escaped ones while a question is taken apart; Unicode gives
# them no meaning and never will, so a text that has them loses nothing.
_STANDINS = dict(zip("\\~=#{}:n", map(chr, range(0xFDD0, 0xFDD8)), strict=True))
_MEANT = str.maketrans({own: "\n" if char == "n" else char for char, own in _STANDINS.items()})
_FOREIGN = re.compile("[\0\ufdd0-\ufdef]")
_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_SPECIAL = re.compile(r"[\\~=#{}:]")
_NOTE = re.compile(r"\[(id|tag):((?:\\\]|[^\]])*)\]")
_CATEGORY = "$CATEGORY:"
MAX_NOTES = 2000  # characters of a comment that are read
FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")


@dataclass(frozen=True)
class Block:
    """One question as it stands in the file; ``text`` is protected (see ``protect``)."""

    line: int
    text: str
    category: str
    id: str = ""
    tags: tuple[str, ...] = ()


def protect(text: str) -> str:
    """Put stand-ins for escaped characters, so that what is left has its special meaning."""
    return _ESCAPED.sub(lambda found: _STANDINS[found[1]], text)


def plain(text: str) -> str:
    """A protected text as it is meant."""
    return text.translate(_MEANT)


def cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """What a pattern finds at the beginning, and the rest."""
    found = pattern.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def escape(text: str) -> str:
    """A text as it is written in GIFT."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")


def note(kind: str, text: str) -> str:
    """A fact about the question as it stands in a comment: ``[tag:Spree]``."""
    words = " ".join(text.split()).replace("]", "\\]")
    return f"[{kind}:{words}]"


def category_line(category: str) -> str:
    """The line that begins a category."""
    return f"{_CATEGORY} {' '.join(category.split())}"


def blocks(text: str) -> Iterator[Block]:
    """Divide a file into its questions."""
    category = ""
    rows: list[tuple[int, str]] = []
    lines = _FOREIGN.sub("\ufffd", text.removeprefix("\ufeff")).splitlines()
    for number, line in enumerate([*lines, ""], 1):
        if line.lstrip().startswith(_CATEGORY):
            category = line.strip().removeprefix(_CATEGORY).strip()
        elif line.strip():
            rows.append((number, line))
        else:
            yield from _block(rows, category)
            rows = []


def _block(rows: list[tuple[int, str]], category: str) -> Iterator[Block]:
    comments = [line[:MAX_NOTES] for _number, line in rows if line.lstrip().startswith("//")]
    kept = [(number, line) for number, line in rows if not line.lstrip().startswith("//")]
    if not kept:
        return
    notes = [
        (found[1], found[2].replace("\\]", "]").strip())
        for comment in comments
        for found in _NOTE.finditer(comment)
    ]
    yield Block(
        line=kept[0][0],
        text=protect("\n".join(line for _number, line in kept)),
        category=category,
        id=next((value for kind, value in notes if kind == "id"), ""),
        tags=tuple(dict.fromkeys(value for kind, value in notes if kind == "tag" and value)),
    )
