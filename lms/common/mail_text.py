"""Takes the plain text of a mail apart, so that its other form can be made of it."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

_ADDRESS = re.compile(r"https?://[^\s<>\"„“”]*[^\s<>\"„“”.,;:!?)\]]")
_BULLET = re.compile(r"^- +(?=\S)")
_NUMBER = re.compile(r"^\d{1,2}\. +(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?…]) +")
_INDENT = "    "
LONGEST_LABEL = 60  # letters on a button


class Kind(StrEnum):
    """What a block of a mail is."""

    WORDS = "words"
    BUTTON = "button"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    CODE = "code"


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: words, or an address to follow."""

    text: str
    is_address: bool = False


@dataclass
class Block:
    """One block: its lines in pieces.

    Of a button, its address and label ("" for the usual one); of a numbered list, where it begins.
    """

    kind: Kind
    lines: list[list[Piece]] = field(default_factory=list)
    address: str = ""
    label: str = ""
    first: int = 1


def blocks(text: str, *, site: str) -> list[Block]:
    """Take a text apart.

    Only addresses on our own ``site`` become buttons: what somebody typed into a form and we pass
    on never looks like our own request to press something.
    """
    found: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        current: list[Block] = []
        for line in paragraph.split("\n"):
            _add(current, line.rstrip(), site, found)
        found += [block for block in current if block.lines or block.kind == Kind.BUTTON]
    return found


def _add(current: list[Block], line: str, site: str, before: list[Block]) -> None:
    words = line.strip()
    if not words:
        return
    if words.startswith(f"{site}/") and _ADDRESS.fullmatch(words):
        label = _take_label(current or before[-1:])
        current.append(Block(Kind.BUTTON, address=words, label=label))
        return
    kind, rest = _kind(line)
    if not current or current[-1].kind != kind:
        current.append(Block(kind, first=int(words.split(".")[0]) if kind == Kind.NUMBERS else 1))
    current[-1].lines.append(_pieces(rest))


def _kind(line: str) -> tuple[Kind, str]:
    if line.startswith(_INDENT):
        return Kind.CODE, line.strip()
    for kind, mark in ((Kind.BULLETS, _BULLET), (Kind.NUMBERS, _NUMBER)):
        if mark.match(line):
            return kind, mark.sub("", line)
    return Kind.WORDS, line.strip()


def _take_label(before: list[Block]) -> str:
    """The last sentence before an address, where it ends in a colon; the button says it instead."""
    if not before or before[-1].kind != Kind.WORDS or not before[-1].lines:
        return ""
    lines = before[-1].lines
    line = "".join(piece.text for piece in lines[-1])
    if not line.endswith(":"):
        return ""
    *rest, sentence = _SENTENCE.split(line)
    label = sentence.rstrip(":").strip()
    if not label or len(label) > LONGEST_LABEL:
        return ""
    lines.pop()
    if rest:
        lines.append(_pieces(" ".join(rest)))
    return label[0].upper() + label[1:]


def _pieces(line: str) -> list[Piece]:
    found: list[Piece] = []
    end = 0
    for match in _ADDRESS.finditer(line):
        if match.start() > end:
            found.append(Piece(line[end : match.start()]))
        found.append(Piece(match[0], is_address=True))
        end = match.end()
    if end < len(line):
        found.append(Piece(line[end:]))
    return found
