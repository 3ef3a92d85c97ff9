"""How each type of a question in Moodle XML is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from courses.formats.answers import (
    Answer,
    NumberAnswer,
    choice_content,
    decimal,
    number_content,
    text_content,
)
from courses.formats.marked_text import Texts
from courses.formats.questions import Reason, UnfitError
from courses.formats.xml_tree import Node

FORMATS = {
    "html": "html", "markdown": "markdown", "plain_text": "plain", "moodle_auto_format": "moodle",
}  # fmt: skip


@dataclass
class Marked:
    """Reads elements that hold a text and name its format."""

    texts: Texts

    @classmethod
    def of(cls, question: Node) -> Marked:
        """Texts are written as the question itself, where they do not say otherwise."""
        asked = question.child("questiontext")
        return cls(Texts(FORMATS.get(asked.get("format"), "moodle") if asked else "moodle"))

    def read(self, node: Node | None, *, usual: str = "", is_line: bool = False) -> str:
        """The text as we show it; files inside are lost."""
        if node is None:
            return ""
        if node.child("file"):
            self.texts.lost.add(Reason.MEDIA)
        written = FORMATS.get(node.get("format"), "")
        return self.texts.read(node.text("text"), written, usual=usual, is_line=is_line)


def _percent(node: Node) -> Decimal:
    return decimal(node.get("fraction", "0"))


def _answer(node: Node, marked: Marked, *, is_typed: bool = False) -> Answer:
    """What is typed is always plain, whatever it says of its format."""
    if is_typed:
        text = marked.texts.read(node.text("text"), usual="plain", is_line=True)
    else:
        text = marked.read(node)
    if not text:
        raise UnfitError(Reason.NO_ANSWER)
    return Answer(text, _percent(node), marked.read(node.child("feedback")))


def _choices(node: Node, marked: Marked) -> tuple[str, dict[str, Any]]:
    is_single = node.text("single").strip().lower() not in ("false", "0")
    answers = [_answer(row, marked) for row in node.children("answer")]
    return choice_content(answers, is_single=is_single)


def _truth(node: Node, marked: Marked) -> tuple[str, dict[str, Any]]:
    rows = {row.text("text").strip().lower(): row for row in node.children("answer")}
    if set(rows) != {"true", "false"}:
        raise UnfitError(Reason.NO_ANSWER)
    return "true_false", {
        "answer": _percent(rows["true"]) > _percent(rows["false"]),
        "feedback_true": marked.read(rows["true"].child("feedback")),
        "feedback_false": marked.read(rows["false"].child("feedback")),
    }


def _typed(node: Node, marked: Marked) -> tuple[str, dict[str, Any]]:
    answers = [_answer(row, marked, is_typed=True) for row in node.children("answer")]
    content = text_content(answers, marked.texts.lost)
    is_sensitive = node.text("usecase").strip() in ("1", "true")
    return "short_text", content | {"is_case_sensitive": is_sensitive}


def _number(node: Node, marked: Marked) -> tuple[str, dict[str, Any]]:
    units = [unit for group in node.children("units") for unit in group.children("unit")]
    if len(units) > 1:
        marked.texts.lost.add(Reason.UNITS)
    content = number_content([_bounds(row, marked) for row in node.children("answer")])
    unit = units[0].text("unit_name").strip() if units else ""
    return "numeric", content | {"unit": unit}


def _bounds(node: Node, marked: Marked) -> NumberAnswer:
    text = node.text("text").strip()
    value = None if text == "*" else decimal(text)
    tolerance = abs(decimal(node.text("tolerance").strip() or "0"))
    return NumberAnswer(value, tolerance, _percent(node), marked.read(node.child("feedback")))


def _pairs(node: Node, marked: Marked) -> tuple[str, dict[str, Any]]:
    pairs, others = [], []
    for row in node.children("subquestion"):
        left = marked.read(row, is_line=True)
        right = " ".join(row.text("answer", "text").split())
        if not right:
            raise UnfitError(Reason.NO_PAIR)
        if left:
            pairs.append([left, right])
        else:
            others.append(right)
    return "matching", {"pairs": pairs, "distractors": others}


def _order(node: Node, marked: Marked) -> tuple[str, dict[str, Any]]:
    return "ordering", {
        "items": [marked.read(row, is_line=True) for row in node.children("answer")]
    }


def _essay(_node: Node, _marked: Marked) -> tuple[str, dict[str, Any]]:
    return "free_text", {}


def _refused(reason: Reason) -> Callable[[Node, Marked], tuple[str, dict[str, Any]]]:
    def refuse(_node: Node, _marked: Marked) -> tuple[str, dict[str, Any]]:
        raise UnfitError(reason)

    return refuse


_CALCULATED = ("calculated", "calculatedsimple", "calculatedmulti")
KINDS: dict[str, Callable[[Node, Marked], tuple[str, dict[str, Any]]]] = {
    "multichoice": _choices,
    "truefalse": _truth,
    "shortanswer": _typed,
    "numerical": _number,
    "matching": _pairs,
    "ordering": _order,
    "essay": _essay,
    "description": _refused(Reason.DESCRIPTION),
    **dict.fromkeys(_CALCULATED, _refused(Reason.FORMULA)),
}
