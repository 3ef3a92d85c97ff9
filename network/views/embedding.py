"""The directory on other people's pages: a list without script and cookie, and how to get it."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from lms.common.middleware import impersonal
from network.queries import Selection, directory
from network.queries.directory import Directory
from network.queries.listing_page import ListingPage, listing_page
from network.queries.selection import LIST, ListingSelection
from network.queries.viewer import viewer_of

PARTNERS, LISTINGS = "partner", "angebote"


@impersonal
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # the view takes more
def embed(request: HttpRequest, what: str) -> HttpResponse:
    """A list for other sites' frames, as nobody in particular sees it: no session is read."""
    context = {
        "what": what,
        "address": _address(request, what),
        "query": _query(request, what),
        "site_name": settings.SITE_NAME,
        "found": _content(request, what),
    }
    response = HttpResponse(render_to_string("network/embed.html", context))
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def embed_code(request: HttpRequest, what: str) -> HttpResponse:
    """Show the lines to copy for the selection in the address, and what they will look like."""
    viewer = viewer_of(request.user, timezone.localdate())
    route = "network:embed-listings" if what == LISTINGS else "network:embed"
    source = f"{reverse(route)}?{_query(request, what)}".rstrip("?")
    title = _titles()[what]
    code = format_html(
        '<iframe src="{}" title="{}" width="100%" height="600" loading="lazy"></iframe>',
        f"{settings.SITE_URL}{source}",
        title,
    )
    breadcrumb = [("/", _("Start")), (_address(request, what), title), ("", _("Einbetten"))]
    context = {
        "code": code,
        "source": source,
        "title": title,
        "viewer": viewer,
        "breadcrumb": breadcrumb,
    }
    return render(request, "network/embed-code.html", context)


def _content(request: HttpRequest, what: str) -> Directory | ListingPage:
    today, page = timezone.localdate(), request.GET.get("seite", "1")
    if what == LISTINGS:
        chosen = ListingSelection.from_query(request.GET)
        return listing_page(chosen, on=today, page=page)
    wanted = Selection.from_query(request.GET).shown_as(LIST)
    return directory(wanted, on=today, language=get_language() or "", page=page)


def _query(request: HttpRequest, what: str) -> str:
    if what == LISTINGS:
        return ListingSelection.from_query(request.GET).query()
    return Selection.from_query(request.GET).shown_as(LIST).query()


def _address(request: HttpRequest, what: str) -> str:
    """Where the whole list stands, with the same selection."""
    path = reverse("network:listings" if what == LISTINGS else "network:partners")
    return f"{path}?{_query(request, what)}".rstrip("?")


def _titles() -> dict[str, str]:
    return {PARTNERS: _("Partner der Lernkette"), LISTINGS: _("Angebote und Gesuche")}
