"""Offers and needs as searchable entries, remembered per state, day and level of visibility."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import F, Value

from network.enums import (
    DirectoryFacet,
    ListingFacet,
    ListingKind,
    ListingMode,
    Visibility,
)
from network.models import Listing
from network.queries.entries import Entry
from network.queries.index import Stamp, directory_stamp, remembered
from network.queries.labels import Label, area_code, choice_labels, language_labels
from network.queries.listings import live, shown_listings
from network.queries.narrowing import counted, folded
from network.queries.viewer import LEVELS, Viewer

Labels = dict[ListingFacet, dict[str, Label]]
Tags = dict[int, set[str]]
# Facets whose values are tags, and the relation that holds them.
COLUMNS = (
    "key", "partner", "kind", "title", "text", "language", "languages_required", "mode",
    "valid_from", "valid_to", "created_at",
)  # fmt: skip
TAGS = {
    ListingFacet.FIELD: "action_fields",
    ListingFacet.TARGET_GROUP: "target_groups",
    ListingFacet.STAGE: "stages_wanted",
}


@dataclass(frozen=True)
class ListingEntry:
    """One offer or need with its partner's entry, both as somebody of a level may see them."""

    listing: Listing
    house: Entry
    values: Mapping[ListingFacet, frozenset[str]]
    labels: Labels = field(repr=False)

    @cached_property
    def words(self) -> str:
        """All the search looks at, folded: title, text, partner and the names of all values."""
        parts = [self.listing.title, self.listing.text, self.house.partner.name]
        for facet, codes in self.values.items():
            for code in codes & self.labels[facet].keys():
                label = self.labels[facet][code]
                parts += [str(label.name), label.name_en, label.other_names]
        return " ".join(map(folded, parts))


@dataclass(frozen=True)
class ListingIndex:
    """All shown listings, newest first, and what their values are called."""

    entries: list[ListingEntry]
    labels: Labels

    @cached_property
    def by_pk(self) -> dict[int, ListingEntry]:
        """Entries by the listing's primary key."""
        return {entry.listing.pk: entry for entry in self.entries}

    @cached_property
    def present(self) -> dict[ListingFacet, frozenset[str]]:
        """Values by facet that any entry has."""
        found: dict[ListingFacet, set[str]] = defaultdict(set)
        for entry in self.entries:
            for facet, values in entry.values.items():
                found[facet] |= values
        return {facet: frozenset(found[facet]) for facet in ListingFacet}

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.entries)

    @cached_property
    def numbers(self) -> Mapping[Any, Counter[str]]:
        """How many entries have each value, when nothing narrows."""
        return counted(self.entries, ListingFacet)


def listing_index_for(viewer: Viewer, on: date) -> ListingIndex:
    """The listings as this person may see them; own houses' with everything.

    Costs two queries; three more, and the directory's ten, once for every change, day and level.
    """
    stamp = directory_stamp()
    common = remembered_listings(stamp, viewer.level, on)
    if viewer.steers or not viewer.houses:
        return common
    everything = remembered_listings(stamp, Visibility.STAFF, on)
    own = [row for row in everything.entries if row.listing.partner_id in viewer.houses]
    others = [row for row in common.entries if row.listing.partner_id not in viewer.houses]
    entries = sorted([*own, *others], key=_newest)
    labels = common.labels | {ListingFacet.LANGUAGE: _languages(entries)}
    return replace(common, entries=entries, labels=labels)


@lru_cache(maxsize=6)
def remembered_listings(stamp: Stamp, level: Visibility, on: date) -> ListingIndex:
    """Read all listings of a level; costs three queries beside the directory's."""
    houses = remembered(stamp, level, on)
    labels = _labels(houses.labels)
    tags = _tags() | {ListingFacet.COMPETENCE: _areas()}
    entries = [
        ListingEntry(
            listing=row,
            house=houses.by_pk[row.partner_id],
            values=_values(row, houses.by_pk[row.partner_id], tags, labels),
            labels=labels,
        )
        for row in _rows(level, on)
        if row.partner_id in houses.by_pk
    ]
    labels[ListingFacet.LANGUAGE] = _languages(entries)
    return ListingIndex(sorted(entries, key=_newest), labels)


def _languages(entries: list[ListingEntry]) -> dict[str, Label]:
    """Only those of what is seen: a further one would tell of something hidden."""
    return language_labels(
        {code for entry in entries for code in entry.values[ListingFacet.LANGUAGE]}
    )


def _newest(entry: ListingEntry) -> tuple[float, int]:
    return (-entry.listing.created_at.timestamp(), -entry.listing.pk)


def _rows(level: Visibility, on: date) -> Any:
    """Staff and own houses also see what waits to be confirmed."""
    rows = Listing.objects.filter(live(on)) if level == Visibility.STAFF else shown_listings(on)
    seen = rows.filter(visibility__in=LEVELS[level])
    codes = {"category_code": F("category__code"), "district_code": F("place__district__code")}
    return seen.annotate(**codes).only(*COLUMNS).order_by()


def _labels(known: dict[DirectoryFacet, dict[str, Label]]) -> Labels:
    return {
        ListingFacet.KIND: choice_labels(ListingKind),
        ListingFacet.CATEGORY: known[DirectoryFacet.OFFERS],
        ListingFacet.FIELD: known[DirectoryFacet.FIELD],
        ListingFacet.COMPETENCE: known[DirectoryFacet.COMPETENCE],
        ListingFacet.TARGET_GROUP: known[DirectoryFacet.TARGET_GROUP],
        ListingFacet.STAGE: known[DirectoryFacet.STAGE],
        ListingFacet.MODE: choice_labels(ListingMode),
        ListingFacet.DISTRICT: known[DirectoryFacet.DISTRICT],
    }


def _values(
    row: Any, house: Entry, tags: dict[ListingFacet, Tags], labels: Labels
) -> dict[ListingFacet, frozenset[str]]:
    values = {facet: frozenset(found[row.pk]) for facet, found in tags.items()}
    if not values[ListingFacet.STAGE] and row.kind == ListingKind.OFFER:
        values[ListingFacet.STAGE] = frozenset(labels[ListingFacet.STAGE])  # for everybody
    values[ListingFacet.KIND] = frozenset({row.kind})
    values[ListingFacet.CATEGORY] = frozenset({row.category_code} if row.category_code else ())
    values[ListingFacet.MODE] = frozenset({row.mode} if row.mode else ())
    values[ListingFacet.LANGUAGE] = frozenset(row.languages_required or [row.language])
    values[ListingFacet.DISTRICT] = districts_of(row, house)
    return values


def districts_of(row: Any, house: Entry) -> frozenset[str]:
    """Where it happens: at its own place, else at the partner's; neither if that is hidden."""
    known = house.values[DirectoryFacet.DISTRICT]
    if row.district_code:
        return known & {row.district_code}
    return known


def _tags() -> dict[ListingFacet, Tags]:
    """All tags of all listings: one UNION query."""
    first, *others = (
        Listing.objects.order_by()
        .filter(**{f"{name}__isnull": False})
        .annotate(facet=Value(facet.value), tag=F(f"{name}__code"))
        .values_list("facet", "pk", "tag")
        for facet, name in TAGS.items()
    )
    found: dict[ListingFacet, Tags] = {facet: defaultdict(set) for facet in TAGS}
    for facet, pk, code in first.union(*others, all=True):
        found[ListingFacet(facet)][pk].add(code)
    return found


def _areas() -> Tags:
    rows = Listing.objects.order_by().filter(competences__isnull=False)
    columns = ("pk", "competences__framework__code", "competences__parent__code")
    return _gathered(
        (pk, area_code(framework, parent or code))
        for pk, framework, parent, code in rows.values_list(*columns, F("competences__code"))
    )


def _gathered(rows: Any) -> Tags:
    found: Tags = defaultdict(set)
    for pk, code in rows:
        found[pk].add(code)
    return found
