"""Quizzes: introduction, answering, result, practice."""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.practice import graded_practice, practice_attempt
from courses.actions.quiz import check_answer, save_answers, start_attempt, submit_attempt
from courses.enums import AttemptState, CourseState
from courses.forms.quiz import given_answers, unanswered
from courses.models import CourseRun, Enrolment, Quiz, QuizAttempt
from courses.queries.attempt import checkable_positions, fixed_positions, questions
from courses.queries.course import course_text
from courses.queries.quiz import QuizState, find_quiz, quiz_state, quiz_title
from courses.queries.results import AskedView, asked, results
from courses.queries.team import looked_after
from courses.rules import (
    allowed_minutes,
    can_practise,
    can_try_lesson,
    feedback_begins,
    is_time_up,
)
from courses.views.access import language, learning_in, learning_or_404, see
from courses.views.kept import keeps_form
from lms.common.errors import DomainError
from lms.common.text import whole_number


def _quiz_or_404(request: HttpRequest, enrolment: str, lesson: str, quiz: str) -> Any:
    row = learning_or_404(request, enrolment)
    found = find_quiz(row, lesson, quiz)
    if found is None:
        raise Http404
    return row, found


def _open_attempt(enrolment: Enrolment, quiz: Quiz) -> QuizAttempt | None:
    return QuizAttempt.objects.filter(
        enrolment=enrolment, quiz=quiz, state=AttemptState.OPEN
    ).first()


def _page(request: HttpRequest, enrolment: Enrolment, quiz: Quiz, **more: Any) -> HttpResponse:
    """The quiz as it stands: questions of an open attempt, else introduction and last result."""
    attempts = list(QuizAttempt.objects.filter(enrolment=enrolment, quiz=quiz).order_by("number"))
    now = timezone.now()
    state = quiz_state(quiz, attempts, language())
    running = next((a for a in attempts if a.state == AttemptState.OPEN), None)
    is_over = running is not None and is_time_up(running, now)
    shown = _asked(running) if running and not is_over else []
    context = {
        "enrolment": enrolment,
        "lesson": quiz.lesson,
        "state": state,
        "pass_percent": int(enrolment.pass_share(quiz) * 100),
        "now": now,
        "attempt": running,
        "is_over": is_over,
        "minutes": allowed_minutes(quiz.time_limit_minutes, enrolment.time_allowance),
        "asked": shown,
        "is_unread": _is_unread(enrolment, state, shown),
        **(_result(attempts, state, now) if running is None else {}),
    }
    status = more.pop("status", HTTPStatus.OK)
    return render(request, "courses/quiz.html", context | more, status=status)


def _asked(attempt: QuizAttempt) -> list[AskedView]:
    return asked(attempt, checkable=checkable_positions(attempt))


def _is_unread(enrolment: Enrolment, state: QuizState, shown: list[AskedView]) -> bool:
    """Whether a text is asked for, or waits, and nobody is named who reads it.

    Texts of pupils are read by the lead of their class, whatever the run.
    """
    if enrolment.user.is_pseudonymous:
        return False
    asks = state.is_waiting or any(row.question.kind == "free_text" for row in shown)
    return asks and not looked_after(CourseRun.objects.filter(pk=enrolment.run_id)).exists()


def _result(attempts: list[QuizAttempt], state: QuizState, now: datetime) -> dict[str, Any]:
    """The last result; each answer's only when the quiz says so."""
    closed = [a for a in attempts if a.state != AttemptState.OPEN]
    if not closed:
        return {}
    last, opens_at = closed[-1], feedback_begins(state.quiz, now)
    is_shown = opens_at is None
    reveals = is_shown and (state.is_passed or (state.left == 0 and not state.is_waiting))
    return {
        "last": last,
        "results": results(last, reveals=reveals) if is_shown else [],
        "reveals": reveals,
        "opens_at": opens_at,
    }


@learning_in
@require_safe
def quiz(request: HttpRequest, enrolment: str, lesson: str, *, quiz: str) -> HttpResponse:
    """Show a quiz; writes nothing."""
    row, found = _quiz_or_404(request, enrolment, lesson, quiz)
    return _page(request, row, found)


@learning_in
@require_POST
def start(request: HttpRequest, enrolment: str, lesson: str, *, quiz: str) -> HttpResponse:
    """Begin an attempt, or go on with the open one."""
    row, found = _quiz_or_404(request, enrolment, lesson, quiz)
    try:
        start_attempt(enrolment=row, quiz=found, at=timezone.now(), language=language())
    except DomainError as refusal:
        return _page(request, row, found, error=str(refusal), status=refusal.status)
    return see(reverse("courses:quiz", args=[enrolment, lesson, quiz]))


@keeps_form
@require_POST
def save(request: HttpRequest, enrolment: str, lesson: str, *, quiz: str) -> HttpResponse:
    """Keep the answers so far; right and wrong ones answer alike."""
    row, found = _quiz_or_404(request, enrolment, lesson, quiz)
    attempt = _open_attempt(row, found)
    if attempt is None:
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=HTTPStatus.CONFLICT)
        error = _("Dieser Versuch ist schon abgegeben, vielleicht in einem anderen Fenster.")
        return _page(request, row, found, error=error, status=HTTPStatus.CONFLICT)
    answers = given_answers(request.POST, attempt.frozen["items"])
    try:
        save_answers(attempt=attempt, answers=answers, at=timezone.now())
    except DomainError as refusal:
        return _refused(request, row, found, refusal)
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return _page(request, row, found, saved=True)


def _refused(
    request: HttpRequest, row: Enrolment, found: Quiz, refusal: DomainError
) -> HttpResponse:
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=refusal.status)
    return _page(request, row, found, error=str(refusal), status=refusal.status)


@keeps_form
@require_POST
def check(request: HttpRequest, enrolment: str, lesson: str, *, quiz: str) -> HttpResponse:
    """Check one answer (``frage``, its position): it is fixed, and its feedback shown."""
    row, found = _quiz_or_404(request, enrolment, lesson, quiz)
    address = reverse("courses:quiz", args=[enrolment, lesson, quiz])
    attempt = _open_attempt(row, found)
    if attempt is None:
        return see(address)
    wanted = whole_number(request.POST.get("frage"))
    position = -1 if wanted is None else wanted
    answers = given_answers(request.POST, attempt.frozen["items"])
    try:
        check_answer(attempt=attempt, position=position, answers=answers, at=timezone.now())
    except DomainError as refusal:
        return _refused(request, row, found, refusal)
    return see(f"{address}#frage-{position + 1}")


@keeps_form
@require_POST
def submit(request: HttpRequest, enrolment: str, lesson: str, *, quiz: str) -> HttpResponse:
    """Submit; asks once when something is unanswered, and loses nothing that was typed."""
    row, found = _quiz_or_404(request, enrolment, lesson, quiz)
    address = reverse("courses:quiz", args=[enrolment, lesson, quiz])
    attempt = _open_attempt(row, found)
    if attempt is None:
        return see(address)
    answers = given_answers(request.POST, attempt.frozen["items"])
    now, fixed = timezone.now(), fixed_positions(attempt)
    missing = unanswered(answers, len(attempt.frozen["items"]), fixed=fixed)
    if missing and "trotzdem" not in request.POST and not is_time_up(attempt, now):
        save_answers(attempt=attempt, answers=answers, at=now)
        return _page(request, row, found, missing=missing, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    submit_attempt(attempt=attempt, answers=answers, at=now)
    return see(f"{address}#ergebnis")


@require_http_methods(["GET", "HEAD", "POST"])
def trial_quiz(
    request: HttpRequest, key: str, slug: str, *, lesson: str, quiz: str
) -> HttpResponse:
    """Practise a quiz that does not count, without account; nothing is stored.

    Where answers are explained only later, there is nothing to practise until then.
    """
    text = course_text(key, language())
    if text is None or text.course.state != CourseState.PUBLISHED:
        raise Http404
    found = Quiz.objects.filter(key=quiz, lesson__slug=lesson, lesson__course=text.course)
    row = found.select_related("lesson").first()
    if row is None or not can_try_lesson(row.lesson) or not can_practise(row):
        raise Http404
    title, lang = quiz_title(row, language())
    context = {"text": text, "lesson": row.lesson, "quiz": row, "title": title, "lang": lang}
    opens_at = feedback_begins(row, timezone.now())
    more = {"opens_at": opens_at} if opens_at else _practised(request, row)
    return render(request, "courses/trial_quiz.html", context | more)


def _practised(request: HttpRequest, quiz: Quiz) -> dict[str, Any]:
    """The questions, or, once answered, their results."""
    attempt = practice_attempt(quiz, language())
    if request.method != "POST":
        return {"questions": questions(attempt)}
    answers = given_answers(request.POST, attempt.frozen["items"])
    return {"results": graded_practice(attempt, answers)}
