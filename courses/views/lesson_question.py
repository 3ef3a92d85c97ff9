"""Questions about lessons: learners ask, the team or the lead of the class answers."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.lesson_question import answer_question, ask_team, release_question
from courses.forms.conversation import AnswerForm, QuestionForm
from courses.models import Enrolment, Lesson, LessonQuestion
from courses.queries.conversation import (
    answered,
    can_ask,
    lesson_titles,
    own_questions,
    questions_for,
    tellable_runs,
    unanswered,
)
from courses.views.access import (
    enrolment_or_404,
    language,
    lesson_or_404,
    person,
    see,
    signed_in,
)
from courses.views.kept import keeps_form
from lms.common.errors import DomainError

SHOWN = 50  # rows of each list


@keeps_form
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, enrolment: str, lesson: str) -> HttpResponse:
    """Ask about a lesson; absent where nobody answers."""
    row = enrolment_or_404(request, enrolment)
    current = lesson_or_404(row, lesson)
    if not can_ask(row):
        raise Http404
    form = QuestionForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        return _ask_page(request, row, current, form)
    try:
        ask_team(enrolment=row, lesson=current, at=timezone.now(), **form.cleaned_data)
    except DomainError as refusal:
        form.add_error("text", str(refusal))
        return _ask_page(request, row, current, form, status=refusal.status)
    messages.success(request, _("Die Frage ist angekommen. Die Antwort steht dann hier."))
    return see(reverse("courses:lesson-ask", args=[row.key, current.slug]))


def _ask_page(
    request: HttpRequest,
    enrolment: Enrolment,
    lesson: Lesson,
    form: QuestionForm,
    *,
    status: int | None = None,
) -> HttpResponse:
    title, lang = lesson_titles([lesson.pk], language()).get(lesson.pk, ("", ""))
    context = {
        "form": form, "enrolment": enrolment, "lesson": lesson, "title": title, "lang": lang,
        "asked": own_questions(enrolment, lesson.pk),
    }  # fmt: skip
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "courses/lesson-ask.html", context, status=status or usual)


@never_cache
@signed_in
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Questions that wait, and those answered lately; no names."""
    user, now = person(request), timezone.now()
    if not tellable_runs(user, now).exists():
        raise Http404
    mine = questions_for(user, now)
    waiting, done = list(unanswered(mine)[:SHOWN]), list(answered(mine)[:SHOWN])
    titles = lesson_titles((one.lesson_id for one in waiting + done), language())
    context = {
        "waiting": [(one, *titles.get(one.lesson_id, ("", ""))) for one in waiting],
        "answered": [(one, *titles.get(one.lesson_id, ("", ""))) for one in done],
    }
    return render(request, "courses/questions.html", context)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, question: str) -> HttpResponse:
    """Read one question, answer it, or let it through from a class."""
    row = get_object_or_404(questions_for(person(request), timezone.now()), key=question)
    if request.POST.get("act") == "release":
        return _release(request, row)
    form = AnswerForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        return _page(request, row, form)
    try:
        answer_question(question=row, actor=person(request), at=timezone.now(), **form.cleaned_data)
    except DomainError as refusal:
        form.add_error("text", str(refusal))
        row.refresh_from_db()
        return _page(request, row, form, status=refusal.status)
    messages.success(request, _("Ihre Antwort ist gespeichert."))
    return see(reverse("courses:questions"))


def _release(request: HttpRequest, row: LessonQuestion) -> HttpResponse:
    release_question(question=row, actor=person(request), at=timezone.now())
    messages.success(request, _("Die Frage ist weitergegeben, ohne Alias."))
    return see(reverse("courses:question", args=[row.key]))


def _page(
    request: HttpRequest, row: LessonQuestion, form: AnswerForm, status: int | None = None
) -> HttpResponse:
    title, lang = lesson_titles([row.lesson_id], language()).get(row.lesson_id, ("", ""))
    context: dict[str, Any] = {"question": row, "form": form, "title": title, "lang": lang}
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "courses/question.html", context, status=status or usual)
