"""What the page of one partner shows, to whoever looks."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.enums import (
    Freshness,
    ListingKind,
    PartnerState,
    PlaceFeature,
    Reach,
)
from network.models import Cooperation, Listing, Partner, PartnerText, Place
from network.queries.cards import confirmed_on
from network.queries.entries import reach_of
from network.queries.freshness import freshness
from network.queries.labels import language_labels
from network.queries.listings import visible_listings
from network.queries.public_cooperations import public_cooperations
from network.queries.viewer import NOBODY, Viewer
from network.queries.visibility import hidden_fields, level_for, masked, visible_partners


@dataclass(frozen=True)
class ShownPlace:
    """An address and what makes it accessible, in words."""

    place: Place
    features: list[str]


@dataclass(frozen=True)
class PartnerProfile:
    """One listed partner without what may not be seen; ``lang`` is the language of its texts."""

    partner: Partner  # masked: hidden columns are empty
    stages: list[EducationStage]
    fields: list[ActionField]
    competences: list[Competence]
    target_groups: list[TargetGroup]
    languages: list[str]
    reach: list[str]  # stadtweit, nur online
    places: list[ShownPlace]
    summary: str
    html: str  # sanitised when it was compiled
    lang: str
    confirmed_on: date | None
    is_unconfirmed: bool
    is_own: bool  # the viewer acts for it
    offers: list[Listing] = field(default_factory=list)
    needs: list[Listing] = field(default_factory=list)
    cooperations: list[Cooperation] = field(default_factory=list)  # public ones

    @property
    def website_host(self) -> str:
        """The website as people say it."""
        return urlsplit(self.partner.website).netloc.removeprefix("www.")

    @property
    def is_provisional(self) -> bool:
        """Listed by the city, not yet confirmed by the organisation."""
        return self.partner.state == PartnerState.PROVISIONAL


def partner_profile(
    slug: str, language: str, *, on: date, viewer: Viewer = NOBODY
) -> PartnerProfile | None:
    """Read the page of a listed partner, None for any other and whoever may not know of it.

    The text comes in ``language``, else in the site's first language. Costs at most ten queries.
    """
    found = Partner.objects.filter(visible_partners(viewer, on), slug=slug).first()
    if found is None:
        return None
    hidden = hidden_fields(found, level_for(viewer, found.pk))
    partner, text = masked(found, hidden), _text(found, language)
    places = [] if "places" in hidden else list(found.places.select_related("district"))
    listings = list(_listings(found, viewer, on))
    return PartnerProfile(
        partner=partner,
        stages=_tags(found, "stages", hidden),
        fields=_tags(found, "action_fields", hidden),
        competences=_tags(found, "competences", hidden),
        target_groups=_tags(found, "target_groups", hidden),
        languages=[label.title for label in language_labels(partner.languages).values()],
        reach=_reach(partner, places),
        places=[ShownPlace(place, _features(place)) for place in places],
        summary="" if "summary" in hidden else text.summary,
        html="" if "html" in hidden else text.html,
        lang=text.locale,
        confirmed_on=confirmed_on(partner.confirmed_at),
        is_unconfirmed=freshness(partner.confirm_due, on) != Freshness.FRESH,
        is_own=found.pk in viewer.houses,
        offers=[row for row in listings if row.kind == ListingKind.OFFER],
        needs=[row for row in listings if row.kind == ListingKind.NEED],
        cooperations=_cooperations(found, on),
    )


def _cooperations(partner: Partner, on: date) -> list[Cooperation]:
    rows = public_cooperations(on).filter(partners=partner).prefetch_related(None)
    return list(rows.order_by("-starts_on", "pk"))


def _listings(partner: Partner, viewer: Viewer, on: date) -> list[Listing]:
    rows = visible_listings(viewer, on).filter(partner=partner)
    return list(rows.select_related("category").order_by("title", "pk"))


def _tags(partner: Partner, name: str, hidden: frozenset[str]) -> list[Any]:
    return [] if name in hidden else list(getattr(partner, name).all())


def _reach(partner: Partner, places: list[Place]) -> list[str]:
    marks = reach_of(partner, places) - {Reach.PLACE, Reach.NOWHERE}
    return [str(choice.label) for choice in Reach if choice in marks]


def _features(place: Place) -> list[str]:
    known = set(place.accessibility_features)
    return [str(choice.label) for choice in PlaceFeature if choice in known]


def _text(partner: Partner, language: str) -> PartnerText:
    texts = {text.locale: text for text in partner.texts.all()}
    first = texts.get(language) or texts.get(settings.LANGUAGE_CODE)
    return first or PartnerText(partner=partner, locale=language)
