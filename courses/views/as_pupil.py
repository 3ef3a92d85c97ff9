"""A class lead goes through a published course as its pupils will; nothing is stored."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.practice import graded_practice, practice_attempt, shown_attempt
from courses.enums import CourseState
from courses.forms.quiz import given_answers
from courses.models import Course, CourseText, Lesson, LessonFile, Quiz
from courses.queries.attempt import questions
from courses.queries.course import course_text
from courses.queries.lesson import outline_of, trial_view
from courses.queries.quiz import quiz_title
from courses.rules import can_practise, can_try_as_pupil, feedback_begins
from courses.views.access import View, language, see, signed_in
from courses.views.files import send_file


def lead_pages(text: CourseText) -> dict[str, str]:
    """Where class leads go on from a course: ``class`` and ``pupil``; nothing for all others.

    ``text`` was read for the person who looks.
    """
    if text.course.state != CourseState.PUBLISHED or not getattr(text, "is_lead", False):
        return {}
    return {
        "pupil": reverse("courses:pupil", args=[text.course.key, text.slug]),
        "class": f"{reverse('courses:classes')}?kurs={text.course.key}",
    }


def for_leads(view: Callable[..., HttpResponseBase]) -> View:
    """Hand the view the text of a published course; for all but class leads it is absent."""

    @signed_in
    @wraps(view)
    def wrapped(
        request: HttpRequest, *args: Any, key: str, slug: str, **kwargs: Any
    ) -> HttpResponseBase:
        if not can_try_as_pupil(request.user):
            raise Http404
        text = course_text(key, language())
        if text is None or text.course.state != CourseState.PUBLISHED:
            raise Http404
        return view(request, text, *args, **kwargs)

    return wrapped


@for_leads
@require_safe
def begin(request: HttpRequest, text: CourseText) -> HttpResponse:
    """To the first lesson."""
    steps = outline_of(text.course, language())
    if not steps:
        raise Http404
    args = [text.course.key, text.slug, steps[0].lesson.slug]
    return see(reverse("courses:pupil-lesson", args=args))


@for_leads
@require_safe
def lesson(request: HttpRequest, text: CourseText, lesson: str) -> HttpResponse:
    """Show a lesson, opened for trying or not."""

    def address(name: str) -> str:
        return reverse("courses:pupil-file", args=[text.course.key, text.slug, lesson, name])

    view = trial_view(course=text.course, slug=lesson, language=language(), file_address=address)
    if view is None:
        raise Http404
    context = {"view": view, "text": text, "is_pupil": True}
    return render(request, "courses/pupil-lesson.html", context)


@for_leads
@require_safe
def file(request: HttpRequest, text: CourseText, lesson: str, file: str) -> HttpResponseBase:
    """Send a file of a lesson."""
    rows = LessonFile.objects.filter(lesson__in=_lessons(text.course, lesson), key=file)
    found = rows.filter(retired_at__isnull=True).first()
    if found is None:
        raise Http404
    return send_file(request, found)


@for_leads
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, text: CourseText, lesson: str, quiz: str) -> HttpResponse:
    """Practise a quiz that does not count; of one that counts only the questions are shown."""
    rows = Quiz.objects.filter(lesson__in=_lessons(text.course, lesson), key=quiz)
    row = rows.filter(retired_at__isnull=True).select_related("lesson").first()
    if row is None:
        raise Http404
    title, lang = quiz_title(row, language())
    context = {"text": text, "lesson": row.lesson, "quiz": row, "title": title, "lang": lang}
    if not can_practise(row):
        context["questions"] = questions(shown_attempt(row, language()))
        # What counts is graded for learners only: a form made up for it is refused.
        status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        return render(request, "courses/pupil-quiz.html", context, status=status)
    opens_at = feedback_begins(row, timezone.now())
    more = {"opens_at": opens_at} if opens_at else _practised(request, row)
    return render(request, "courses/pupil-quiz.html", context | {"can_send": True} | more)


def _practised(request: HttpRequest, row: Quiz) -> dict[str, Any]:
    attempt = practice_attempt(row, language())
    if request.method != "POST":
        return {"questions": questions(attempt)}
    answers = given_answers(request.POST, attempt.frozen["items"])
    return {"results": graded_practice(attempt, answers)}


def _lessons(course: Course, slug: str) -> Any:
    return Lesson.objects.filter(course=course, slug=slug, retired_at__isnull=True)
