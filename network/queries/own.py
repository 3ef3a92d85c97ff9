"""What a partner sees of its own: its houses, its entries and how fresh they are."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from network.enums import Freshness, ListingState, Source
from network.models import Listing, Partner
from network.queries.freshness import freshness
from network.queries.profile_score import ProfileScore, profile_score
from network.queries.viewer import Viewer

MOST_FOUND = 50  # of a search in all partners


@dataclass(frozen=True)
class OwnListing:
    """One offer or need as its partner sees it."""

    listing: Listing
    freshness: Freshness
    is_of_course: bool

    @property
    def is_open(self) -> bool:
        """It can be paused or resumed."""
        return self.listing.state in {ListingState.ACTIVE, ListingState.PAUSED}


@dataclass(frozen=True)
class OwnHouse:
    """One partner with all its entries, the archived ones apart."""

    partner: Partner
    score: ProfileScore
    freshness: Freshness
    listings: list[OwnListing]
    archived: list[OwnListing]
    active_count: int  # of those that count towards the limit


def own_house(partner: Partner, on: date) -> OwnHouse:
    """Read one's own partner. Costs two queries, whatever the number of entries."""
    rows = partner.listings.select_related("category").order_by("kind", "title", "pk")
    shown = [
        OwnListing(row, freshness(row.confirm_due, on), row.source == Source.COURSE) for row in rows
    ]
    return OwnHouse(
        partner=partner,
        score=profile_score(partner),
        freshness=freshness(partner.confirm_due, on),
        listings=[row for row in shown if row.listing.state != ListingState.ARCHIVED],
        archived=[row for row in shown if row.listing.state == ListingState.ARCHIVED],
        active_count=sum(counts_as_active(row.listing) for row in shown),
    )


def counts_as_active(listing: Listing) -> bool:
    """It counts towards the partner's limit; courses do not, they are approved one by one."""
    return listing.state == ListingState.ACTIVE and listing.source != Source.COURSE


def kept_partners(viewer: Viewer, text: str = "") -> list[Partner]:
    """The partners somebody keeps; city staff find all by name. Costs one query."""
    if not viewer.is_staff:
        return viewer.own_partners
    found = Partner.objects.filter(name__icontains=text) if text else Partner.objects.all()
    return list(found.order_by("name")[:MOST_FOUND])


def kept_partner(viewer: Viewer, key: str) -> Partner | None:
    """One partner if this person keeps it; a foreign one is like an absent one."""
    return _kept(viewer).filter(key=key).first()


def _kept(viewer: Viewer) -> QuerySet[Partner]:
    everyone = Partner.objects.all()
    return everyone if viewer.is_staff else everyone.filter(pk__in=viewer.edits)
