"""Offers and needs of the partners."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from network.queries.listing_page import find_listings, listing_detail, listing_page
from network.queries.selection import ListingSelection
from network.queries.sheets import listing_sheet
from network.queries.viewer import viewer_of
from network.views.directory import HtmxRequest, answer, csv_file


@require_safe
@vary_on_headers("HX-Request")
def listings(request: HtmxRequest) -> HttpResponse:
    """Show offers and needs; the address holds search, filters and page. htmx gets the results."""
    today = timezone.localdate()
    viewer = viewer_of(request.user, today)
    wanted = ListingSelection.from_query(request.GET)
    page = request.GET.get("seite", "1")
    found = listing_page(wanted, viewer=viewer, on=today, page=page)
    breadcrumb = [("/", _("Start")), ("", _("Angebote und Gesuche"))]
    context = {"listings": found, "viewer": viewer, "breadcrumb": breadcrumb}
    return answer(request, "network/listings.html#listing-results", context, found.query)


@require_safe
def listing(request: HttpRequest, key: str) -> HttpResponse:
    """Show one offer or need; what one may not know of looks like an absent one."""
    today = timezone.localdate()
    viewer = viewer_of(request.user, today)
    found = listing_detail(key, viewer=viewer, on=today)
    if found is None:
        raise Http404
    breadcrumb = [
        ("/", _("Start")),
        (reverse("network:listings"), _("Angebote und Gesuche")),
        ("", found.listing.title),
    ]
    context = {"detail": found, "viewer": viewer, "breadcrumb": breadcrumb}
    return render(request, "network/listing.html", context)


@require_safe
def listings_csv(request: HttpRequest) -> HttpResponse:
    """All listings of the selection as a file: what the screen shows on all its pages."""
    today = timezone.localdate()
    viewer = viewer_of(request.user, today)
    wanted = ListingSelection.from_query(request.GET)
    _index, found = find_listings(wanted, viewer=viewer, on=today)
    return csv_file(listing_sheet(found), "angebote-und-gesuche.csv")
