"""Answers with percentages, as most systems have them, and as a question of ours keeps them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_lowercase
from typing import Any

from courses.formats.questions import Reason, UnfitError

FULL = Decimal(100)
ENOUGH = Decimal("99.9")  # percent that count as all
_CLOSE = Decimal("0.01")  # percent by which rounded thirds may differ
_ANY = "*"
_DECIMAL = re.compile(
    r"[+-]?(?:\d{1,15}(?:[.,]\d{0,15})?|[.,]\d{1,15})(?:[eE][+-]?\d{1,2})?", re.ASCII
)
_STAR = re.compile(r"(?<!\\)\*")


@dataclass(frozen=True)
class Answer:
    """One answer and the percentage of the points it gives."""

    text: str
    percent: Decimal
    feedback: str = ""


@dataclass(frozen=True)
class NumberAnswer:
    """A number within ``value`` ± ``tolerance``; no value means any other answer."""

    value: Decimal | None
    tolerance: Decimal
    percent: Decimal
    feedback: str = ""


def decimal(value: object) -> Decimal:
    """A number with decimal point or comma.

    Raises:
        UnfitError: It is none, or none of a size anybody asks for.
    """
    text = str(value).strip()
    if not _DECIMAL.fullmatch(text):
        raise UnfitError(Reason.NO_NUMBER)
    return Decimal(text.replace(",", "."))


def number_text(number: Decimal) -> str:
    """A number as a content keeps it."""
    return f"{number:f}"


def choice_content(answers: Sequence[Answer], *, is_single: bool) -> tuple[str, dict[str, Any]]:
    """Kind and content of a question with choices.

    Percentages that say no more than our rules do become the rule.
    """
    if len(answers) > len(ascii_lowercase):
        raise UnfitError(Reason.MANY_CHOICES)
    right = [answer for answer in answers if _is_right(answer, is_single=is_single)]
    is_plain = _follows_single(answers) if is_single else _follows_rule(answers, len(right))
    choices = [
        {
            "id": letter,
            "text": answer.text,
            "is_correct": answer in right,
            "feedback": answer.feedback,
            **({} if is_plain or not answer.percent else {"weight": _short(answer.percent)}),
        }
        for letter, answer in zip(ascii_lowercase, answers, strict=False)
    ]
    if is_single:
        return "single", {"choices": choices}
    return "multiple", {"choices": choices, "rule": "deduct"}


def choices_of(content: Mapping[str, Any]) -> list[Answer]:
    """Choices with what each gives, single or multiple as ``content`` says."""
    rows = content["choices"]
    if any("weight" in row for row in rows):
        percents = [decimal(row.get("weight", 0)) for row in rows]
    else:
        count = sum(row["is_correct"] for row in rows) if "rule" in content else 1
        each = FULL / max(count, 1)
        wrong = {"deduct": -each, "exact": -FULL}.get(content.get("rule", ""), Decimal(0))
        percents = [each if row["is_correct"] else wrong for row in rows]
    return [
        Answer(row["text"], percent, row.get("feedback", ""))
        for row, percent in zip(rows, percents, strict=True)
    ]


def text_content(answers: Sequence[Answer], lost: set[Reason]) -> dict[str, Any]:
    r"""Content of a short text; ``*`` alone means any other answer, ``\*`` an asterisk."""
    accepted, weighted = [], []
    known: set[str] = set()
    for answer in answers:
        text = _spelled(answer.text, lost)
        is_any = text == _ANY and answer.text == _ANY
        is_full = answer.percent >= ENOUGH and not is_any
        if text in known:
            lost.add(Reason.ANSWER_TWICE)
            continue
        known.add(text)
        if is_full:
            accepted.append(text)
        if answer.feedback or not is_full:
            weighted.append(_row(answer, {"text": text}))
    if not accepted:
        raise UnfitError(Reason.NOTHING_RIGHT)
    weighted.sort(key=lambda row: row["text"] not in accepted)
    return {"accepted": accepted, **({"weighted": weighted} if weighted else {})}


def texts_of(content: Mapping[str, Any]) -> list[Answer]:
    """All answers to a short text, the fully right ones first."""
    rows = content.get("weighted", [])
    words = {row["text"]: row.get("feedback", "") for row in rows}
    accepted = content["accepted"]
    answers = [Answer(text.replace("*", "\\*"), FULL, words.get(text, "")) for text in accepted]
    for row in rows:
        if row["text"] not in accepted:
            text = row["text"] if row["text"] == _ANY else row["text"].replace("*", "\\*")
            answers.append(Answer(text, decimal(row["weight"]), row.get("feedback", "")))
    return answers


def number_content(answers: Sequence[NumberAnswer]) -> dict[str, Any]:
    """Content of a number; the first answer that gives everything is the right one."""
    full = [a for a in answers if a.percent >= ENOUGH and a.value is not None]
    if not full:
        raise UnfitError(Reason.NOTHING_RIGHT)
    main = full[0]
    others = [answer for answer in answers if answer is not main]
    weighted = [_row(a, _bounds(a)) for a in ([main] if main.feedback else []) + others]
    return {**_bounds(main), "unit": "", **({"weighted": weighted} if weighted else {})}


def numbers_of(content: Mapping[str, Any]) -> list[NumberAnswer]:
    """All answers to a number, the right one first."""
    value, tolerance = decimal(content["value"]), decimal(content.get("tolerance", 0))
    rows = [
        NumberAnswer(
            None if row.get("value") is None else decimal(row["value"]),
            decimal(row.get("tolerance", 0)),
            decimal(row["weight"]),
            row.get("feedback", ""),
        )
        for row in content.get("weighted", [])
    ]
    main = NumberAnswer(value, tolerance, FULL)
    for row in rows:
        if (row.value, row.tolerance) == (value, tolerance) and row.percent == FULL:
            return [row, *(other for other in rows if other is not row)]
    return [main, *rows]


def _is_right(answer: Answer, *, is_single: bool) -> bool:
    return answer.percent >= ENOUGH if is_single else answer.percent > 0


def _follows_single(answers: Sequence[Answer]) -> bool:
    percents = [answer.percent for answer in answers if answer.percent]
    return len(percents) == 1 and percents[0] >= ENOUGH


def _follows_rule(answers: Sequence[Answer], right: int) -> bool:
    """Tell whether each wrong tick takes one right tick back."""
    each = FULL / max(right, 1)
    return all(abs(abs(answer.percent) - each) < _CLOSE for answer in answers)


def _spelled(text: str, lost: set[Reason]) -> str:
    if text != _ANY and _STAR.search(text):
        lost.add(Reason.WILDCARD)
    return text.replace("\\*", "*")


def _bounds(answer: NumberAnswer) -> dict[str, str]:
    if answer.value is None:
        return {}
    return {"value": number_text(answer.value), "tolerance": number_text(answer.tolerance)}


def _row(answer: Answer | NumberAnswer, typed: dict[str, str]) -> dict[str, Any]:
    percent = FULL if answer.percent >= ENOUGH else answer.percent
    return {**typed, "weight": _short(percent), "feedback": answer.feedback}


def _short(percent: Decimal) -> str:
    """Without zeros at the end: 50.00 is 50."""
    return f"{percent.normalize():f}"
