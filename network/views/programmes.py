"""Funding in public: the directory of programmes, one programme, deadlines as calendars."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from lms.common.htmx import wants_part
from network.formats.calendar import calendar
from network.models import FundingCall
from network.queries.funding import calendar_dates, open_calls
from network.queries.programme_page import programme_page
from network.queries.programmes import (
    ProgrammeSelection,
    programme_directory,
    shown_programmes,
)
from network.queries.viewer import Viewer, viewer_of
from network.rules.funding_sight import choices, comparison
from network.views.doors import keeps_suggestions


@require_safe
@vary_on_headers("HX-Request")
def programmes(request: HttpRequest) -> HttpResponse:
    """Show the directory; its address holds the filters. htmx gets the results."""
    now = timezone.now()
    found = programme_directory(ProgrammeSelection.from_query(request.GET), now)
    context = {
        "directory": found,
        "viewer": viewer_of(request.user, timezone.localdate()),
        "breadcrumb": [("/", _("Start")), ("", _("Förderung"))],
    }
    if not wants_part(request):
        return render(request, "network/programmes.html", context)
    response = render(request, "network/programmes.html#programme-results", context)
    return push_url(response, f"{request.path}?{found.query}".rstrip("?"))


@require_safe
def programme(request: HttpRequest, programme: str) -> HttpResponse:
    """Show one programme; who keeps a house or steers sees how something of theirs fits."""
    viewer, now = viewer_of(request.user, timezone.localdate()), timezone.now()
    page = programme_page(programme, viewer, now)
    if page is None:
        raise Http404
    steps = [("/", _("Start")), (reverse("network:programmes"), _("Förderung"))]
    context = {
        "page": page,
        "programme": page.card.programme,
        "viewer": viewer,
        "may_compare": keeps_suggestions(viewer),
        "breadcrumb": [*steps, ("", page.card.programme.title)],
    }
    if context["may_compare"]:
        context |= _compared(request, viewer, context["programme"])
    return render(request, "network/programme.html", context)


def _compared(request: HttpRequest, viewer: Viewer, programme: object) -> dict[str, object]:
    """What may be compared, and what was; somebody else's answers like an absent one."""
    offered = choices(viewer)
    asked = request.GET.get("vergleich", offered[0].value if offered else "")
    found = comparison(programme, viewer, asked) if asked else None  # type: ignore[arg-type]
    if found is None and request.GET.get("vergleich"):
        raise Http404
    return {"choices": offered, "comparison": found}


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """All deadlines to come, to subscribe to."""
    return _calendar(open_calls(timezone.now()), _("Förderfristen der Lernkette"))


@require_safe
def programme_deadlines(request: HttpRequest, programme: str) -> HttpResponse:
    """The deadlines of one programme."""
    row = get_object_or_404(shown_programmes(), code=programme)
    return _calendar(open_calls(timezone.now()).filter(programme=row), row.title)


def _calendar(calls: Iterable[FundingCall], name: str) -> HttpResponse:
    data = calendar(calendar_dates(calls), name=name, is_feed=True)
    return HttpResponse(data, content_type="text/calendar; charset=utf-8")
