"""Cooperations in public: only what runs or is done, and only if every partner allows it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.queries.public_cooperations import public_cooperations
from network.queries.viewer import viewer_of

PER_PAGE = 24


@require_safe
def cooperations(request: HttpRequest) -> HttpResponse:
    """List them, newest first."""
    today = timezone.localdate()
    page = Paginator(public_cooperations(today), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "viewer": viewer_of(request.user, today),
        "page": page,
        "breadcrumb": [("/", _("Start")), ("", _("Kooperationen"))],
    }
    return render(request, "network/cooperations.html", context)


@require_safe
def cooperation(request: HttpRequest, cooperation: str) -> HttpResponse:
    """Show one; all others look like absent ones."""
    today = timezone.localdate()
    found = get_object_or_404(public_cooperations(today), key=cooperation)
    breadcrumb = [
        ("/", _("Start")),
        (reverse("network:cooperations"), _("Kooperationen")),
        ("", found.title),
    ]
    viewer = viewer_of(request.user, today)
    context = {"viewer": viewer, "cooperation": found, "breadcrumb": breadcrumb}
    return render(request, "network/cooperation.html", context)
