"""Reads one assessment item.

Source: 1EdTech, QTI Assessment, Section and Item Information Model 2.1 and 2.2.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from courses.formats.marked_text import Texts
from courses.formats.qti.interactions import BLOCKS, INLINE, Body, fill, inline
from courses.formats.qti.response import responses, template
from courses.formats.questions import (
    FormatError,
    Found,
    ImportedQuestion,
    Origin,
    Reason,
    UnfitError,
    with_origin,
)
from courses.formats.xml_tree import Node, read_xml

_LEFT_OUT = ("modalFeedback", "templateDeclaration")


@dataclass(frozen=True)
class Place:
    """Where an item stands: the how-many-th of an upload, and in which file."""

    number: int = 1
    file: str = ""


def read_qti(data: bytes, kinds: Collection[str], place: Place = Place()) -> list[Found]:
    """Read a file with one item; ``kinds`` are the values of ``QuestionType`` the bank knows.

    Raises:
        FormatError: It is no such file, or too big.
    """
    item = read_xml(data)
    if item.name != "assessmentItem":
        raise FormatError(Reason.UNKNOWN_FORMAT, item.line)
    label = item.get("title") or item.get("identifier")
    texts = Texts("html")
    try:
        question = _question(item, texts, kinds)
    except UnfitError as error:
        return [Found(place.number, item.line, label, (error.reason,), file=place.file)]
    reasons = tuple(sorted(texts.lost))
    return [Found(place.number, item.line, label, reasons, question, file=place.file)]


def _question(item: Node, texts: Texts, kinds: Collection[str]) -> ImportedQuestion:
    body = item.child("itemBody")
    if body is None:
        raise UnfitError(Reason.RESPONSES)
    asked = Body(item, texts, responses(item))
    blocks, places = list(body.below(*BLOCKS)), list(body.below(*INLINE))
    if len(blocks) == 1 and not places:
        prompt = fill(body, {id(blocks[0]): ""}) + fill(blocks[0].child("prompt"), {})
        kind, content = BLOCKS[blocks[0].name](blocks[0], asked)
        content = {"prompt": texts.read(prompt) or item.get("title"), **content}
    elif places and not blocks:
        kind, content = inline(body, places, asked)
    else:
        raise UnfitError(Reason.RESPONSES)
    if kind not in kinds:  # of what we read, our bank may lack only free text
        raise UnfitError(Reason.FREE_TEXT)
    _note_losses(item, texts.lost)
    facts = {"points": _points(item, texts.lost), "feedback": "", "hint": ""}
    origin = Origin(
        " ".join(item.get("title").split()),
        "",
        item.get("identifier"),
        "html",
        None,
        texts.originals,
    )
    return ImportedQuestion(kind, with_origin({**facts, **content}, origin))


def _note_losses(item: Node, lost: set[Reason]) -> None:
    if any(item.children("modalFeedback")):
        lost.add(Reason.COMBINED_FEEDBACK)
    if not template(item) and item.child("responseProcessing"):
        lost.add(Reason.SCORING)


def _points(item: Node, lost: set[Reason]) -> int:
    """What the item gives at most, where it says so."""
    for node in item.children("outcomeDeclaration"):
        is_most = node.get("identifier") == "MAXSCORE"
        text = node.text("defaultValue", "value") if is_most else node.get("normalMaximum")
        if (is_most or node.get("identifier") == "SCORE") and text.strip():
            return _whole(text, lost)
    return 1


def _whole(text: str, lost: set[Reason]) -> int:
    try:
        most = Decimal(text.strip())
        points = max(1, int(most))
    except (InvalidOperation, ValueError, OverflowError):
        most, points = Decimal(0), 1
    if most != points:
        lost.add(Reason.POINTS)
    return points
