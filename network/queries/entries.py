"""Every listed partner as one searchable entry, as somebody of a certain level may see it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from lms.common.text import fold
from lms.taxonomy.models import District
from network.enums import DirectoryFacet, EntryState, Freshness, ListingKind, PartnerState, Reach
from network.models import Listing, Partner, Place
from network.queries.freshness import freshness
from network.queries.labels import Label
from network.queries.narrowing import counted, folded

Labels = dict[DirectoryFacet, dict[str, Label]]
FacetValues = Mapping[DirectoryFacet, frozenset[str]]
# The field of a partner that each tag facet speaks of: who may not see it cannot count it.
TAGS = {
    DirectoryFacet.STAGE: "stages",
    DirectoryFacet.FIELD: "action_fields",
    DirectoryFacet.COMPETENCE: "competences",
    DirectoryFacet.TARGET_GROUP: "target_groups",
}


@dataclass(frozen=True)
class ShownText:
    """A partner's summary and the language it is in."""

    summary: str = ""
    language: str = ""


@dataclass(frozen=True)
class Spot:
    """Where something is on the map; approximate where only the district is known."""

    latitude: float
    longitude: float
    district: str  # code, "" if unknown
    is_exact: bool


@dataclass(frozen=True)
class Entry:
    """One partner, already without what may not be seen: ``partner`` is a masked copy."""

    partner: Partner
    values: FacetValues
    labels: Labels = field(repr=False)
    texts: Mapping[str, str]  # summaries by language
    spots: tuple[Spot, ...]
    listings: tuple[Listing, ...]  # visible ones, read with kind and title only

    @cached_property
    def name(self) -> str:
        """The folded name."""
        return fold(self.partner.name)

    @cached_property
    def words(self) -> str:
        """All the search looks at, folded: name, summaries, listings and names of all values."""
        parts = [self.partner.name, *self.texts.values()]
        parts += [listing.title for listing in self.listings]
        for facet, codes in self.values.items():
            for code in codes & self.labels[facet].keys():
                label = self.labels[facet][code]
                parts += [str(label.name), label.name_en, label.other_names]
        return " ".join(map(folded, parts))

    @property
    def group(self) -> Reach:
        """Where it stands beside a map: at a place, in the whole city, or nowhere to point at."""
        if self.spots:
            return Reach.PLACE
        return Reach.CITY_WIDE if self.partner.is_city_wide else Reach.NOWHERE

    def text(self, language: str, first: str) -> ShownText:
        """The summary in a language, else in the site's first."""
        for code in (language, first):
            if self.texts.get(code):
                return ShownText(self.texts[code], code)
        return ShownText()


@dataclass(frozen=True)
class Index:
    """All listed partners by name, and what their values are called."""

    entries: list[Entry]
    labels: Labels
    middles: Mapping[str, tuple[float, float]]  # of districts: latitude, longitude

    @cached_property
    def by_pk(self) -> dict[int, Entry]:
        """Entries by the partner's primary key."""
        return {entry.partner.pk: entry for entry in self.entries}

    @cached_property
    def present(self) -> dict[DirectoryFacet, frozenset[str]]:
        """Values by facet that any entry has."""
        found: dict[DirectoryFacet, set[str]] = defaultdict(set)
        for entry in self.entries:
            for facet, values in entry.values.items():
                found[facet] |= values
        return {facet: frozenset(found[facet]) for facet in DirectoryFacet}

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.entries)

    @cached_property
    def numbers(self) -> Mapping[Any, Counter[str]]:
        """How many entries have each value, when nothing narrows."""
        return counted(self.entries, DirectoryFacet)


def reach_of(partner: Partner, places: list[Place]) -> frozenset[str]:
    """Where a (masked) partner works."""
    marks = {
        Reach.PLACE.value: bool(places),
        Reach.CITY_WIDE.value: partner.is_city_wide,
        Reach.ONLINE.value: partner.is_online_only,
    }
    return frozenset(mark for mark, holds in marks.items() if holds) or frozenset({Reach.NOWHERE})


def freshness_of(partner: Partner, on: date, *, is_hidden: bool = False) -> frozenset[str]:
    """How far the entry can be relied on; empty where this is not shown."""
    if partner.state == PartnerState.PROVISIONAL:
        return frozenset({EntryState.PROVISIONAL.value})
    if is_hidden:
        return frozenset()
    is_due = freshness(partner.confirm_due, on) != Freshness.FRESH
    is_open = partner.confirmed_at is None or is_due
    return frozenset({(EntryState.OPEN if is_open else EntryState.CONFIRMED).value})


def spots_of(places: list[Place]) -> tuple[Spot, ...]:
    """The points of places on the map: their own, else their district's."""
    spots = []
    for place in places:
        code = place.district.code if place.district else ""
        if place.latitude is not None and place.longitude is not None:
            spots.append(Spot(place.latitude, place.longitude, code, is_exact=True))
        elif place.district and (middle := middle_of(place.district)):
            spots.append(Spot(*middle, code, is_exact=False))
    return tuple(dict.fromkeys(spots))


def middle_of(district: District) -> tuple[float, float] | None:
    """The point that stands for a district: latitude and longitude."""
    if district.latitude is None or district.longitude is None:
        return None
    return district.latitude, district.longitude


def categories_of(listings: tuple[Any, ...], kind: ListingKind) -> frozenset[str]:
    """Codes of the categories of offers, or of needs."""
    return frozenset(
        listing.category_code
        for listing in listings
        if listing.kind == kind and listing.category_code
    )
