"""What the pages of meetings have in common: their objects and how they answer."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from lms.common.errors import DomainError
from network.models import AgendaItem, Meeting
from network.queries.meetings import meetings_of
from network.queries.viewer import Viewer
from network.views.doors import see as see_address


def meeting_or_404(viewer: Viewer, key: str) -> Meeting:
    """A meeting of this person's; any other is absent."""
    return get_object_or_404(meetings_of(viewer), key=key)


def item_or_404(viewer: Viewer, meeting: str, key: str) -> AgendaItem:
    """An item of such a meeting."""
    row = meeting_or_404(viewer, meeting)
    return get_object_or_404(row.items.select_related("meeting"), key=key)


def see(name: str, *args: str, anchor: str = "") -> HttpResponse:
    """Answer a form: the browser asks for the page with GET."""
    return see_address(reverse(f"network:{name}", args=args) + anchor)


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    refusal: DomainError | None = None,
    is_invalid: bool = False,
) -> HttpResponse:
    """Render a page; what was refused stands above it, and the status says so."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_invalid else HTTPStatus.OK
    if refusal is not None:
        status, context = refusal.status, {**context, "error": str(refusal)}
    return render(request, template, context, status=status)
