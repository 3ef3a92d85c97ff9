"""Quizzes: introduction, answering, result, practice."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.practice import graded_practice, practice_attempt
from courses.actions.quiz import save_answers, start_attempt, submit_attempt
from courses.enums import AttemptState, CourseState
from courses.forms.quiz import given_answers, unanswered
from courses.models import Enrolment, Quiz, QuizAttempt
from courses.queries.attempt import questions, results
from courses.queries.course import course_text
from courses.queries.quiz import find_quiz, quiz_state, quiz_title
from courses.rules import can_practise, can_try_lesson
from courses.views.access import enrolment_or_404, language, see, signed_in
from courses.views.kept import keeps_form
from lms.common.errors import DomainError


def _quiz_or_404(request: HttpRequest, enrolment: str, lesson: str, quiz: str) -> Any:
    row = enrolment_or_404(request, enrolment)
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
    state = quiz_state(quiz, attempts, language())
    running = next((a for a in attempts if a.state == AttemptState.OPEN), None)
    graded = [a for a in attempts if a.state == AttemptState.SUBMITTED]
    last = graded[-1] if graded and running is None else None
    reveals = state.is_passed or state.left == 0
    context = {
        "enrolment": enrolment,
        "lesson": quiz.lesson,
        "state": state,
        "pass_percent": int(enrolment.pass_share(quiz) * 100),
        "attempt": running,
        "questions": questions(running) if running else [],
        "last": last,
        "results": results(last, reveals=reveals) if last else [],
        "reveals": reveals,
    }
    status = more.pop("status", HTTPStatus.OK)
    return render(request, "courses/quiz.html", context | more, status=status)


@signed_in
@require_safe
def quiz(request: HttpRequest, enrolment: str, lesson: str, *, quiz: str) -> HttpResponse:
    """Show a quiz; writes nothing."""
    row, found = _quiz_or_404(request, enrolment, lesson, quiz)
    return _page(request, row, found)


@signed_in
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
    save_answers(attempt=attempt, answers=answers, at=timezone.now())
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return _page(request, row, found, saved=True)


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
    missing = unanswered(answers, len(attempt.frozen["items"]))
    if missing and "trotzdem" not in request.POST:
        save_answers(attempt=attempt, answers=answers, at=timezone.now())
        return _page(request, row, found, missing=missing, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    submit_attempt(attempt=attempt, answers=answers, at=timezone.now())
    return see(f"{address}#ergebnis")


@require_http_methods(["GET", "HEAD", "POST"])
def trial_quiz(
    request: HttpRequest, key: str, slug: str, *, lesson: str, quiz: str
) -> HttpResponse:
    """Practise a quiz that does not count, without account; nothing is stored."""
    text = course_text(key, language())
    if text is None or text.course.state != CourseState.PUBLISHED:
        raise Http404
    found = (
        Quiz.objects.filter(key=quiz, lesson__slug=lesson, lesson__course=text.course)
        .select_related("lesson")
        .first()
    )
    if found is None or not can_try_lesson(found.lesson) or not can_practise(found):
        raise Http404
    attempt = practice_attempt(found, language())
    title, lang = quiz_title(found, language())
    context: dict[str, Any] = {
        "text": text, "lesson": found.lesson, "quiz": found, "title": title, "lang": lang,
    }  # fmt: skip
    if request.method == "POST":
        answers = given_answers(request.POST, attempt.frozen["items"])
        context["results"] = graded_practice(attempt, answers)
    else:
        context["questions"] = questions(attempt)
    return render(request, "courses/trial_quiz.html", context)
