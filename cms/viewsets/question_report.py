"""What an import will do, row by row, before it does anything; and the way from there to saving."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cms.forms.question_reasons import OUTCOMES, words_of
from courses.enums import QuestionType
from courses.formats.questions import Found, ImportedQuestion, Outcome
from courses.grading.content import parse
from courses.grading.shapes import (
    WEIGHTS,
    ChoiceQuestion,
    NumberQuestion,
    PlacesQuestion,
    QuestionContent,
    TextQuestion,
    Weighted,
)
from courses.grading.weights import FULL

SALT = "cms.question-import"
MAX_SEALED = 2_000_000  # characters; a form may send little more
MAX_AGE = 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class Row:
    """One question of a file: where it stands, what becomes of it and why, how it will look."""

    found: Found
    outcome: Promise
    reasons: list[Promise]
    kind: str
    prompt: str
    answers: list[str]


@dataclass(frozen=True)
class Report:
    """All rows, and how many there are of each outcome."""

    rows: list[Row]
    counts: list[tuple[Promise, int]]
    imported: int


class SealError(ValueError):
    """What was sent is not what we gave out, or too old."""


def report_of(found: Sequence[Found]) -> Report:
    """The report on what was found."""
    counted = Counter(one.outcome for one in found)
    return Report(
        rows=[_row(one) for one in found],
        counts=[(OUTCOMES[outcome], counted[outcome]) for outcome in Outcome],
        imported=len(found) - counted[Outcome.SKIPPED],
    )


def seal(data: dict[str, Any], found: Sequence[Found]) -> str:
    """The questions as a text the browser keeps and cannot change; "" when it is too long."""
    questions = [
        [one.question.kind, one.question.content, one.question.tags]
        for one in found
        if one.question
    ]
    sealed = signing.dumps({**data, "questions": questions}, salt=SALT, compress=True)
    return sealed if len(sealed) <= MAX_SEALED else ""


def unseal(sealed: str) -> tuple[dict[str, Any], list[ImportedQuestion]]:
    """Read what ``seal`` wrote.

    Raises:
        SealError: It was changed, or is older than a day.
    """
    try:
        data = signing.loads(sealed, salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature as error:
        raise SealError from error
    rows = data.pop("questions")
    return data, [ImportedQuestion(kind, content, tuple(tags)) for kind, content, tags in rows]


def _row(found: Found) -> Row:
    question = found.question
    return Row(
        found=found,
        outcome=OUTCOMES[found.outcome],
        reasons=[words_of(reason) for reason in found.reasons],
        kind=str(QuestionType(question.kind).label) if question else "",
        prompt=question.content["prompt"] if question else "",
        answers=_answers(parse(question.kind, question.content)) if question else [],
    )


def _answers(question: QuestionContent) -> list[str]:
    """Answers in words, with what is right and what gives a part."""
    if isinstance(question, ChoiceQuestion):
        return [_choice(question, index) for index in range(len(question.choices))]
    if isinstance(question, TextQuestion):
        return [_right(text) for text in question.accepted] + _partly(question.weighted)
    if isinstance(question, NumberQuestion):
        return [_right(_number(question.value, question.tolerance)), *_partly(question.weighted)]
    if isinstance(question, PlacesQuestion):
        return [_place(question, index) for index in range(len(question.places))]
    return []


def _choice(question: ChoiceQuestion, index: int) -> str:
    choice = question.choices[index]
    text = choice.text or {"true": _("richtig"), "false": _("falsch")}.get(choice.id, "")
    if question.rule == WEIGHTS:
        return f"{text} ({choice.weight.normalize():f} %)"
    return _right(text) if choice.is_correct else text


def _right(text: str) -> str:
    return _("%(answer)s (richtig)") % {"answer": text}


def _partly(rows: Sequence[Weighted]) -> list[str]:
    """Weighted answers; those that only repeat a right one for its feedback are left out."""
    parts = [row for row in rows if row.is_any or row.weight < FULL]
    return [f"{_typed(row)} ({row.weight.normalize():f} %)" for row in parts]


def _typed(row: Weighted) -> str:
    if row.is_any:
        return _("jede andere Antwort")
    return row.text or _number(row.value or Decimal(0), row.tolerance)


def _number(value: Decimal, tolerance: Decimal) -> str:
    return f"{value:f} ± {tolerance:f}" if tolerance else f"{value:f}"


def _place(question: PlacesQuestion, index: int) -> str:
    place = question.places[index]
    right = dict(place.options).get(place.right[0], " / ".join(place.right))
    return f"{place.label or index + 1} → {right}"
