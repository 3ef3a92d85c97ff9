"""The pages of offers and needs: the list with true counts, and a single one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse

from network.enums import ListingFacet, ListingKind, ListingMode, ListingState
from network.models import Listing, Partner, Place
from network.queries.cards import confirmed_on
from network.queries.labels import language_labels
from network.queries.listing_index import ListingEntry, ListingIndex, listing_index_for
from network.queries.listings import open_to, visible_listings
from network.queries.narrowing import (
    ActiveFilter,
    FacetGroup,
    active_filters,
    fitting,
    groups,
    nearest,
    ways_out,
)
from network.queries.selection import ListingSelection
from network.queries.viewer import NOBODY, Viewer
from network.queries.visibility import hidden_fields, level_for, masked

PER_PAGE = 24


@dataclass(frozen=True)
class ListingCard:
    """An offer or need in a list."""

    key: str
    title: str
    url: str
    is_offer: bool
    kind_label: str
    category: str
    lang: str
    text: str
    partner_name: str
    partner_url: str
    where: list[str]  # districts, form
    valid_to: date | None


@dataclass(frozen=True)
class ListingPage:
    """Everything the list of offers and needs shows."""

    selection: ListingSelection
    total: int
    cards: list[ListingCard]
    page: Page[Any]
    facets: list[FacetGroup]
    active: list[ActiveFilter]
    nearest: list[ListingCard]
    ways_out: list[ActiveFilter]

    @property
    def query(self) -> str:
        """The address' query without the page number."""
        return self.selection.query()


@dataclass(frozen=True)
class ListingDetail:
    """One offer or need with everything its page says; lists are titles."""

    listing: Listing
    partner: Partner  # masked
    place: Place | None  # None also where the partner hides its places
    fields: list[Any]
    competences: list[Any]
    target_groups: list[Any]
    stages: list[Any]
    languages: list[str]
    confirmed_on: date | None
    is_listed: bool  # others find it; else only who looks after it sees this page

    @property
    def is_offer(self) -> bool:
        """Something provided, not something sought."""
        return self.listing.kind == ListingKind.OFFER


def find_listings(
    wanted: ListingSelection, *, viewer: Viewer = NOBODY, on: date
) -> tuple[ListingIndex, list[ListingEntry]]:
    """Everything a selection finds, newest first; screen, CSV, embedded list and API ask here."""
    index = listing_index_for(viewer, on)
    return index, fitting(index.entries, wanted)


def listing_page(
    wanted: ListingSelection, *, on: date, viewer: Viewer = NOBODY, page: str = "1"
) -> ListingPage:
    """Read one page of offers and needs; costs two queries, thirteen more after a change."""
    index, found = find_listings(wanted, viewer=viewer, on=on)
    leaf = Paginator(found, PER_PAGE).get_page(page)
    near = [] if found else nearest(index.entries, wanted)
    return ListingPage(
        selection=wanted,
        total=len(found),
        cards=[listing_card(entry) for entry in leaf.object_list],
        page=leaf,
        facets=groups(index.entries, found, wanted, index),
        active=active_filters(wanted, index.labels),
        nearest=[listing_card(entry) for entry in near],
        ways_out=[] if found else ways_out(index.entries, wanted, index.labels),
    )


def listing_card(entry: ListingEntry) -> ListingCard:
    """An offer or need as a list shows it, in the active language."""
    row, partner = entry.listing, entry.house.partner
    return ListingCard(
        key=row.key,
        title=row.title,
        url=reverse("network:listing", args=[row.key]),
        is_offer=row.kind == ListingKind.OFFER,
        kind_label=str(ListingKind(row.kind).label),
        category="".join(listing_titles(entry, ListingFacet.CATEGORY)),
        lang=row.language,
        text=row.text,
        partner_name=partner.name,
        partner_url=reverse("network:partner", args=[partner.slug]),
        where=listing_titles(entry, ListingFacet.DISTRICT)
        + ([str(ListingMode(row.mode).label)] if row.mode else []),
        valid_to=row.valid_to,
    )


def listing_titles(entry: ListingEntry, facet: ListingFacet) -> list[str]:
    """What a listing's values of a facet are called, in the vocabulary's order."""
    values = entry.values[facet]
    return [label.title for code, label in entry.labels[facet].items() if code in values]


def listing_detail(key: str, *, viewer: Viewer = NOBODY, on: date) -> ListingDetail | None:
    """Read the page of one listing, None for who may not know of it; costs at most six queries."""
    rows = open_to(viewer, on).select_related("partner", "category", "place__district")
    row = rows.filter(key=key).first()
    if row is None:
        return None
    hidden = hidden_fields(row.partner, level_for(viewer, row.partner_id))
    names = language_labels(row.languages_required).values()
    return ListingDetail(
        listing=row,
        partner=masked(row.partner, hidden),
        place=None if "places" in hidden else row.place,
        fields=list(row.action_fields.all()),
        competences=list(row.competences.all()),
        target_groups=list(row.target_groups.all()),
        stages=list(row.stages_wanted.all()),
        languages=[label.title for label in names],
        confirmed_on=confirmed_on(row.confirmed_at),
        is_listed=row.state == ListingState.ACTIVE
        and visible_listings(NOBODY, on).filter(pk=row.pk).exists(),
    )
