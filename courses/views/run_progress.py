"""How far the people of a run are, for the team that looks after them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.actions.run import record_look
from courses.models import CourseRun
from courses.queries import run_progress as queries
from courses.rules import can_look_after_run
from courses.views.access import language, person, signed_in


@never_cache
@signed_in
@require_safe
def run_progress(request: HttpRequest, run: str) -> HttpResponse:
    """Show people under numbers by lessons; each look is logged. Others find nothing."""
    found = CourseRun.objects.filter(key=run).select_related("course__partner").first()
    viewer, now = person(request), timezone.now()
    if found is None or not can_look_after_run(found, viewer, now):
        raise Http404
    record_look(run=found, actor=viewer, at=now)
    view = queries.run_progress(run=found, number=request.GET.get("seite"), language=language())
    return render(request, "courses/run-progress.html", {"view": view, "page": view.page})
