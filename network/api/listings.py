"""Offers and needs, for everybody: what the public sees, whoever asks."""

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone, translation
from ninja import Query, Router, Schema

from network.api.partners import LICENCE
from network.enums import ListingFacet
from network.queries.listing_index import ListingEntry
from network.queries.listing_page import find_listings, listing_card
from network.queries.selection import ListingSelection

router = Router(tags=["listings"])
PER_PAGE = 50


class ListingOut(Schema):
    """An offer or need; category, fields and the like are codes of the vocabularies."""

    key: str
    kind: str
    title: str
    text: str
    language: str
    url: str
    partner: str
    category: str
    action_fields: list[str]
    competence_areas: list[str]
    target_groups: list[str]
    stages: list[str]
    mode: str
    districts: list[str]
    valid_from: date | None
    valid_to: date | None


class ListingListOut(Schema):
    """One page of listings; fifty a page."""

    licence: str
    count: int
    results: list[ListingOut]


@router.get("/listings", response=ListingListOut, summary="List offers and needs")
def listing_list(
    request: HttpRequest, page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> dict[str, Any]:
    """The newest first; takes the same filters as the address of the page."""
    with translation.override(settings.LANGUAGE_CODE):
        wanted = ListingSelection.from_query(request.GET)
        _index, found = find_listings(wanted, on=timezone.localdate())
        rows = found[(page - 1) * PER_PAGE : page * PER_PAGE]
        results = [_values(entry) for entry in rows]
    return {"licence": LICENCE, "count": len(found), "results": results}


def _values(entry: ListingEntry) -> dict[str, Any]:
    """The public values of a listing, one by one: nothing else ever leaves."""
    row, values = entry.listing, entry.values
    return {
        "key": row.key,
        "kind": row.kind,
        "title": row.title,
        "text": row.text,
        "language": row.language,
        "url": f"{settings.SITE_URL}{listing_card(entry).url}",
        "partner": entry.house.partner.slug,
        "category": "".join(values[ListingFacet.CATEGORY]),
        "action_fields": sorted(values[ListingFacet.FIELD]),
        "competence_areas": sorted(values[ListingFacet.COMPETENCE]),
        "target_groups": sorted(values[ListingFacet.TARGET_GROUP]),
        "stages": sorted(values[ListingFacet.STAGE]),
        "mode": row.mode,
        "districts": sorted(values[ListingFacet.DISTRICT]),
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }
