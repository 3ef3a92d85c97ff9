"""Who may come in: city staff and coordinators; for everybody else the pages are absent."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from lms.common.errors import DomainError
from network.models import AgendaItem, Meeting
from network.queries.meetings import meetings_of
from network.queries.viewer import Viewer, viewer_of

View = Callable[..., HttpResponse]


def steering(view: View) -> View:
    """Hand the viewer to a view; strangers go to the log-in page, others find nothing."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_login(request)
        viewer = viewer_of(request.user, timezone.localdate())
        if not viewer.steers:
            raise Http404
        return view(request, viewer, *args, **kwargs)

    return wrapped


def meeting_or_404(viewer: Viewer, key: str) -> Meeting:
    """A meeting of this person's; any other is absent."""
    return get_object_or_404(meetings_of(viewer), key=key)


def item_or_404(viewer: Viewer, meeting: str, key: str) -> AgendaItem:
    """An item of such a meeting."""
    row = meeting_or_404(viewer, meeting)
    return get_object_or_404(row.items.select_related("meeting"), key=key)


def see(name: str, *args: str, anchor: str = "") -> HttpResponse:
    """Answer a form: the browser asks for the page with GET."""
    address = reverse(f"network:{name}", args=args)
    return HttpResponseRedirect(address + anchor, status=HTTPStatus.SEE_OTHER)


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


def _to_login(request: HttpRequest) -> HttpResponse:
    is_reading = request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request")
    target = request.get_full_path() if is_reading else reverse("network:meetings")
    login = redirect_to_login(target)
    if not request.headers.get("HX-Request"):
        return login
    answer = JsonResponse({"error": "sign in"}, status=HTTPStatus.UNAUTHORIZED)
    answer["HX-Redirect"] = login.url  # nothing would be put into the page otherwise
    return answer
