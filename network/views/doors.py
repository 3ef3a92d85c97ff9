"""Who may come in to the network's working pages: the checks their views begin with."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.queries.viewer import Viewer, viewer_of

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Send strangers to the log-in page; htmx gets 401 instead of a page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return _to_login(request)

    return wrapped


def for_viewers(may_enter: Callable[[Viewer], bool]) -> Callable[[View], View]:
    """Hand the view who looks; strangers log in, for all others who may not it is absent."""

    def decorate(view: View) -> View:
        @signed_in
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            viewer = viewer_of(request.user, timezone.localdate())
            if not may_enter(viewer):
                raise Http404
            return view(request, *args, viewer=viewer, **kwargs)

        return wrapped

    return decorate


def keeps_suggestions(viewer: Viewer) -> bool:
    """Editors of a partner, city staff and coordinators (row 23)."""
    return viewer.steers or bool(viewer.edits)


def keeps_houses(viewer: Viewer) -> bool:
    """Editors of a partner, and city staff (row 21)."""
    return viewer.is_staff or bool(viewer.edits)


def keeps_office(viewer: Viewer) -> bool:
    """City staff; a coordinator knows the office but has no right in it (row 34).

    Raises:
        PermissionDenied: A coordinator asks.
    """
    if viewer.is_coordinator and not viewer.is_staff:
        raise PermissionDenied(_("Das bearbeitet die Netzwerkstelle der Stadtverwaltung."))
    return viewer.is_staff


steering = for_viewers(lambda viewer: viewer.steers)  # row 33
keeper = for_viewers(keeps_houses)
office = for_viewers(keeps_office)


def see(address: str) -> HttpResponse:
    """Answer a form: the browser asks for the page with GET."""
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def _to_login(request: HttpRequest) -> HttpResponseBase:
    """To the log-in page and from there back; a form or a part of a page is no place to return."""
    is_part = bool(request.headers.get("HX-Request"))
    is_page = request.method in {"GET", "HEAD"} and not is_part
    login = redirect_to_login(request.get_full_path() if is_page else reverse("network:partners"))
    if not is_part:
        return login
    answer = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    answer["HX-Redirect"] = login.url  # nothing would be put into the page otherwise
    return answer
