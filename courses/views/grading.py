"""What the team of a run does: grades texts, gives more time. For everybody else it is absent."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.run_team import name_people
from courses.actions.text_grading import reveal_name
from courses.actions.time_allowance import allow_time
from courses.enums import TimeAllowance
from courses.forms.grading import AllowanceForm
from courses.models import CourseRun
from courses.queries.team import (
    graded_texts,
    people_of,
    run_titles,
    team_runs,
    texts_of,
    waiting_texts,
)
from courses.rules import TEAM_STAYS, can_look_after_run
from courses.views.access import language, person, signed_in
from courses.views.text_desk import Desk, row_of, show, take_grade
from lms.accounts.models import User

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
        "waiting": [row_of(text) for text in waiting_texts(texts)[:SHOWN]],
        "graded": [row_of(text) for text in graded_texts(texts)[:SHOWN]],
        "runs": [(run, titles[run.course_id]) for run in runs],
    }
    return render(request, "courses/grading-queue.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, attempt: str, position: int) -> HttpResponse:
    """Read one text and grade it by its rubric."""
    return take_grade(request, _desk_or_404(request, attempt, position))


@signed_in
@require_POST
def name(request: HttpRequest, attempt: str, position: int) -> HttpResponse:
    """Show whose text it is; asking is logged."""
    desk = _desk_or_404(request, attempt, position)
    shown = reveal_name(response=desk.text, grader=person(request), at=timezone.now())
    return show(request, desk, name=shown)


def _desk_or_404(request: HttpRequest, attempt: str, position: int) -> Desk:
    """A text of a run one looks after; any other is absent."""
    user = person(request)
    runs = team_runs(user, ended_after=timezone.now() - TEAM_STAYS)
    texts = texts_of(runs, grader=user).filter(position=position, attempt__key=attempt)
    address = reverse("courses:grading-answer", args=[attempt, position])
    return Desk(
        text=get_object_or_404(texts),
        template="courses/grading-answer.html",
        address=address,
        back=reverse("courses:grading-queue"),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, run: str) -> HttpResponse:
    """Give somebody more time; names are shown when one asks for them, which is logged."""
    user, now = person(request), timezone.now()
    found = get_object_or_404(CourseRun.objects.select_related("course__partner"), key=run)
    if not can_look_after_run(found, user, now):
        raise Http404
    title = run_titles([found], language())[found.course_id]
    context: dict[str, Any] = {"run": found, "title": title, "choices": TimeAllowance.choices}
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
