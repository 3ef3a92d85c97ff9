"""What the team of a run does: grades texts, gives more time. For everybody else it is absent."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.run_team import name_people
from courses.actions.text_grading import grade_text, reveal_name
from courses.actions.time_allowance import allow_time
from courses.enums import TimeAllowance
from courses.forms.grading import AllowanceForm, GradeForm
from courses.grading.content import parse
from courses.grading.shapes import FreeTextQuestion
from courses.models import CourseRun, Response
from courses.queries.quiz import quiz_title
from courses.queries.team import (
    graded_texts,
    people_of,
    run_titles,
    team_runs,
    texts_of,
    waiting_texts,
)
from courses.rules import TEAM_STAYS, can_look_after_run
from courses.views.access import language, person, see, signed_in
from lms.accounts.models import User
from lms.common.errors import DomainError

SHOWN = 50  # rows of each list


@signed_in
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Texts that wait, those graded lately, and the runs one looks after; no names."""
    runs = list(team_runs(person(request), ended_after=timezone.now() - TEAM_STAYS))
    if not runs:
        raise Http404
    texts = texts_of(runs, grader=person(request))
    titles = run_titles(runs, language())
    context = {
        "waiting": [_row(text) for text in waiting_texts(texts)[:SHOWN]],
        "graded": [_row(text) for text in graded_texts(texts)[:SHOWN]],
        "runs": [(run, titles[run.course_id]) for run in runs],
    }
    return render(request, "courses/grading-queue.html", context)


def _row(text: Any) -> dict[str, Any]:
    """A text as its row in a list names it."""
    title, lang = quiz_title(text.attempt.quiz, language())
    return {"text": text, "number": text.position + 1, "title": title, "lang": lang}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, attempt: str, position: int) -> HttpResponse:
    """Read one text and grade it by its rubric."""
    text, question = _text_or_404(request, attempt, position)
    grade = getattr(text, "text_grade", None)
    data = request.POST if request.method == "POST" else None
    form = GradeForm(data, question=question, grade=grade)
    if data is None or not form.is_valid():
        return _page(request, text, form, question=question)
    try:
        grade_text(
            response=text,
            points=form.points(),
            comment=form.cleaned_data["comment"],
            revision=form.cleaned_data["revision"],
            grader=person(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _refused(request, attempt, position, refusal)
    messages.success(request, _("Die Bewertung ist gespeichert."))
    return see(reverse("courses:grading-queue"))


@signed_in
@require_POST
def name(request: HttpRequest, attempt: str, position: int) -> HttpResponse:
    """Show whose text it is; asking is logged."""
    text, question = _text_or_404(request, attempt, position)
    form = GradeForm(None, question=question, grade=getattr(text, "text_grade", None))
    shown = reveal_name(response=text, grader=person(request), at=timezone.now())
    return _page(request, text, form, question=question, name=shown)


def _refused(
    request: HttpRequest, attempt: str, position: int, refusal: DomainError
) -> HttpResponse:
    """Nothing typed is lost: a newer grade stands beside it, and saving again replaces that."""
    text, question = _text_or_404(request, attempt, position)
    grade = getattr(text, "text_grade", None)
    data = request.POST.copy()
    data["revision"] = str(grade.revision if grade else 0)
    form = GradeForm(data, question=question, grade=grade)
    newer = zip(question.rubric, grade.points, strict=True) if grade else None
    return _page(
        request, text, form, question=question, status=refusal.status,
        error=str(refusal), newer=newer, newer_comment=grade.comment if grade else "",
    )  # fmt: skip


def _page(
    request: HttpRequest,
    text: Response,
    form: GradeForm,
    *,
    question: FreeTextQuestion,
    status: int | None = None,
    **more: Any,
) -> HttpResponse:
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {**_row(text), "form": form, "question": question, **more}
    return render(request, "courses/grading-answer.html", context, status=status or usual)


def _text_or_404(
    request: HttpRequest, attempt: str, position: int
) -> tuple[Response, FreeTextQuestion]:
    """A text of a run one looks after; any other is absent."""
    user = person(request)
    runs = team_runs(user, ended_after=timezone.now() - TEAM_STAYS)
    texts = texts_of(runs, grader=user).filter(position=position, attempt__key=attempt)
    text = get_object_or_404(texts)
    question = parse(text.version.type, text.version.content)
    if not isinstance(question, FreeTextQuestion) or not text.answer:
        raise Http404
    return text, question


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, run: str) -> HttpResponse:
    """Give somebody more time; names are shown when one asks for them, which is logged."""
    user, now = person(request), timezone.now()
    found = get_object_or_404(CourseRun.objects.select_related("course__partner"), key=run)
    if not can_look_after_run(found, user, now):
        raise Http404
    context: dict[str, Any] = {"run": found, "choices": TimeAllowance.choices}
    if request.method == "POST":
        form = AllowanceForm(request.POST)
        if "enrolment" in request.POST and form.is_valid():
            _give_time(found, form, user)
            context["saved"] = True
        context["people"] = name_people(run=found, actor=user, at=now)
    return render(request, "courses/run-people.html", context)


def _give_time(run: CourseRun, form: AllowanceForm, user: User) -> None:
    values = form.cleaned_data
    found = (one.enrolment for one in people_of(run) if one.enrolment.key == values["enrolment"])
    row = next(found, None)
    if row is None:
        raise Http404
    allow_time(enrolment=row, allowance=values["allowance"], actor=user, at=timezone.now())
