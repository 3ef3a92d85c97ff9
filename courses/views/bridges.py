"""Bridges between courses of neighbouring stages: to read, to confirm, to object to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.actions.bridge import confirm_bridge, end_bridge, object_to_bridge
from courses.models import Bridge, BridgeState, Course
from courses.queries.bridges import open_proposals, shown_bridges
from courses.views.access import language, see, signed_in
from lms.common.errors import DomainError
from lms.taxonomy.queries import action_fields
from network.queries.viewer import Viewer, viewer_of


@require_safe
def bridges(request: HttpRequest) -> HttpResponse:
    """Confirmed bridges for everybody (``feld``: of one field); proposals for who may confirm."""
    return _page(request, _viewer(request))


@signed_in
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Join two courses with a sentence why."""
    viewer = _viewer(request)
    if not viewer.steers:
        raise Http404
    found = {
        course.key: course
        for course in Course.objects.filter(
            key__in=[request.POST.get("before", ""), request.POST.get("after", "")]
        ).select_related("partner")
    }
    before, after = (found.get(request.POST.get(name, "")) for name in ("before", "after"))
    reason = request.POST.get("reason", "")[:300]
    if before is None or after is None:
        return _page(request, viewer, error=_("Wählen Sie zwei Kurse."), status=422)
    try:
        confirm_bridge(before=before, after=after, reason=reason, by=viewer, at=timezone.now())
    except DomainError as refusal:
        typed = (before.pk, after.pk, reason)
        return _page(request, viewer, error=str(refusal), status=refusal.status, typed=typed)
    messages.success(request, _("Der Übergang ist bestätigt. Beide Einrichtungen sind informiert."))
    return see(reverse("courses:bridges"))


@signed_in
@require_POST
def end(request: HttpRequest, bridge: str) -> HttpResponse:
    """Take a bridge down."""
    viewer = _viewer(request)
    if not viewer.steers:
        raise Http404
    row = get_object_or_404(Bridge.objects.select_related("before", "after"), key=bridge)
    try:
        end_bridge(bridge=row, by=viewer, at=timezone.now())
    except DomainError as refusal:
        return _page(request, viewer, error=str(refusal), status=refusal.status)
    return see(reverse("courses:bridges"))


@signed_in
@require_POST
def object_to(request: HttpRequest, bridge: str) -> HttpResponse:
    """A house takes down a bridge of one of its courses."""
    viewer = _viewer(request)
    rows = Bridge.objects.select_related("before__partner", "after__partner")
    row = get_object_or_404(rows.filter(state=BridgeState.CONFIRMED), key=bridge)
    houses = (row.before.partner, row.after.partner)
    own = [house for house in houses if viewer.is_staff or house.pk in viewer.edits]
    if not own:
        raise Http404
    object_to_bridge(bridge=row, partner=own[0], by=viewer, at=timezone.now())
    messages.success(request, _("Der Übergang wird nicht mehr gezeigt."))
    return see(reverse("courses:bridges"))


def _viewer(request: HttpRequest) -> Viewer:
    return viewer_of(request.user, timezone.localdate())


def _page(
    request: HttpRequest,
    viewer: Viewer,
    *,
    error: str = "",
    status: int = 200,
    typed: tuple[int, int, str] | None = None,
) -> HttpResponse:
    field = request.GET.get("feld", "")
    fields = list(action_fields())
    context: dict[str, Any] = {
        "viewer": viewer,
        "fields": fields,
        "field": next((one for one in fields if one.code == field), None),
        "rows": shown_bridges(language(), field),
        "proposals": open_proposals(language()) if viewer.steers else [],
        "error": error,
        "typed": typed,
    }
    return render(request, "courses/bridges.html", context, status=status)
