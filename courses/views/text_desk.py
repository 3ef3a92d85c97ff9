"""One text and its grade, for whoever may give it: the team of a run, the lead of a class."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.actions.text_grading import grade_text
from courses.forms.grading import GradeForm
from courses.grading.content import parse
from courses.grading.shapes import FreeTextQuestion
from courses.models import Response
from courses.queries.quiz import quiz_title
from courses.queries.team import newest_grade
from courses.views.access import language, person, see
from lms.common.errors import DomainError


@dataclass(frozen=True)
class Desk:
    """A text that may be graded; the page for it, its address, and where one goes then."""

    text: Response
    template: str
    address: str
    back: str
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def question(self) -> FreeTextQuestion:
        """What was asked; a text that says nothing is nothing to grade."""
        question = parse(self.text.version.type, self.text.version.content)
        if not isinstance(question, FreeTextQuestion) or not self.text.answer:
            raise Http404
        return question


def row_of(text: Any) -> dict[str, Any]:
    """A text as its row in a list names it."""
    title, lang = quiz_title(text.attempt.quiz, language())
    return {"text": text, "number": text.position + 1, "title": title, "lang": lang}


def take_grade(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the text, or grade it by its rubric as the form says."""
    data = request.POST if request.method == "POST" else None
    form = GradeForm(data, question=desk.question, grade=newest_grade(desk.text))
    if data is None or not form.is_valid():
        return show(request, desk, form)
    try:
        grade_text(
            response=desk.text,
            points=form.points(),
            comment=form.cleaned_data["comment"],
            revision=form.cleaned_data["revision"],
            grader=person(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _refused(request, desk, refusal)
    messages.success(request, _("Die Bewertung ist gespeichert."))
    return see(desk.back)


def _refused(request: HttpRequest, desk: Desk, refusal: DomainError) -> HttpResponse:
    """Nothing typed is lost: a newer grade stands beside it, and saving again replaces that."""
    grade = newest_grade(desk.text)
    data = request.POST.copy()
    data["revision"] = str(grade.revision if grade else 0)
    form = GradeForm(data, question=desk.question, grade=grade)
    newer = zip(desk.question.rubric, grade.points, strict=True) if grade else None
    return show(
        request, desk, form, status=refusal.status,
        error=str(refusal), newer=newer, newer_comment=grade.comment if grade else "",
    )  # fmt: skip


def show(
    request: HttpRequest,
    desk: Desk,
    form: GradeForm | None = None,
    *,
    status: int | None = None,
    **more: Any,
) -> HttpResponse:
    """The page of a text, with a fresh form unless one was sent."""
    form = form or GradeForm(None, question=desk.question, grade=newest_grade(desk.text))
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {
        **row_of(desk.text),
        "form": form,
        "question": desk.question,
        "address": desk.address,
        **desk.context,
        **more,
    }
    return render(request, desk.template, context, status=status or usual)
