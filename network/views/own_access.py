"""What the pages of one's own house have in common: their objects and their frame."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.accounts.models import User
from network.models import Listing, Partner
from network.queries.own import kept_partner
from network.queries.viewer import Viewer


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
