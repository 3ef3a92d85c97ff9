"""Reads questions from Moodle XML.

Source: docs.moodle.org, "Moodle XML format". What only Moodle's own settings say (penalties,
numbering of answers, shuffling) is passed over.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from courses.formats.marked_text import MAX_SOURCE, shown
from courses.formats.moodle_xml.kinds import KINDS, Marked
from courses.formats.questions import (
    LABEL,
    MAX_QUESTIONS,
    FormatError,
    Found,
    ImportedQuestion,
    Origin,
    Reason,
    UnfitError,
    with_origin,
)
from courses.formats.xml_tree import Node, read_xml

_COMBINED = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")


def read_moodle_xml(data: bytes, kinds: Collection[str]) -> list[Found]:
    """Read a file; ``kinds`` are the values of ``QuestionType`` the bank knows.

    Raises:
        FormatError: It is no such file, or too big.
    """
    root = read_xml(data)
    if root.name != "quiz":
        raise FormatError(Reason.UNKNOWN_FORMAT, root.line)
    found = []
    for number, (node, category) in enumerate(_questions(root), 1):
        if number > MAX_QUESTIONS:
            raise FormatError(Reason.TOO_MANY, node.line)
        found.append(_found(number, node, category, kinds))
    return found


def _questions(root: Node) -> Iterator[tuple[Node, str]]:
    category = ""
    for node in root.children("question"):
        if node.get("type") == "category":
            category = " ".join(node.text("category", "text").split())
        else:
            yield node, category


def _found(number: int, node: Node, category: str, kinds: Collection[str]) -> Found:
    name = " ".join(node.text("name", "text").split())
    marked = Marked.of(node)
    try:
        question = _question(node, marked, Origin(name, category), kinds)
    except UnfitError as error:
        words = " ".join(shown(node.text("questiontext", "text")[:MAX_SOURCE], "html")[0].split())
        return Found(number, node.line, name or words[:LABEL], (error.reason,))
    label = name or " ".join(question.content["prompt"].split())[:LABEL]
    return Found(number, node.line, label, tuple(sorted(marked.texts.lost)), question)


def _question(
    node: Node, marked: Marked, named: Origin, kinds: Collection[str]
) -> ImportedQuestion:
    reader = KINDS.get(node.get("type"))
    if reader is None:
        raise UnfitError(Reason.UNKNOWN_TYPE)
    texts = marked.texts
    asked = {
        "prompt": marked.read(node.child("questiontext")),
        "points": _points(node, texts.lost),
        "feedback": marked.read(node.child("generalfeedback")),
        "hint": _hint(node, marked),
    }
    kind, content = reader(node, marked)
    if kind not in kinds:  # of what Moodle says, our bank may lack only free text
        raise UnfitError(Reason.FREE_TEXT)
    if any(node.text(part, "text").strip() for part in _COMBINED):
        texts.lost.add(Reason.COMBINED_FEEDBACK)
    number = " ".join(node.text("idnumber").split())
    origin = replace(named, id=number, format=texts.written, originals=texts.originals)
    return ImportedQuestion(kind, with_origin({**asked, **content}, origin), _tags(node))


def _points(node: Node, lost: set[Reason]) -> int:
    try:
        grade = Decimal(node.text("defaultgrade").strip() or 1)
        points = max(1, int(grade.to_integral_value()))
    except (InvalidOperation, ValueError, OverflowError):
        grade, points = Decimal(0), 1
    if grade != points:
        lost.add(Reason.POINTS)
    return points


def _hint(node: Node, marked: Marked) -> str:
    hints = [hint for hint in node.children("hint") if hint.text("text").strip()]
    if len(hints) > 1:
        marked.texts.lost.add(Reason.HINTS)
    return marked.read(hints[0]) if hints else ""


def _tags(node: Node) -> tuple[str, ...]:
    tags = node.child("tags")
    words = (" ".join(tag.text("text").split()) for tag in tags.children("tag")) if tags else ()
    return tuple(dict.fromkeys(filter(None, words)))
