"""Partner directory and partner page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url
from django_htmx.middleware import HtmxDetails

from lms.common.spreadsheet import CSV_TYPE, Sheet, as_csv
from network.queries import Selection, directory, partner_profile
from network.queries.directory import find
from network.queries.map import shapes_text
from network.queries.sheets import partner_sheet
from network.queries.viewer import viewer_of


class HtmxRequest(HttpRequest):
    """A request that passed django-htmx's middleware."""

    htmx: HtmxDetails


@require_safe
@vary_on_headers("HX-Request")
def partners(request: HtmxRequest) -> HttpResponse:
    """Show the directory; its address holds search, filters and page. htmx gets the results."""
    today = timezone.localdate()
    viewer = viewer_of(request.user, today)
    found = directory(
        Selection.from_query(request.GET),
        viewer=viewer,
        on=today,
        language=get_language() or "",
        page=request.GET.get("seite", "1"),
    )
    breadcrumb = [("/", _("Start")), ("", _("Partner"))]
    context = {"directory": found, "viewer": viewer, "breadcrumb": breadcrumb}
    return answer(request, "network/partners.html#partner-results", context, found.query)


def answer(request: HtmxRequest, part: str, context: dict[str, object], query: str) -> HttpResponse:
    """The whole page, or for htmx its part (``template#part``) and the address people share."""
    # Going back, htmx may have forgotten the page and asks for all of it.
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, part.partition("#")[0], context)
    response = render(request, part, context)
    # That address has no empty search field in it.
    return push_url(response, f"{request.path}?{query}".rstrip("?"))


@require_safe
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a listed partner; drafts, archived and hidden ones look like absent ones."""
    today = timezone.localdate()
    viewer = viewer_of(request.user, today)
    profile = partner_profile(slug, get_language() or "", viewer=viewer, on=today)
    if profile is None:
        raise Http404
    breadcrumb = [
        ("/", _("Start")),
        (reverse("network:partners"), _("Partner")),
        ("", profile.partner.name),
    ]
    context = {"profile": profile, "viewer": viewer, "breadcrumb": breadcrumb}
    return render(request, "network/partner.html", context)


@require_safe
def partners_csv(request: HttpRequest) -> HttpResponse:
    """All partners of the selection as a file: what the screen shows on all its pages."""
    today = timezone.localdate()
    viewer = viewer_of(request.user, today)
    found = find(Selection.from_query(request.GET), viewer=viewer, on=today)
    return csv_file(partner_sheet(found, get_language() or ""), "partner.csv")


def csv_file(sheet: Sheet, name: str) -> HttpResponse:
    """A table as a file to keep."""
    response = HttpResponse(as_csv(sheet), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@cache_control(public=True, max_age=86400)
def districts(request: HttpRequest) -> HttpResponse:
    """The rough shapes of the districts, for the map; nothing comes from elsewhere."""
    return HttpResponse(shapes_text(), content_type="application/geo+json")
