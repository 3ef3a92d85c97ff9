"""What a quiz shows: before submission by allow-list, afterwards with feedback.

A question's solution never passes through ``AttemptView``: it is built from named fields only.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.enums import AttemptState, QuestionType
from courses.grading.content import (
    TRUE,
    Answer,
    ChoiceQuestion,
    NumberQuestion,
    QuestionContent,
    TextQuestion,
    parse,
)
from courses.grading.passing import attempts_left
from courses.grading.scoring import Grade, is_answered
from courses.models import Enrolment, Lesson, QuestionVersion, Quiz, QuizAttempt


@dataclass(frozen=True)
class QuizState:
    """A quiz as its lesson shows it: never a question, never a solution."""

    quiz: Quiz
    title: str
    lang: str  # of the title
    used: int
    left: int | None
    is_open: bool
    is_passed: bool
    best_percent: int | None


@dataclass(frozen=True)
class Option:
    """A choice as shown: an id that says nothing, words, and whether it is ticked."""

    id: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class QuestionView:
    """A question as asked. ``kind`` decides the control; ``typed`` is what stands in a text."""

    position: int
    kind: str
    prompt: str
    points: int
    unit: str
    options: list[Option]
    typed: str
    is_answered: bool
    lang: str  # of the author's words

    @property
    def options_lang(self) -> str:
        """The language of the options; "right" and "wrong" are the site's own words."""
        return "" if self.kind == QuestionType.TRUE_FALSE else self.lang

    @property
    def number(self) -> int:
        """As people count."""
        return self.position + 1


@dataclass(frozen=True)
class ResultView:
    """A question after submission: points, and feedback for what was answered."""

    question: QuestionView
    points: Any
    max_points: int
    is_correct: bool
    feedback: list[str]
    solution: list[str]  # only when nothing is left to try


def find_quiz(enrolment: Enrolment, slug: str, key: str) -> Quiz | None:
    """A quiz of a lesson of the enrolment's course; one query."""
    return (
        Quiz.objects.filter(
            key=key,
            retired_at__isnull=True,
            lesson__slug=slug,
            lesson__course=enrolment.course,
            lesson__retired_at__isnull=True,
        )
        .select_related("lesson")
        .first()
    )


def questions(attempt: QuizAttempt) -> list[QuestionView]:
    """The questions of an attempt with what was saved; two queries."""
    items = attempt.frozen["items"]
    versions = QuestionVersion.objects.in_bulk([item["version"] for item in items])
    # A practice attempt is never saved and holds no answers.
    rows = attempt.responses.all() if attempt.pk else []
    saved = {row.position: row.answer for row in rows}
    return [
        question_view(position, item, versions[item["version"]], saved.get(position))
        for position, item in enumerate(items)
    ]


def question_view(
    position: int, item: dict[str, Any], version: QuestionVersion, answer: Answer
) -> QuestionView:
    """Build one question from named fields."""
    question = parse(version.type, version.content)
    return QuestionView(
        position=position,
        kind=version.type,
        prompt=question.prompt,
        points=question.points,
        unit=question.unit if isinstance(question, NumberQuestion) else "",
        options=_options(item, version, question, answer),
        typed=answer if isinstance(answer, str) else "",
        is_answered=is_answered(answer),
        lang=version.locale,
    )


def _options(
    item: dict[str, Any], version: QuestionVersion, question: QuestionContent, answer: Answer
) -> list[Option]:
    if not isinstance(question, ChoiceQuestion):
        return []
    chosen = set(answer) if isinstance(answer, list) else set()
    words = {choice.id: _words(version, choice.id, choice.text) for choice in question.choices}
    return [Option(shown, words[own], own in chosen) for shown, own in item["options"]]


def _words(version: QuestionVersion, own: str, text: str) -> str:
    if version.type == QuestionType.TRUE_FALSE:
        return _("richtig") if own == TRUE else _("falsch")
    return text


def results(attempt: QuizAttempt, *, reveals: bool) -> list[ResultView]:
    """The graded questions of a submitted attempt; two queries.

    Args:
        attempt: Submitted.
        reveals: Whether right answers may be shown: passed, or nothing left to try.
    """
    if attempt.state != AttemptState.SUBMITTED:
        return []
    items = attempt.frozen["items"]
    versions = QuestionVersion.objects.in_bulk([item["version"] for item in items])
    found = []
    for row in attempt.responses.order_by("position"):
        version = versions[row.version_id]
        question = parse(version.type, version.content)
        found.append(
            ResultView(
                question=question_view(row.position, items[row.position], version, row.answer),
                points=row.points,
                max_points=question.points,
                is_correct=bool(row.is_correct),
                feedback=_feedback(question, row.answer),
                solution=_solution(version, question) if reveals else [],
            )
        )
    return found


def _feedback(question: QuestionContent, answer: Answer) -> list[str]:
    chosen = set(answer) if isinstance(answer, list) else set()
    words = []
    if isinstance(question, ChoiceQuestion):
        words = [c.feedback for c in question.choices if c.id in chosen and c.feedback]
    return [*words, question.feedback] if question.feedback else words


def _solution(version: QuestionVersion, question: QuestionContent) -> list[str]:
    if isinstance(question, ChoiceQuestion):
        right = [choice for choice in question.choices if choice.is_correct]
        return [_words(version, choice.id, choice.text) for choice in right]
    if isinstance(question, TextQuestion):
        return [question.accepted[0]]
    return [f"{question.value} {question.unit}".strip()]


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
        feedback=_feedback(question, answer),
        solution=_solution(version, question),
    )


def quiz_states(lesson: Lesson, enrolment: Enrolment | None, language: str) -> dict[str, QuizState]:
    """The lesson's quizzes by their block, with how the learner stands; two queries."""
    quizzes = Quiz.objects.filter(lesson=lesson, retired_at__isnull=True).order_by("position")
    tries: dict[int, list[QuizAttempt]] = {}
    if enrolment is not None:
        rows = QuizAttempt.objects.filter(enrolment=enrolment, quiz__lesson=lesson)
        for row in rows.order_by("number"):
            tries.setdefault(row.quiz_id, []).append(row)
    return {quiz.source_key: quiz_state(quiz, tries.get(quiz.pk, []), language) for quiz in quizzes}


def quiz_title(quiz: Quiz, language: str) -> tuple[str, str]:
    """What a quiz is called in ``language``, else in the first one it has, and which it is."""
    if title := quiz.titles.get(language):
        return title, language
    return next(((title, code) for code, title in quiz.titles.items()), ("", ""))


def quiz_state(quiz: Quiz, attempts: list[QuizAttempt], language: str) -> QuizState:
    """How somebody stands with a quiz."""
    graded = [a for a in attempts if a.state == AttemptState.SUBMITTED and a.max_points]
    shares = [a.points / a.max_points for a in graded if a.points is not None and a.max_points]
    best = max(shares, default=None)
    title, lang = quiz_title(quiz, language)
    return QuizState(
        quiz=quiz,
        title=title,
        lang=lang,
        used=len(attempts),
        left=attempts_left(quiz.attempts_allowed, len(attempts)),
        is_open=any(a.state == AttemptState.OPEN for a in attempts),
        is_passed=any(a.is_passed for a in graded),
        best_percent=None if best is None else int(best * 100),
    )
