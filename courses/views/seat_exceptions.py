"""Exceptions asked for where one learns at any time, for who decides: never who asks."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.actions.seat.exceptions import look_at_exceptions
from courses.enums import RefusalReason, RunKind
from courses.models import CourseRun
from courses.queries.deciders import deciders
from courses.queries.requirements import requirements
from courses.queries.seat_people import asked_exceptions
from courses.queries.team import run_titles
from courses.views.access import language, person, see, signed_in
from courses.views.seat_people import say_saved, take_decision
from courses.views.seat_team import run_or_404


def deciding_run_or_404(request: HttpRequest, key: str) -> CourseRun:
    """A run without dates on whose exceptions the person decides; any other is absent."""
    run, rights = run_or_404(request, key, RunKind.SELF_PACED)
    if not rights.exceptions:
        raise Http404
    return run


@never_cache
@signed_in
@require_safe
def exceptions(request: HttpRequest, run: str) -> HttpResponse:
    """Show the day and the reason under a short label, and what the course asks of everybody."""
    return _page(request, deciding_run_or_404(request, run))


@signed_in
@require_POST
def decide(request: HttpRequest, run: str, seat: str) -> HttpResponse:
    """Say yes or no; what was answered already says so, what others decide is absent."""
    found = deciding_run_or_404(request, run)
    rows = found.requests.filter(needs_exception=True).select_related("user")
    row = rows.filter(key=seat).first()
    if row is None or person(request) not in deciders(found, asker=row.user):
        raise Http404
    refused = take_decision(request, row, partial(_page, request, found))
    if refused is not None:
        return refused
    say_saved(request)
    return see(reverse("courses:run-exceptions", args=[found.key]))


def _page(
    request: HttpRequest, run: CourseRun, *, status: int = HTTPStatus.OK, **more: Any
) -> HttpResponse:
    look_at_exceptions(run=run, actor=person(request), at=timezone.now())
    context = {
        "run": run,
        "title": run_titles([run], language())[run.course_id],
        # Nothing is read of what somebody lacks: whoever writes the rules of the course would find
        # out by changing them how old somebody is, or what somebody has finished.
        "requirements": requirements(run.course, language()),
        "asking": asked_exceptions(run, decider=person(request)),
        "reasons": RefusalReason.choices,
        **more,
    }
    return render(request, "courses/run-exceptions.html", context, status=status)
