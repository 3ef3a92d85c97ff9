"""Points for answers.

Single choice, true/false, short text and numeric questions give all points or none. Multiple
choice gives ``points × max(0, (right − wrong) / number of right choices)``: each right tick earns
its part, each wrong tick takes one back, and nothing goes below zero.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from courses.grading.content import (
    MAX_ANSWER,
    Answer,
    ChoiceQuestion,
    NumberQuestion,
    QuestionContent,
    TextQuestion,
)

CENT = Decimal("0.01")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?", re.ASCII)
_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-"})


@dataclass(frozen=True)
class Grade:
    """Points for one answer, of how many, and whether it was wholly right."""

    points: Decimal
    max_points: int
    is_correct: bool


def grade(question: QuestionContent, answer: Answer) -> Grade:
    """Grade one answer; anything that is no answer to this kind of question earns nothing."""
    share = _share(question, answer)
    points = (question.points * share).quantize(CENT, rounding=ROUND_HALF_UP)
    return Grade(points=points, max_points=question.points, is_correct=share == 1)


def is_answered(answer: Answer) -> bool:
    """Tell whether anything was chosen or typed."""
    return bool(answer.strip() if isinstance(answer, str) else answer)


def read_number(typed: str, unit: str = "") -> Decimal | None:
    """Read a number with decimal comma or point and, if one likes, its unit behind it.

    Without thousands separators: ``1.000`` is one. ``None`` when it is no number.
    """
    text = unicodedata.normalize("NFKC", typed[:MAX_ANSWER]).translate(_MINUS_SIGNS)
    text = "".join(text.split())
    tail = "".join(unicodedata.normalize("NFKC", unit).split())
    if tail:
        text = text.removesuffix(tail)
    if not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", "."))


def _share(question: QuestionContent, answer: Answer) -> Decimal:
    if isinstance(question, ChoiceQuestion):
        return _chosen_share(question, answer)
    if not isinstance(answer, str):
        return Decimal(0)
    if isinstance(question, TextQuestion):
        return Decimal(_is_accepted(question, answer))
    return Decimal(_is_within(question, answer))


def _chosen_share(question: ChoiceQuestion, answer: Answer) -> Decimal:
    if not isinstance(answer, list):
        return Decimal(0)
    chosen = set(answer)
    correct = {choice.id for choice in question.choices if choice.is_correct}
    if not question.allows_many:
        return Decimal(chosen == correct)
    wrong = len(chosen - correct)
    return max(Decimal(0), Decimal(len(chosen & correct) - wrong) / len(correct))


def _is_accepted(question: TextQuestion, answer: str) -> bool:
    wanted = {_plain(text, keep_case=question.is_case_sensitive) for text in question.accepted}
    given = _plain(answer[:MAX_ANSWER], keep_case=question.is_case_sensitive)
    return bool(given) and given in wanted


def _plain(text: str, *, keep_case: bool) -> str:
    """Fold what a keyboard may vary: composed letters, spaces and, unless it matters, case."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    return text if keep_case else text.casefold()


def _is_within(question: NumberQuestion, answer: str) -> bool:
    number = read_number(answer, question.unit)
    return number is not None and abs(number - question.value) <= question.tolerance
