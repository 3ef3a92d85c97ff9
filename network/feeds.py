"""Calendars to subscribe to: what is public, by field, and a person's own by a secret address."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lms.taxonomy.models import ActionField
from network.actions.feed import hashed
from network.formats.calendar import calendar
from network.models import FeedToken, Meeting
from network.queries.meetings import calendar_date, meetings_of, public_meetings
from network.queries.viewer import viewer_of

MOST = 100  # newest meetings in one feed


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """All public dates of the network."""
    return _feed(public_meetings(), _("Termine der Lernkette"), is_internal=False)


@require_safe
def field(request: HttpRequest, code: str) -> HttpResponse:
    """Public dates of one action field."""
    found = get_object_or_404(ActionField, code=code)
    return _feed(public_meetings(code), found.title, is_internal=False)


@require_safe
def own(request: HttpRequest, token: str) -> HttpResponse:
    """The meetings of the person who owns the address; one revoked is absent."""
    tokens = FeedToken.objects.filter(token_hash=hashed(token), revoked_at=None)
    owner = tokens.select_related("user").first()
    viewer = viewer_of(owner.user, timezone.localdate()) if owner else None
    if viewer is None or not viewer.steers:
        raise Http404
    response = _feed(meetings_of(viewer), _("Meine Treffen"), is_internal=True)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _feed(rows: QuerySet[Meeting], name: str, *, is_internal: bool) -> HttpResponse:
    newest = rows.prefetch_related("fields").order_by("-starts_at", "-pk")[:MOST]
    dates = [calendar_date(row, is_internal=is_internal) for row in newest]
    data = calendar(dates, name=name, is_feed=True)
    return HttpResponse(data, content_type="text/calendar; charset=utf-8")
