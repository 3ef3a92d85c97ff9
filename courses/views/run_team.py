"""Doors to what only the team of a run sees; for everybody else it is absent."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from courses.models import CourseRun
from courses.queries.team import run_titles
from courses.rules import can_look_after_run
from courses.views.access import language, person, signed_in

TeamView = Callable[..., HttpResponseBase]


def run_team(view: TeamView) -> TeamView:
    """Hand the view its run, given by the key in the address, until 60 days after the end."""

    @wraps(view)
    def wrapped(request: HttpRequest, run: str, **kwargs: Any) -> HttpResponseBase:
        rows = CourseRun.objects.select_related("course__partner", "place")
        found = rows.filter(key=run).first()
        if found is None or not can_look_after_run(found, person(request), timezone.now()):
            raise Http404
        return view(request, found, **kwargs)

    return signed_in(wrapped)


def title_of(run: CourseRun) -> str:
    """What the run's course is called."""
    return run_titles([run], language())[run.course_id]
