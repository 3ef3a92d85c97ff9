"""A quiz as its lesson shows it, and how a learner stands with it; never a question."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from courses.enums import AttemptState
from courses.grading.passing import attempts_left
from courses.models import Enrolment, Lesson, Quiz, QuizAttempt


@dataclass(frozen=True)
class QuizState:
    """A quiz as its lesson shows it: never a question, never a solution."""

    quiz: Quiz
    title: str
    lang: str  # of the title
    used: int
    left: int | None
    is_open: bool
    is_waiting: bool  # for a person to grade its texts
    is_passed: bool
    best_percent: int | None
    next_at: datetime | None  # when the pause after the last attempt ends


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
    graded = [a for a in attempts if a.state == AttemptState.SUBMITTED]
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
        is_waiting=any(a.state == AttemptState.WAITING for a in attempts),
        is_passed=any(a.is_passed for a in graded),
        best_percent=None if best is None else int(best * 100),
        next_at=_next_at(quiz, attempts),
    )


def _next_at(quiz: Quiz, attempts: list[QuizAttempt]) -> datetime | None:
    ends = [attempt.submitted_at for attempt in attempts if attempt.submitted_at]
    if not ends or not quiz.cool_down_minutes:
        return None
    return max(ends) + timedelta(minutes=quiz.cool_down_minutes)
