"""A partner's own offers and needs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.common.errors import DomainError
from lms.common.htmx import wants_part
from network.actions.listing import (
    confirm_listing,
    copy_listing,
    create_listing,
    set_listing_state,
    update_listing,
)
from network.actions.profile import StaleEditError
from network.enums import ListingKind, ListingState, Source
from network.forms.own import Difference
from network.forms.own_listing import ListingForm
from network.models import Listing, Partner
from network.queries.viewer import Viewer
from network.views.doors import keeper, see
from network.views.own_access import listing_or_404, page, partner_or_404, person

FORM = ["GET", "HEAD", "POST"]
ASK = "vorschlaege"  # the button that only looks for suggestions
DRAFT = "entwurf"
TEMPLATE = "network/own-listing.html"
STATES = {
    "veroeffentlichen": ListingState.ACTIVE,
    "ruhen": ListingState.PAUSED,
    "archivieren": ListingState.ARCHIVED,
}


@dataclass(frozen=True)
class Desk:
    """One entry on somebody's desk: who writes what for whom."""

    request: HttpRequest
    viewer: Viewer
    partner: Partner
    form: ListingForm
    title: str
    listing: Listing | None = None


@keeper
@require_http_methods(FORM)
def listing_new(request: HttpRequest, partner: str, viewer: Viewer) -> HttpResponse:
    """Write a new offer or need."""
    row = partner_or_404(viewer, partner)
    asked = request.GET.get("art", "")
    kind = asked if asked in ListingKind.values else ListingKind.OFFER.value
    form = ListingForm(request.POST or None, partner=row, initial={"kind": kind})
    desk = Desk(request, viewer, row, form, _("Neuer Eintrag"))
    if request.method != "POST" or ASK in request.POST:
        return _form(desk)
    return _saved(desk, partial(create_listing, partner=row, is_draft=DRAFT in request.POST))


@keeper
@require_http_methods(FORM)
def listing(request: HttpRequest, partner: str, listing: str, viewer: Viewer) -> HttpResponse:
    """Change an offer or need; a course's offer is shown with the way to its course."""
    row = partner_or_404(viewer, partner)
    found = listing_or_404(row, listing)
    if found.source == Source.COURSE and request.method != "POST":
        context = {"viewer": viewer, "partner": row, "listing": found}
        return page(request, "network/own-course-offer.html", context, title=found.title)
    form = ListingForm(request.POST or None, partner=row, listing=found)
    desk = Desk(request, viewer, row, form, found.title, found)
    if request.method != "POST" or ASK in request.POST:
        return _form(desk)
    return _saved(desk, partial(update_listing, listing=found))


@keeper
@require_POST
def listing_state(request: HttpRequest, partner: str, listing: str, viewer: Viewer) -> HttpResponse:
    """Publish, pause, archive, copy or confirm, as the pressed button says."""
    row = partner_or_404(viewer, partner)
    found = listing_or_404(row, listing)
    button, who, now = request.POST.get("aktion", ""), person(request), timezone.now()
    home = see(reverse("network:own-house", args=[row.key]))
    try:
        if button == "kopieren":
            copy = copy_listing(listing=found, actor=who, at=now)
            return see(reverse("network:own-listing", args=[row.key, copy.key]))
        if button == "bestaetigen":
            confirm_listing(listing=found, actor=who, at=now)
        elif button in STATES:
            set_listing_state(listing=found, state=STATES[button], actor=who, at=now)
    except DomainError as error:
        messages.error(request, str(error))
        return home
    messages.success(request, _("„%(title)s“ ist gespeichert.") % {"title": found.title})
    return home


def _saved(desk: Desk, act: Callable[..., Any]) -> HttpResponse:
    """Store what was typed, or show the form again with everything in it."""
    form, listing = desk.form, desk.listing
    if not form.is_valid():
        return _form(desk, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    version = {"version": form.cleaned_data["version"]} if listing else {}
    try:
        act(facts=form.facts(), actor=person(desk.request), at=timezone.now(), **version)
    except StaleEditError as error:
        differences = form.differences()
        form.against(Listing.objects.get(pk=listing.pk).version if listing else 0)
        return _form(desk, status=error.status, differences=differences)
    except DomainError as error:
        form.add_error(None, str(error))
        return _form(desk, status=error.status)
    messages.success(desk.request, _("Der Eintrag ist gespeichert."))
    return see(reverse("network:own-house", args=[desk.partner.key]))


def _form(
    desk: Desk, *, status: int = 200, differences: list[Difference] | None = None
) -> HttpResponse:
    request, form = desk.request, desk.form
    only_asks = request.method == "POST" and ASK in request.POST
    suggested = form.suggested() if form.is_bound or desk.listing else []
    if only_asks:  # nothing is judged yet
        form.unjudged()
    context = {
        "viewer": desk.viewer, "partner": desk.partner, "form": form, "listing": desk.listing,
        "differences": differences, "suggested": suggested, "has_asked": only_asks,
        "ask": ASK, "draft": DRAFT,
    }  # fmt: skip
    part = f"{TEMPLATE}#suggestions" if only_asks and wants_part(request) else TEMPLATE
    return page(request, part, context, title=desk.title, status=int(status))
