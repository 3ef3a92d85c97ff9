"""The start page of those who steer the network."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.queries.start import start as read_start
from network.queries.viewer import Viewer
from network.views.doors import for_viewers


@require_safe
@for_viewers(lambda viewer: viewer.steers)
def start(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what is overdue and what waits."""
    found = read_start(viewer, timezone.localdate())
    return render(request, "network/start.html", {"start": found, "viewer": viewer})
