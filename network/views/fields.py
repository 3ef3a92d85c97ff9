"""Public pages of the action fields."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from network.queries.fields import field_cards, field_page
from network.queries.viewer import viewer_of


@require_safe
def fields(request: HttpRequest) -> HttpResponse:
    """The action fields of the city's strategy."""
    today = timezone.localdate()
    viewer = viewer_of(request.user, today)
    context = {"viewer": viewer, "cards": field_cards(viewer, today)}
    return render(request, "network/fields.html", context)


@require_safe
def field(request: HttpRequest, code: str) -> HttpResponse:
    """One field: who coordinates, who takes part, what runs."""
    today = timezone.localdate()
    viewer = viewer_of(request.user, today)
    page = field_page(code, viewer=viewer, at=timezone.now(), on=today)
    if page is None:
        raise Http404
    return render(request, "network/field.html", {"viewer": viewer, "page": page})
