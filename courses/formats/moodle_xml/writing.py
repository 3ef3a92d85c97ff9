"""Writes questions as Moodle XML."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from courses.formats.answers import FULL, choices_of, number_text, numbers_of, texts_of
from courses.formats.marked_text import as_written
from courses.formats.moodle_xml.kinds import FORMATS
from courses.formats.questions import ImportedQuestion, Origin, Reason, UnfitError, origin_of

_NAMES = {ours: theirs for theirs, ours in FORMATS.items()}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_moodle_xml(questions: Iterable[ImportedQuestion]) -> bytes:
    """A file of these questions; those without a category come first.

    Raises:
        UnfitError: Moodle cannot ask one of them; ask ``write_question`` before.
    """
    by_category: dict[str, list[ET.Element]] = {"": []}
    for question in questions:
        category = origin_of(question.content).category
        by_category.setdefault(category, []).append(write_question(question))
    root = ET.Element("quiz")
    for category, nodes in by_category.items():
        if category:
            node = ET.SubElement(root, "question", type="category")
            _text(ET.SubElement(node, "category"), category)
        root.extend(nodes)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def write_question(question: ImportedQuestion) -> ET.Element:
    """One question, without its category.

    Raises:
        UnfitError: Moodle cannot ask it.
    """
    writer = _WRITERS.get(question.kind)
    if writer is None:
        raise UnfitError(Reason.NO_MOODLE)
    kind, write = writer
    content, origin = question.content, origin_of(question.content)
    node = ET.Element("question", type=kind)
    sheet = _Sheet(node, origin)
    _text(ET.SubElement(node, "name"), origin.name)
    sheet.add("questiontext", content["prompt"])
    sheet.add("generalfeedback", content.get("feedback", ""))
    _line(node, "defaultgrade", str(content.get("points", 1)))
    _line(node, "idnumber", origin.id)
    write(content, sheet)
    if content.get("hint"):
        sheet.add("hint", content["hint"])
    tags = ET.SubElement(node, "tags")
    for tag in question.tags:
        _text(ET.SubElement(tags, "tag"), tag)
    return node


class _Sheet:
    """Adds texts with their formats to a question."""

    def __init__(self, node: ET.Element, origin: Origin) -> None:
        self.node = node
        self._origin = origin

    def add(
        self, name: str, text: str, *, into: ET.Element | None = None, **more: str
    ) -> ET.Element:
        """An element with a text."""
        written, source = as_written(text, self._origin.originals, self._origin.format)
        parent = self.node if into is None else into
        node = ET.SubElement(parent, name, {**more, "format": _NAMES[written]})
        _text(node, source)
        return node

    def answer(
        self, text: str, percent: Decimal, feedback: str, *, is_typed: bool = False
    ) -> ET.Element:
        """An answer with what it gives and what is said to it."""
        fraction = f"{round(percent, 5).normalize():f}"
        if is_typed:
            node = ET.SubElement(self.node, "answer", fraction=fraction, format="plain_text")
            _text(node, text)
        else:
            node = self.add("answer", text, fraction=fraction)
        if feedback:
            self.add("feedback", feedback, into=node)
        return node


def _text(node: ET.Element, text: str) -> None:
    _line(node, "text", text)


def _line(node: ET.Element, name: str, text: str) -> None:
    ET.SubElement(node, name).text = _NOT_XML.sub("\ufffd", text)


def _choices(content: Mapping[str, Any], sheet: _Sheet) -> None:
    _line(sheet.node, "single", "false" if "rule" in content else "true")
    for answer in choices_of(content):
        sheet.answer(answer.text, answer.percent, answer.feedback)


def _truth(content: Mapping[str, Any], sheet: _Sheet) -> None:
    for is_true, word in ((True, "true"), (False, "false")):
        percent = FULL if content["answer"] is is_true else Decimal(0)
        sheet.answer(word, percent, content.get(f"feedback_{word}", ""), is_typed=True)


def _typed(content: Mapping[str, Any], sheet: _Sheet) -> None:
    _line(sheet.node, "usecase", str(int(content.get("is_case_sensitive", False))))
    for answer in texts_of(content):
        sheet.answer(answer.text, answer.percent, answer.feedback, is_typed=True)


def _number(content: Mapping[str, Any], sheet: _Sheet) -> None:
    for answer in numbers_of(content):
        text = "*" if answer.value is None else number_text(answer.value)
        node = sheet.answer(text, answer.percent, answer.feedback, is_typed=True)
        _line(node, "tolerance", number_text(answer.tolerance))
    if content.get("unit"):
        unit = ET.SubElement(ET.SubElement(sheet.node, "units"), "unit")
        _line(unit, "multiplier", "1")
        _line(unit, "unit_name", content["unit"])


def _pairs(content: Mapping[str, Any], sheet: _Sheet) -> None:
    for left, right in content["pairs"]:
        _text(ET.SubElement(sheet.add("subquestion", left), "answer"), right)
    for right in content.get("distractors", []):
        _text(ET.SubElement(sheet.add("subquestion", ""), "answer"), right)


def _order(content: Mapping[str, Any], sheet: _Sheet) -> None:
    for number, item in enumerate(content["items"], 1):
        sheet.add("answer", item, fraction=str(number))


def _essay(_content: Mapping[str, Any], sheet: _Sheet) -> None:
    _line(sheet.node, "responseformat", "plain")


_WRITERS: dict[str, tuple[str, Callable[[Mapping[str, Any], _Sheet], None]]] = {
    "single": ("multichoice", _choices),
    "multiple": ("multichoice", _choices),
    "true_false": ("truefalse", _truth),
    "short_text": ("shortanswer", _typed),
    "numeric": ("numerical", _number),
    "matching": ("matching", _pairs),
    "ordering": ("ordering", _order),
    "free_text": ("essay", _essay),
}
