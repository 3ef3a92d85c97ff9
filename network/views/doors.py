"""Who may come in to the network's working pages: the checks their views begin with."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from network.queries.viewer import Viewer, viewer_of

View = Callable[..., HttpResponseBase]


def for_viewers(may_enter: Callable[[Viewer], bool]) -> Callable[[View], View]:
    """Hand the view who looks; strangers log in, for all others who may not it is absent."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_login(request)
            viewer = viewer_of(request.user, timezone.localdate())
            if not may_enter(viewer):
                raise Http404
            return view(request, viewer, *args, **kwargs)

        return wrapped

    return decorate


def keeps_suggestions(viewer: Viewer) -> bool:
    """Editors of a partner, city staff and coordinators (row 23)."""
    return viewer.steers or bool(viewer.edits)


def keeps_office(viewer: Viewer) -> bool:
    """City staff; a coordinator knows the office but has no right in it (row 34).

    Raises:
        PermissionDenied: A coordinator asks.
    """
    if viewer.is_coordinator and not viewer.is_staff:
        raise PermissionDenied(_("Das bearbeitet die Netzwerkstelle der Stadtverwaltung."))
    return viewer.is_staff


def see(address: str) -> HttpResponse:
    """Answer a form: the browser asks for the page with GET."""
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def _to_login(request: HttpRequest) -> HttpResponseBase:
    is_page = request.method in {"GET", "HEAD"}
    login = redirect_to_login(request.get_full_path() if is_page else "/")
    if not request.headers.get("HX-Request"):
        return login
    answer = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    answer["HX-Redirect"] = login.url
    return answer
