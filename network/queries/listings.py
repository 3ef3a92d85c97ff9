"""Which offers and needs can be found and shown on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from network.enums import ListingState
from network.models import Listing
from network.queries.freshness import fresh_listings
from network.queries.viewer import LISTED, Viewer


def live(on: date) -> Q:
    """The condition of ``live_listings``."""
    return (
        Q(state=ListingState.ACTIVE, partner__state__in=LISTED)
        & (Q(valid_to=None) | Q(valid_to__gte=on))
        & (Q(capacity_left=None) | Q(capacity_left__gt=0))
    )


def live_listings(on: date) -> QuerySet[Listing]:
    """Active, not over, with room, of a listed partner; however long ago it was confirmed."""
    return Listing.objects.filter(live(on))


def shown_listings(on: date) -> QuerySet[Listing]:
    """Live, and neither it nor its partner hidden because nobody confirmed it.

    Whoever looks must also be asked for.
    """
    return live_listings(on).filter(fresh_listings(on))


def visible_listings(viewer: Viewer, on: date) -> QuerySet[Listing]:
    """Shown listings the viewer may see; city staff, coordinators and own houses: all live ones."""
    if viewer.steers:
        return live_listings(on)
    seen = Q(visibility__in=viewer.sees, partner__visibility__in=viewer.sees)
    return live_listings(on).filter((seen & fresh_listings(on)) | Q(partner__in=viewer.houses))


def open_to(viewer: Viewer, on: date) -> QuerySet[Listing]:
    """Listings whose own page the viewer may open: besides the visible ones those one looks after.

    An own house's and, for city staff and coordinators, everybody's: also drafts and past ones.
    """
    if viewer.steers:
        return Listing.objects.all()
    mine = Listing.objects.filter(partner__in=viewer.houses)
    return visible_listings(viewer, on) | mine
