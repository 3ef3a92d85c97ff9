"""Reads the directory into memory and remembers it per state, day and level of visibility."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Max, Q, Subquery, Sum

from lms.common.keys import new_key
from lms.taxonomy.models import ActionField, District, EducationStage, TargetGroup
from network.enums import (
    DirectoryFacet,
    EntryState,
    ListingKind,
    ListingState,
    PartnerKind,
    PlaceFeature,
    Reach,
    Visibility,
)
from network.models import (
    DirectoryVersion,
    Listing,
    Partner,
    PartnerText,
    Place,
    ResourceCategory,
)
from network.queries.entries import (
    TAGS,
    Entry,
    Index,
    Labels,
    categories_of,
    freshness_of,
    middle_of,
    reach_of,
    spots_of,
)
from network.queries.freshness import fresh
from network.queries.labels import (
    Label,
    Links,
    areas,
    choice_labels,
    language_labels,
    terms,
)
from network.queries.listings import live, shown_listings
from network.queries.viewer import LEVELS, LISTED, Viewer
from network.queries.visibility import hidden_fields, masked

Stamp = tuple[Any, ...]


def directory_stamp() -> Stamp:
    """Name the state of the directory; what is remembered is remembered under it (two queries).

    Bulk writes send no signals, so that counts and versions stand beside the stamp.
    """
    active = Count("pk", filter=Q(state=ListingState.ACTIVE))
    stamp = DirectoryVersion.objects.filter(pk=1).values("stamp")
    listings = Listing.objects.aggregate(
        number=Count("pk"), active=active, versions=Sum("version"), due=Max("confirm_due")
    )
    partners = Partner.objects.aggregate(
        stamp=Max(Subquery(stamp)),
        number=Count("pk"),
        listed=Count("pk", filter=Q(state__in=LISTED)),
        versions=Sum("version"),
    )
    # Nothing was ever saved by itself: remember nothing.
    return (partners["stamp"] or new_key(), *partners.values(), *listings.values())


def index_for(viewer: Viewer, on: date) -> Index:
    """The directory as this person may see it; in it own houses stand with everything.

    Costs two queries, ten more once for every change, day and level; time and memory grow
    with the number of partners, so that counts are true without a query for each.
    """
    return index_at(directory_stamp(), viewer, on)


def index_at(stamp: Stamp, viewer: Viewer, on: date) -> Index:
    """The same for a state that was asked for already."""
    common = remembered(stamp, viewer.level, on)
    if viewer.steers or not viewer.houses:
        return common
    everything = remembered(stamp, Visibility.STAFF, on)
    own = {pk: everything.by_pk[pk] for pk in viewer.houses if pk in everything.by_pk}
    others = [entry for entry in common.entries if entry.partner.pk not in own]
    entries = sorted([*others, *own.values()], key=lambda row: row.name)
    labels = common.labels | {DirectoryFacet.LANGUAGE: _languages(entries)}
    return replace(common, entries=entries, labels=labels)


@lru_cache(maxsize=6)
def remembered(stamp: Stamp, level: Visibility, on: date) -> Index:
    """Read the whole directory; costs ten queries."""
    rows = _read(level, on)
    partners = Partner.objects.filter(state__in=LISTED, visibility__in=LEVELS[level])
    if level != Visibility.STAFF:  # staff and own houses also see what waits to be confirmed
        partners = partners.filter(fresh(on))
    entries = [_entry(partner, rows, level, on) for partner in partners.order_by("slug")]
    rows.labels[DirectoryFacet.LANGUAGE] = _languages(entries)
    return Index(sorted(entries, key=lambda entry: entry.name), rows.labels, rows.middles)


def _languages(entries: list[Entry]) -> dict[str, Label]:
    """Only those of what is seen: a further one would tell of something hidden."""
    return language_labels(
        {code for entry in entries for code in entry.values[DirectoryFacet.LANGUAGE]}
    )


@dataclass(frozen=True)
class _Rows:
    """What was read beside the partners themselves; rows by the partner's primary key."""

    labels: Labels
    links: dict[DirectoryFacet, Links]
    places: dict[int, list[Place]]
    texts: dict[int, dict[str, str]]
    listings: dict[int, list[Listing]]
    middles: dict[str, tuple[float, float]]


def _read(level: Visibility, on: date) -> _Rows:
    districts = list(District.objects.all())
    labels, links = _vocabularies(districts)
    return _Rows(
        labels=labels,
        links=links,
        places=_by_partner(Place.objects.select_related("district")),
        texts=_texts(),
        listings=_by_partner(_listings(level, on)),
        middles={row.code: point for row in districts if (point := middle_of(row))},
    )


def _entry(partner: Partner, rows: _Rows, level: Visibility, on: date) -> Entry:
    """One partner, without what this level may not see."""
    hidden = hidden_fields(partner, level)
    shown, listings = masked(partner, hidden), tuple(rows.listings[partner.pk])
    places = [] if "places" in hidden else rows.places[partner.pk]
    tags = {
        facet: frozenset(() if name in hidden else rows.links[facet][partner.pk])
        for facet, name in TAGS.items()
    }
    marks = {
        DirectoryFacet.OFFERS: categories_of(listings, ListingKind.OFFER),
        DirectoryFacet.SEEKS: categories_of(listings, ListingKind.NEED),
        DirectoryFacet.FRESHNESS: freshness_of(shown, on, is_hidden="confirmed_at" in hidden),
    }
    return Entry(
        partner=shown,
        values=tags | _facts(shown, places) | marks,
        labels=rows.labels,
        texts={} if "summary" in hidden else rows.texts[partner.pk],
        spots=spots_of(places),
        listings=listings,
    )


def _facts(partner: Partner, places: list[Place]) -> dict[DirectoryFacet, frozenset[str]]:
    features = (feature for place in places for feature in place.accessibility_features)
    return {
        DirectoryFacet.KIND: frozenset({partner.kind}),
        DirectoryFacet.DISTRICT: frozenset(
            place.district.code for place in places if place.district
        ),
        DirectoryFacet.LANGUAGE: frozenset(partner.languages),
        DirectoryFacet.ACCESSIBILITY: frozenset(features),
        DirectoryFacet.REACH: reach_of(partner, places),
    }


def _vocabularies(districts: list[District]) -> tuple[Labels, dict[DirectoryFacet, Links]]:
    stages, stage_links = terms(EducationStage, "partners")
    fields, field_links = terms(ActionField, "partners", "colour", "icon")
    groups, group_links = terms(TargetGroup, "partners")
    known, area_links = areas("partners")
    categories = {row.code: Label(row.title_de, row.title_en) for row in _categories()}
    labels: Labels = {
        DirectoryFacet.STAGE: stages,
        DirectoryFacet.FIELD: fields,
        DirectoryFacet.KIND: choice_labels(PartnerKind),
        DirectoryFacet.OFFERS: categories,
        DirectoryFacet.SEEKS: categories,
        DirectoryFacet.COMPETENCE: known,
        DirectoryFacet.TARGET_GROUP: groups,
        DirectoryFacet.DISTRICT: {
            row.code: Label(row.title_de, row.title_en, other_names=row.title_dsb)
            for row in districts
        },
        DirectoryFacet.REACH: choice_labels(Reach),
        DirectoryFacet.ACCESSIBILITY: choice_labels(PlaceFeature),
        DirectoryFacet.FRESHNESS: choice_labels(EntryState),
    }
    links = {
        DirectoryFacet.STAGE: stage_links,
        DirectoryFacet.FIELD: field_links,
        DirectoryFacet.COMPETENCE: area_links,
        DirectoryFacet.TARGET_GROUP: group_links,
    }
    return labels, links


def _categories() -> list[ResourceCategory]:
    return list(ResourceCategory.objects.all())


def _listings(level: Visibility, on: date) -> Any:
    """Staff and own houses also see what waits to be confirmed."""
    rows = Listing.objects.filter(live(on)) if level == Visibility.STAFF else shown_listings(on)
    return (
        rows.filter(visibility__in=LEVELS[level])
        .annotate(category_code=F("category__code"))
        .only("partner", "kind", "title")
        .order_by("kind", "title", "pk")
    )


def _by_partner(rows: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.partner_id].append(row)
    return found


def _texts() -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = PartnerText.objects.exclude(summary="").order_by("locale")
    for partner, locale, summary in rows.values_list("partner", "locale", "summary"):
        found[partner][locale] = summary
    return found
