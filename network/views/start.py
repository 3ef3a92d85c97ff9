"""The start page of those who steer the network."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.queries.meetings import next_meeting
from network.queries.start import start as read_start
from network.queries.viewer import Viewer
from network.views.doors import steering


@require_safe
@steering
def start(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what is overdue, what waits and when people meet next."""
    context = {
        "viewer": viewer,
        "start": read_start(viewer, timezone.localdate()),
        "meeting": next_meeting(viewer, timezone.now()),
    }
    return render(request, "network/start.html", context)
