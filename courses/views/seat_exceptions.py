"""Exceptions asked for where one learns at any time, for who decides: numbers, never names."""

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
from courses.queries.admission import Gaps
from courses.queries.requirements import named_requirements
from courses.queries.seat import unmet_by_request
from courses.queries.seat_people import AskingPerson, asked_exceptions
from courses.queries.team import run_titles
from courses.rules import is_old_enough
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
    """Show who asks, under numbers, with the reason and what is missing."""
    return _page(request, deciding_run_or_404(request, run))


@signed_in
@require_POST
def decide(request: HttpRequest, run: str, seat: str) -> HttpResponse:
    """Say yes or no; what was answered already says so, the own request is absent."""
    found = deciding_run_or_404(request, run)
    rows = found.requests.filter(needs_exception=True).exclude(user=person(request))
    row = rows.filter(key=seat).first()
    if row is None:
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
        "asking": _with_gaps(run, asked_exceptions(run, decider=person(request))),
        "reasons": RefusalReason.choices,
        **more,
    }
    return render(request, "courses/run-exceptions.html", context, status=status)


def _with_gaps(run: CourseRun, people: list[AskingPerson]) -> list[tuple[AskingPerson, Gaps]]:
    """What each lacks, as rules of the course: how old somebody is stays theirs."""
    unmet = unmet_by_request(one.request.pk for one in people)
    rows = {row.pk: row for missing in unmet.values() for row in missing}
    named = named_requirements(rows.values(), language())
    return [
        (
            one,
            Gaps(
                is_too_young=not is_old_enough(one.request.user, run.course),
                missing=[named[row.pk] for row in unmet.get(one.request.pk, []) if row.pk in named],
            ),
        )
        for one in people
    ]
