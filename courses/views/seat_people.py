"""Requests and people of a run, for its team alone; names are shown when asked for, and logged."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.actions.enrolment import leave
from courses.actions.run_team import name_people
from courses.actions.seat.approval import approve_request, refuse_request
from courses.actions.seat.moving import move_enrolment
from courses.enums import EnrolmentState, LeftReason, RefusalReason
from courses.forms.seat import DecisionForm, PersonForm
from courses.models import CourseRun, Enrolment, SeatRequest
from courses.queries.seat_people import asking_people, other_runs
from courses.queries.team import people_of, run_titles
from courses.views.access import language, person, see, signed_in
from courses.views.seat_team import run_or_404
from lms.common.errors import DomainError


def team_run_or_404(request: HttpRequest, key: str) -> CourseRun:
    """A run the person looks after; who manages its seats only finds no people."""
    run, rights = run_or_404(request, key)
    if not rights.people:
        raise Http404
    return run


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest, run: str) -> HttpResponse:
    """Show who asks, waits and is in, under numbers; a POST shows the names, which is logged."""
    return _page(request, team_run_or_404(request, run), with_names=request.method == "POST")


@signed_in
@require_POST
def decide(request: HttpRequest, run: str, seat: str) -> HttpResponse:
    """Say yes or no to a request; exceptions without names are decided at their own place."""
    found = team_run_or_404(request, run)
    row = get_object_or_404(found.requests.select_related("run"), key=seat)
    if row.is_nameless:
        raise Http404
    refused = take_decision(request, row, partial(_page, request, found))
    return refused or _done(request, found)


def take_decision(
    request: HttpRequest, row: SeatRequest, show: Callable[..., HttpResponse]
) -> HttpResponse | None:
    """Say yes or no as the form says; where that is refused, the page that ``show`` makes."""
    form, wrong = DecisionForm(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if not form.is_valid():
        return show(status=wrong)
    values: dict[str, Any] = {"request": row, "actor": person(request), "at": timezone.now()}
    reason = form.cleaned_data["reason"]
    try:
        if form.cleaned_data["act"] == "approve":
            approve_request(**values)
        elif reason is None:
            return show(status=wrong, error=_("Bitte wählen Sie einen Grund."), refused=row.key)
        else:
            refuse_request(**values, reason=reason)
    except DomainError as refusal:
        return show(status=refusal.status, error=str(refusal))
    return None


@signed_in
@require_POST
def change(request: HttpRequest, run: str) -> HttpResponse:
    """Take somebody out, or put them into another run of the course."""
    found = team_run_or_404(request, run)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    rows = Enrolment.objects.filter(run=found).exclude(state=EnrolmentState.LEFT)
    rows = rows.select_related("run", "user", "course__partner")
    row = get_object_or_404(rows, key=form.cleaned_data["enrolment"])
    try:
        _change(row, form, request)
    except DomainError as refusal:
        return _page(request, found, error=str(refusal), status=refusal.status)
    return _done(request, found)


def _change(row: Enrolment, form: PersonForm, request: HttpRequest) -> None:
    actor, now = person(request), timezone.now()
    if form.cleaned_data["act"] == "remove":
        leave(enrolment=row, at=now, reason=LeftReason.TEAM, actor=actor)
        return
    to = get_object_or_404(other_runs(row.run, now), key=form.cleaned_data["to"])
    move_enrolment(enrolment=row, to=to, actor=actor, at=now)


def say_saved(request: HttpRequest) -> None:
    """What who decided reads on the next page."""
    messages.success(request, _("Gespeichert. Die Person bekommt eine Nachricht."))


def _done(request: HttpRequest, run: CourseRun) -> HttpResponse:
    say_saved(request)
    return see(reverse("courses:run-requests", args=[run.key]))


def _page(
    request: HttpRequest,
    run: CourseRun,
    *,
    with_names: bool = False,
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    now = timezone.now()
    people = name_people(run=run, actor=person(request), at=now) if with_names else people_of(run)
    context = {
        "run": run,
        "title": run_titles([run], language())[run.course_id],
        "asking": asking_people(run),
        "people": people,
        "with_names": with_names,
        "reasons": RefusalReason.choices,
        "others": other_runs(run, now),
        **more,
    }
    return render(request, "courses/run-requests.html", context, status=status)
