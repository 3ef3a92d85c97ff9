"""Graded questions with feedback: after submission, or one by one where a test checks at once."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from courses.enums import AttemptState
from courses.grading.content import parse
from courses.grading.scoring import Grade, grade, is_nearly_right, typed_feedback
from courses.grading.shapes import (
    Answer,
    ChoiceQuestion,
    FreeTextQuestion,
    NumberQuestion,
    PlacesQuestion,
    QuestionContent,
    TextQuestion,
)
from courses.models import QuestionVersion, QuizAttempt, Response, TextGrade
from courses.queries.attempt import QuestionView, choice_words, question_view, questions


@dataclass(frozen=True)
class RubricLine:
    """What was asked for in a free text, and what it got."""

    text: str  # empty while it would help with the next try
    points: int
    max_points: int


@dataclass(frozen=True)
class ResultView:
    """A question after submission: points, and feedback for what was answered."""

    question: QuestionView
    points: Decimal | None  # None: waits for a person
    max_points: int
    is_correct: bool
    is_near: bool  # wrong only by a letter, by case or by an accent
    feedback: list[str]
    solution: list[str]  # only when nothing is left to try
    rubric: list[RubricLine]
    comment: str = ""
    sample: str = ""  # of a graded free text, when its solution may be shown
    is_ungraded: bool = False  # a text in a practice that nobody reads


@dataclass(frozen=True)
class AskedView:
    """A question of an open attempt; ``result`` once its answer was checked."""

    question: QuestionView
    can_check: bool
    result: ResultView | None


def asked(attempt: QuizAttempt, *, checkable: set[int]) -> list[AskedView]:
    """The questions of an open attempt, those already checked with their feedback, no solution.

    Two queries, two more where the test checks answers one by one.
    """
    found = {}
    if checkable:
        rows = attempt.responses.filter(is_fixed=True).select_related("version")
        found = {row.position: _checked(attempt, row) for row in rows}
    return [
        AskedView(view, view.position in checkable, found.get(view.position))
        for view in questions(attempt)
    ]


def _checked(attempt: QuizAttempt, row: Response) -> ResultView:
    question = parse(row.version.type, row.version.content)
    result = grade(question, row.answer)
    return _result(attempt, row, row.version, result=result, reveals=False)


def results(attempt: QuizAttempt, *, reveals: bool) -> list[ResultView]:
    """The questions of a submitted attempt as graded; two queries.

    Args:
        attempt: Submitted; its texts may still wait for a grade.
        reveals: Whether right answers may be shown: passed, or nothing left to try.
    """
    if attempt.state == AttemptState.OPEN:
        return []
    rows = attempt.responses.order_by("position").select_related("text_grade")
    versions = QuestionVersion.objects.in_bulk([i["version"] for i in attempt.frozen["items"]])
    return [_result(attempt, row, versions[row.version_id], reveals=reveals) for row in rows]


def _result(
    attempt: QuizAttempt,
    row: Response,
    version: QuestionVersion,
    *,
    reveals: bool,
    result: Grade | None = None,
) -> ResultView:
    """``result`` is the grade of an answer that has none in its row yet."""
    question = parse(version.type, version.content)
    item = attempt.frozen["items"][row.position]
    text_grade = getattr(row, "text_grade", None) if result is None else None
    return ResultView(
        question=question_view(row.position, item, version, row.answer),
        points=result.points if result else row.points,
        max_points=question.points,
        is_correct=result.is_correct if result else bool(row.is_correct),
        is_near=_is_near(question, row.answer),
        feedback=_feedback(question, row.answer),
        solution=_solution(version, question) if reveals else [],
        rubric=_rubric(question, text_grade, reveals=reveals),
        comment=text_grade.comment if text_grade else "",
        sample=_sample(question, text_grade) if reveals else "",
    )


def _rubric(
    question: QuestionContent, text_grade: TextGrade | None, *, reveals: bool
) -> list[RubricLine]:
    if not isinstance(question, FreeTextQuestion) or text_grade is None:
        return []
    lines = zip(question.rubric, text_grade.points, strict=True)
    return [RubricLine(text if reveals else "", given, most) for (text, most), given in lines]


def _sample(question: QuestionContent, text_grade: TextGrade | None) -> str:
    is_shown = isinstance(question, FreeTextQuestion) and text_grade is not None
    return question.sample if is_shown and isinstance(question, FreeTextQuestion) else ""


def _feedback(question: QuestionContent, answer: Answer) -> list[str]:
    chosen = set(answer) if isinstance(answer, list) else set()
    words = []
    if isinstance(question, ChoiceQuestion):
        words = [c.feedback for c in question.choices if c.id in chosen and c.feedback]
    elif isinstance(question, TextQuestion | NumberQuestion):
        words = list(filter(None, [typed_feedback(question, answer)]))
    return [*words, question.feedback] if question.feedback else words


def _is_near(question: QuestionContent, answer: Answer) -> bool:
    return isinstance(question, TextQuestion) and is_nearly_right(question, answer)


def _solution(version: QuestionVersion, question: QuestionContent) -> list[str]:
    if isinstance(question, ChoiceQuestion):
        right = [choice for choice in question.choices if choice.is_correct]
        return [choice_words(version, choice) for choice in right]
    if isinstance(question, TextQuestion):
        return [question.accepted[0]]
    if isinstance(question, PlacesQuestion):
        return _filled(question)
    if isinstance(question, NumberQuestion):
        return [f"{question.value} {question.unit}".strip()]
    return []


def _filled(question: PlacesQuestion) -> list[str]:
    """``Spree → Fluss`` for a pair, ``1: öffnen`` for an entry, ``2: Spree`` for a gap."""
    found = []
    for number, place in enumerate(question.places, 1):
        words = dict(place.options).get(place.right[0], place.right[0])
        if question.mixes_places:
            found.append(f"{words}: {place.label}")
        else:
            found.append(f"{place.label} → {words}" if place.label else f"{number}: {words}")
    return found


def practice_result(
    position: int, item: dict[str, Any], version: QuestionVersion, answer: Answer, *, result: Grade
) -> ResultView:
    """A graded question of a practice quiz; its solution may be shown at once."""
    question = parse(version.type, version.content)
    return ResultView(
        question=question_view(position, item, version, answer),
        points=result.points,
        max_points=result.max_points,
        is_correct=result.is_correct,
        is_near=_is_near(question, answer),
        feedback=_feedback(question, answer),
        solution=_solution(version, question),
        rubric=[],
        is_ungraded=isinstance(question, FreeTextQuestion),
    )
