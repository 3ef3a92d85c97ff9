"""Writes questions as GIFT."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from courses.formats.answers import (
    ENOUGH,
    Answer,
    NumberAnswer,
    choices_of,
    number_text,
    numbers_of,
    texts_of,
)
from courses.formats.gift.lexis import FORMAT, category_line, escape, note
from courses.formats.marked_text import as_written
from courses.formats.questions import BLANK, ImportedQuestion, Origin, Reason, UnfitError, origin_of

_BLANK = re.compile(f"(?<!_){BLANK}(?!_)")
_SEVERAL = 2  # answers of a number need signs


def write_gift(questions: Iterable[ImportedQuestion]) -> str:
    """A file of these questions; those without a category come first.

    Raises:
        UnfitError: GIFT cannot say one of them; ask ``write_question`` before.
    """
    by_category: dict[str, list[str]] = {"": []}
    for question in questions:
        category = origin_of(question.content).category
        by_category.setdefault(category, []).append(write_question(question))
    pieces = []
    for category, texts in by_category.items():
        pieces += [category_line(category), *texts] if category else texts
    return "".join(f"{piece}\n\n" for piece in pieces)


def write_question(question: ImportedQuestion) -> str:
    """One question, without its category.

    Raises:
        UnfitError: GIFT cannot say it.
    """
    write = _WRITERS.get(question.kind)
    if write is None:
        raise UnfitError(Reason.NO_GIFT)
    content = question.content
    origin = origin_of(content)
    written, prompt = as_written(content["prompt"], origin.originals, origin.format)
    sheet = _Sheet(origin, written)
    answers = write(content, sheet)
    general = content.get("feedback", "")
    if general:
        answers += f"####{sheet.text(general)}"
    notes = [note("id", origin.id)] if origin.id else []
    notes += [note("tag", tag) for tag in question.tags]
    lines = [f"// {' '.join(notes)}\n"] if notes else []
    name = f"::{escape(' '.join(origin.name.split()))}::" if origin.name.strip() else ""
    return "".join([*lines, name, _asked(prompt, written, origin.blank, answers)])


class _Sheet:
    """Writes the texts of one question, each with its format where it is not the question's."""

    def __init__(self, origin: Origin, written: str) -> None:
        self._originals = origin.originals
        self._written = written

    def text(self, text: str, written: str = "") -> str:
        """One text; ``written`` is the format it has without saying so."""
        usual = written or self._written
        own, source = as_written(text, self._originals, usual)
        return _mark(own, usual, source) + escape(source)

    def feedback(self, text: str) -> str:
        return f"#{self.text(text)}" if text else ""


def _mark(own: str, usual: str, source: str) -> str:
    is_said = own != usual or FORMAT.match(source)
    return f"[{own}]" if is_said else ""


def _asked(prompt: str, written: str, blank: int | None, answers: str) -> str:
    """The prompt around its answers, or before them."""
    mark = _mark(written, Origin.format, prompt) or ("[moodle]" if prompt.startswith("//") else "")
    blanks = [] if blank is None else list(_BLANK.finditer(prompt))
    if blank is not None and 0 <= blank < len(blanks):
        place = blanks[blank]
        before, after = prompt[: place.start()], prompt[place.end() :]
        return f"{mark}{escape(before)}{{{answers}}}{escape(after)}"
    return f"{mark}{escape(prompt)}{{{answers}}}"


def _choices(content: Mapping[str, Any], sheet: _Sheet) -> str:
    is_single = "rule" not in content
    return "".join(_choice(answer, sheet, is_single=is_single) for answer in choices_of(content))


def _choice(answer: Answer, sheet: _Sheet, *, is_single: bool) -> str:
    if is_single and answer.percent >= ENOUGH:
        sign = "="
    else:
        sign = f"~{_percent(answer)}" if answer.percent or _looks_weighed(answer.text) else "~"
    guard = "%100%" if sign == "=" and _looks_weighed(answer.text) else ""
    return f"\n\t{sign}{guard}{sheet.text(answer.text)}{sheet.feedback(answer.feedback)}"


def _truth(content: Mapping[str, Any], sheet: _Sheet) -> str:
    is_true = content["answer"]
    said = [content.get(f"feedback_{word}", "") for word in ("true", "false")]
    right, wrong = said if is_true else reversed(said)
    comments = f"#{sheet.text(wrong)}{sheet.feedback(right)}" if wrong or right else ""
    return ("TRUE" if is_true else "FALSE") + comments


def _typed(content: Mapping[str, Any], sheet: _Sheet) -> str:
    pieces = []
    for answer in texts_of(content):
        if "->" in answer.text:
            raise UnfitError(Reason.ARROW)
        is_full = answer.percent >= ENOUGH and not _looks_weighed(answer.text)
        sign = "=" if is_full else f"={_percent(answer)}"
        text = sheet.text(answer.text, "plain")
        pieces.append(f"\n\t{sign}{text}{sheet.feedback(answer.feedback)}")
    return "".join(pieces)


def _number(content: Mapping[str, Any], sheet: _Sheet) -> str:
    answers = numbers_of(content)
    several = len(answers) >= _SEVERAL
    return "#" + "".join(_bounds(answer, sheet, several=several) for answer in answers)


def _bounds(answer: NumberAnswer, sheet: _Sheet, *, several: bool) -> str:
    sign = "=" if answer.percent >= ENOUGH else f"={_percent(answer)}"
    number = "*"
    if answer.value is not None:
        tolerance = f":{number_text(answer.tolerance)}" if answer.tolerance else ""
        number = f"{number_text(answer.value)}{tolerance}"
    lead = f"\n\t{sign}" if several else ""
    return f"{lead}{number}{sheet.feedback(answer.feedback)}"


def _pairs(content: Mapping[str, Any], sheet: _Sheet) -> str:
    pieces = []
    for left, right in content["pairs"]:
        text = sheet.text(left)
        if "->" in text:
            raise UnfitError(Reason.ARROW)
        pieces.append(f"\n\t={text} -> {escape(right)}")
    pieces += [f"\n\t= -> {escape(word)}" for word in content.get("distractors", [])]
    return "".join(pieces)


def _essay(_content: Mapping[str, Any], _sheet: _Sheet) -> str:
    return ""


def _percent(answer: Answer | NumberAnswer) -> str:
    """A percentage with up to five decimals, as Moodle writes it."""
    return f"%{round(answer.percent, 5).normalize():f}%"


def _looks_weighed(text: str) -> bool:
    return text.startswith("%")


_WRITERS: dict[str, Callable[[Mapping[str, Any], _Sheet], str]] = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _truth,
    "short_text": _typed,
    "numeric": _number,
    "matching": _pairs,
    "free_text": _essay,
}
