"""Listed partners, for everybody: what the public sees, whoever asks."""

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from ninja import Field, Query, Router, Schema

from network.enums import DirectoryFacet, PartnerState
from network.queries.cards import confirmed_on
from network.queries.directory import find
from network.queries.entries import Entry
from network.queries.index import index_for
from network.queries.profile import partner_profile
from network.queries.selection import Selection
from network.queries.viewer import NOBODY

router = Router(tags=["partners"])
PER_PAGE = 50
LICENCE = "https://www.govdata.de/dl-de/by-2-0"  # name the source: partners and this site


class PartnerOut(Schema):
    """A partner in a list; stages, fields and the like are codes of the vocabularies."""

    slug: str
    name: str
    kind: str
    website: str
    url: str
    stages: list[str]
    action_fields: list[str]
    competence_areas: list[str]
    target_groups: list[str]
    languages: list[str]
    districts: list[str]
    reach: list[str] = Field(description="place, city_wide, online, nowhere")
    offers: list[str] = Field(description="Categories of what it provides")
    seeks: list[str] = Field(description="Categories of what it seeks")
    is_provisional: bool = Field(description="Listed by the city, not yet confirmed")
    confirmed_on: date | None


class PlaceOut(Schema):
    """An address of a partner."""

    name: str
    street: str
    postal_code: str
    city: str
    accessibility: str
    accessibility_features: list[str]


class PartnerDetailOut(PartnerOut):
    """Everything the partner page says, the mailbox aside."""

    summary: str
    html: str
    text_language: str = Field(description="Language of summary and html")
    places: list[PlaceOut]
    licence: str


class PartnerListOut(Schema):
    """One page of partners; fifty a page."""

    licence: str
    count: int
    results: list[PartnerOut]


@router.get("/partners", response=PartnerListOut, summary="List partners")
def partner_list(
    request: HttpRequest, page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> dict[str, Any]:
    """Partners by name; takes the same filters as the address of the directory."""
    with translation.override(settings.LANGUAGE_CODE):
        wanted = Selection.from_query(request.GET)
        found = find(wanted, on=timezone.localdate()).entries
        rows = found[(page - 1) * PER_PAGE : page * PER_PAGE]
        results = [_values(entry) for entry in rows]
    return {"licence": LICENCE, "count": len(found), "results": results}


@router.get("/partners/{slug}", response=PartnerDetailOut, summary="One partner")
def partner_detail(request: HttpRequest, slug: str, language: str = "de") -> dict[str, Any]:
    """A partner with its text in ``language``, else in the site's first language."""
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    today = timezone.localdate()
    with translation.override(known):
        profile = partner_profile(slug, known, on=today)
        if profile is None:
            raise Http404
        entry = index_for(NOBODY, today).by_pk[profile.partner.pk]
        return {
            **_values(entry),
            "summary": profile.summary,
            "html": profile.html,
            "text_language": profile.lang,
            "places": [shown.place for shown in profile.places],
            "licence": LICENCE,
        }


def _values(entry: Entry) -> dict[str, Any]:
    """The public values of a partner, one by one: nothing else ever leaves."""
    partner, values = entry.partner, entry.values
    return {
        "slug": partner.slug,
        "name": partner.name,
        "kind": partner.kind,
        "website": partner.website,
        "url": f"{settings.SITE_URL}{reverse('network:partner', args=[partner.slug])}",
        "stages": sorted(values[DirectoryFacet.STAGE]),
        "action_fields": sorted(values[DirectoryFacet.FIELD]),
        "competence_areas": sorted(values[DirectoryFacet.COMPETENCE]),
        "target_groups": sorted(values[DirectoryFacet.TARGET_GROUP]),
        "languages": sorted(values[DirectoryFacet.LANGUAGE]),
        "districts": sorted(values[DirectoryFacet.DISTRICT]),
        "reach": sorted(values[DirectoryFacet.REACH]),
        "offers": sorted(values[DirectoryFacet.OFFERS]),
        "seeks": sorted(values[DirectoryFacet.SEEKS]),
        "is_provisional": partner.state == PartnerState.PROVISIONAL,
        "confirmed_on": confirmed_on(partner.confirmed_at),
    }
