"""Who may come into the network's own pages: signed in, one's own house, the office."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.accounts.models import User
from network.models import Listing, Partner
from network.queries.own import kept_partner
from network.queries.viewer import Viewer, viewer_of

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Send strangers to the log-in page; htmx gets 401 instead of a page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        is_page = request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request")
        login = redirect_to_login(request.get_full_path() if is_page else reverse("network:own"))
        if not request.headers.get("HX-Request"):
            return login
        answer = JsonResponse({"error": "sign in"}, status=HTTPStatus.UNAUTHORIZED)
        answer["HX-Redirect"] = login.url
        return answer

    return wrapped


def keeper(view: View) -> View:
    """Let in who keeps some partner, and city staff; the view gets ``viewer``."""

    @signed_in
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer = viewer_of(request.user, localdate(timezone.now()))
        if not viewer.edits and not viewer.is_staff:
            raise Http404
        return view(request, *args, viewer=viewer, **kwargs)

    return wrapped


def office(view: View) -> View:
    """Let in city staff; coordinators know the office is there and may not: 403, others 404."""

    @signed_in
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer = viewer_of(request.user, localdate(timezone.now()))
        if viewer.is_staff:
            return view(request, *args, viewer=viewer, **kwargs)
        if viewer.is_coordinator:
            raise PermissionDenied(_("Darüber entscheidet die Stadtverwaltung."))
        raise Http404

    return wrapped


def partner_or_404(viewer: Viewer, key: str) -> Partner:
    """A partner this person keeps; a foreign one answers exactly like an absent one."""
    partner = kept_partner(viewer, key)
    if partner is None:
        raise Http404
    return partner


def listing_or_404(partner: Partner, key: str) -> Listing:
    """An offer or need of this partner."""
    listing = partner.listings.select_related("partner").filter(key=key).first()
    if listing is None:
        raise Http404
    return listing


def person(request: HttpRequest) -> User:
    """The signed-in person."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def see(address: str) -> HttpResponse:
    """Answer a form: the browser asks for the page with GET."""
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, title: str, status: int = 200
) -> HttpResponse:
    """Render a page of a house with its breadcrumb."""
    items = [("/", _("Start")), (reverse("network:own"), _("Meine Einrichtung"))]
    partner = context.get("partner")
    if partner is not None:
        items.append((reverse("network:own-house", args=[partner.key]), partner.name))
    if title:
        items.append(("", title))
    context = {**context, "breadcrumb": items, "title": title}
    return render(request, template, context, status=status)
