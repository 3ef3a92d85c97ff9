"""Learning paths in the catalogue."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from courses.queries.labels import catalogue_stamp
from courses.queries.path.progress import own_enrolments, path_progress
from courses.queries.path.public import find_path, matching_paths, published_paths
from courses.views.access import language
from lms.accounts.models import User

MAX_LENGTH = 80


@require_safe
def paths(request: HttpRequest) -> HttpResponse:
    """All paths on offer, or those in which the searched words occur."""
    text = " ".join(request.GET.get("q", "").split())[:MAX_LENGTH]
    found = list(published_paths(catalogue_stamp(), language()))
    found = matching_paths(found, text) if text else found
    return render(request, "courses/paths.html", {"paths": found, "text": text})


@require_safe
def path(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """One path; who is signed in sees how far they are."""
    found = find_path(key, stamp=catalogue_stamp(), language=language())
    if found is None:
        raise Http404
    if found.slug != slug:
        return redirect(found.url, permanent=True)
    user = request.user
    own = own_enrolments(user, found) if isinstance(user, User) else {}
    context = {"path": found, "progress": path_progress(found, own), "is_own": bool(own)}
    return render(request, "courses/path.html", context)
