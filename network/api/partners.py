"""Published partners, for everybody."""

from typing import Annotated, Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import translation
from ninja import Field, Query, Router, Schema

from network.enums import PartnerState
from network.models import Partner
from network.queries.profile import partner_profile

router = Router(tags=["partners"])
PER_PAGE = 50


class PartnerOut(Schema):
    """A partner in a list; stages and fields are codes of the vocabularies."""

    slug: str
    name: str
    kind: str
    website: str
    url: str
    stages: list[str]
    action_fields: list[str]


class PlaceOut(Schema):
    """An address of a partner."""

    name: str
    street: str
    postal_code: str
    city: str
    accessibility: str


class PartnerDetailOut(PartnerOut):
    """Everything the partner page says, the mailbox aside."""

    summary: str
    html: str
    text_language: str = Field(description="Language of summary and html")
    places: list[PlaceOut]


class PartnerListOut(Schema):
    """One page of partners; fifty a page."""

    count: int
    results: list[PartnerOut]


@router.get("/partners", response=PartnerListOut, summary="List published partners")
def partner_list(
    request: HttpRequest, page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> dict[str, Any]:
    """Partners by name."""
    partners = Partner.objects.filter(state=PartnerState.PUBLISHED)
    start = (page - 1) * PER_PAGE
    rows = partners.prefetch_related("stages", "action_fields")[start : start + PER_PAGE]
    with translation.override(settings.LANGUAGE_CODE):
        return {"count": partners.count(), "results": [_values(partner) for partner in rows]}


@router.get("/partners/{slug}", response=PartnerDetailOut, summary="One published partner")
def partner_detail(request: HttpRequest, slug: str, language: str = "de") -> dict[str, Any]:
    """A partner with its text in ``language``, else in the site's first language."""
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        partner = Partner.objects.filter(slug=slug).first()
        profile = partner_profile(slug, known)
        if partner is None or profile is None:
            raise Http404
        return {
            **_values(partner),
            "summary": profile.summary,
            "html": profile.html,
            "text_language": profile.lang,
            "places": profile.places,
        }


def _values(partner: Partner) -> dict[str, Any]:
    """The public values of a partner, one by one: nothing else ever leaves."""
    return {
        "slug": partner.slug,
        "name": partner.name,
        "kind": partner.kind,
        "website": partner.website,
        "url": f"{settings.SITE_URL}{reverse('network:partner', args=[partner.slug])}",
        "stages": [stage.code for stage in partner.stages.all()],
        "action_fields": [field.code for field in partner.action_fields.all()],
    }
