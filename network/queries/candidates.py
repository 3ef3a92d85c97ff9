"""Pairs that could start to work together: the stored matches as candidates of a plan."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from network.enums import CooperationState, MatchState, PartnerState, Size
from network.matching.bridging import Network
from network.matching.cells import Cell
from network.matching.planning import Candidate
from network.models import CooperationPartner, Listing, Match, Partner
from network.queries.capacity import free_capacities
from network.queries.cooperations import declined_pairs
from network.queries.coverage import Houses, reached
from network.queries.graph import community
from network.queries.matches import LEAST
from network.queries.quarters import Quarter
from network.queries.tags import Tags, areas_of, tags_of

FACTS = ("key", "name", "slug", "state", "size", "capacity", "full_since", "confirmed_at")
USUAL_CAPACITY = 2  # new cooperations in a quarter, where a partner did not say
OPEN = (
    CooperationState.PROPOSED,
    CooperationState.REQUESTED,
    CooperationState.IN_TALKS,
    CooperationState.AGREED,
    CooperationState.RUNNING,
    CooperationState.PAUSED,
)


@dataclass(frozen=True)
class Suggestion:
    """One stored match for people."""

    match: int  # primary key
    key: str  # of the pair: both partners' keys
    partners: tuple[str, str]  # their keys
    names: tuple[str, str]
    slugs: tuple[str, str]
    listings: tuple[str, ...]  # keys of those it rests on
    provisional: tuple[str, ...] = ()  # names of those who must be invited before a request
    districts: frozenset[str] = frozenset()  # in which one of both has a place

    @property
    def query(self) -> str:
        """What prepares a case of it, as the part of an address after ``?``."""
        partners = [("partner", key) for key in self.partners]
        listings = [("listing", key) for key in self.listings]
        return urlencode([*partners, *listings, ("vorschlag", "1")])


@dataclass(frozen=True)
class Pool:
    """What a plan chooses from; an empty network has an empty pool."""

    candidates: tuple[Candidate, ...]
    capacities: Mapping[str, int]  # by partner key
    names: Mapping[str, str]  # by partner key
    suggestions: Mapping[str, Suggestion]  # by pair

    def closing(self, cell: Cell) -> list[Candidate]:
        """The pairs that would cover a cell, the most probable first."""
        found = [one for one in self.candidates if cell in one.cells]
        return sorted(found, key=lambda one: (-one.probability, one.key))


def pair_key(first: str, second: str) -> str:
    """The name of a pair of partners; it stays the same from run to run."""
    return "-".join(sorted((first, second)))


def pool(quarter: Quarter, known: Houses) -> Pool:
    """Read the current matches; eleven queries, whatever their number.

    Pairs with an open case, or of which one refused the other within a year, are left out.
    """
    partners = _partners(quarter)
    tags, settled = ListingTags.read(), _settled(quarter)
    together = community().network
    candidates, suggestions = [], {}
    for row in _matches():
        pair = (row["partner_a"], row["partner_b"])
        if frozenset(pair) in settled or not all(pk in partners for pk in pair):
            continue
        first, second = (partners[pk] for pk in pair)
        candidate = _candidate(row, (first, second), known, tags)
        candidate = replace(candidate, bridge=_bridge(together, candidate))
        candidates.append(candidate)
        suggestions[candidate.key] = Suggestion(
            match=row["pk"],
            key=candidate.key,
            partners=(first.key, second.key),
            names=(first.name, second.name),
            slugs=(first.slug, second.slug),
            listings=tuple(row[f"{side}__key"] for side in SIDES if row[side]),
            provisional=tuple(one.name for one in (first, second) if one.is_provisional),
            districts=known.districts[pair[0]] | known.districts[pair[1]],
        )
    return Pool(
        tuple(candidates),
        {one.key: one.capacity for one in partners.values()},
        {one.key: one.name for one in partners.values()},
        suggestions,
    )


def suggested(quarter: Quarter, district: str, known: Houses) -> frozenset[Cell]:
    """Cells in which at least one suggestion waits, of a district or everywhere; five queries."""
    tags, settled = ListingTags.read(), _settled(quarter)
    found: set[Cell] = set()
    for row in _matches():
        one, other = row["partner_a"], row["partner_b"]
        there = known.districts[one] | known.districts[other]
        if frozenset((one, other)) not in settled and (not district or district in there):
            found |= _reach(row, known, tags)[1]
    return frozenset(found)


@dataclass(frozen=True)
class _Partner:
    key: str
    name: str
    slug: str
    is_small: bool
    is_provisional: bool
    capacity: int


@dataclass(frozen=True)
class ListingTags:
    """Fields and areas that offers and needs name, by primary key."""

    fields: Tags
    areas: Tags

    @classmethod
    def read(cls) -> "ListingTags":
        """Of all of them; two queries."""
        return cls(tags_of(Listing, "action_fields"), areas_of(Listing))

    def named(self, listings: Iterable[int], lead: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The fields (``lead`` first) and areas by which a pair with these listings counts."""
        rows = list(listings)
        fields = _often([code for pk in rows for code in self.fields[pk]])
        areas = _often([code for pk in rows for code in self.areas[pk]])
        return tuple(dict.fromkeys([*([lead] if lead else []), *fields]))[:2], tuple(areas)[:2]


def _settled(quarter: Quarter) -> set[frozenset[int]]:
    """Pairs that work or talk together, or of which one refused the other within a year."""
    return tied() | {frozenset(pair) for pair in declined_pairs(quarter.first_day)}


def _partners(quarter: Quarter) -> dict[int, _Partner]:
    rows = Partner.objects.filter(takes_part_in_matching=True).order_by("pk")
    houses = list(rows.only(*FACTS))
    free = free_capacities(houses, quarter.first_day, usual=USUAL_CAPACITY)
    return {
        one.pk: _Partner(
            key=one.key,
            name=one.name,
            slug=one.slug,
            is_small=_is_small(one),
            is_provisional=one.state == PartnerState.PROVISIONAL,
            capacity=free[one.pk] or 0,
        )
        for one in houses
    }


def _is_small(one: Partner) -> bool:
    return one.size == Size.SMALL or (not one.size and one.capacity in {0, 1})


def tied(states: Collection[str] = OPEN) -> set[frozenset[int]]:
    """Pairs with a case in some states, else with one that is not over."""
    parts: dict[int, list[int]] = {}
    rows = CooperationPartner.objects.filter(cooperation__state__in=states).order_by()
    for case, partner in rows.values_list("cooperation_id", "partner_id"):
        parts.setdefault(case, []).append(partner)
    return {frozenset((a, b)) for found in parts.values() for a in found for b in found if a < b}


COLUMNS = (
    "pk", "partner_a", "partner_b", "probability", "need_a", "offer_b", "need_b", "offer_a",
    "field__code", "need_a__key", "offer_b__key", "need_b__key", "offer_a__key",
)  # fmt: skip
SIDES = ("need_a", "offer_b", "need_b", "offer_a")
Row = Mapping[str, Any]


def _matches() -> list[dict[str, Any]]:
    """What the board shows too: a plan asks nobody who would not be suggested."""
    takes_part = {f"partner_{side}__takes_part_in_matching": True for side in "ab"}
    rows = Match.objects.filter(run__is_current=True, probability__gte=LEAST, **takes_part).exclude(
        state__in=[MatchState.HIDDEN, MatchState.CONVERTED]
    )
    return list(rows.order_by("pk").values(*COLUMNS))


def _candidate(
    row: Row, pair: tuple[_Partner, _Partner], known: Houses, tags: ListingTags
) -> Candidate:
    first, second = pair
    fields, cells = _reach(row, known, tags)
    return Candidate(
        key=pair_key(first.key, second.key),
        first=first.key,
        second=second.key,
        probability=row["probability"],
        cells=cells,
        lead_field=fields[0] if fields else "",
        small=first.is_small + second.is_small,
    )


def _reach(row: Row, known: Houses, tags: ListingTags) -> tuple[tuple[str, ...], frozenset[Cell]]:
    """Action fields of a pair, the match's own first, and the cells it would strengthen."""
    stages = (known.stages[row["partner_a"]], known.stages[row["partner_b"]])
    listings = (row[name] for name in SIDES if row[name])
    fields, areas = tags.named(listings, row["field__code"] or "")
    return fields, reached(*stages, fields, areas)


def _bridge(together: Network, one: Candidate) -> float:
    """How much the pair would connect; nothing is known of who is not published."""
    known = {one.first, one.second} <= together.areas.keys()
    return together.bridge(one.first, one.second) if known else 0.0


def _often(codes: list[str]) -> list[str]:
    """Each code once, what both sides name before what only one does."""
    return sorted(dict.fromkeys(codes), key=lambda code: (-codes.count(code), code))


@dataclass(frozen=True)
class Nearest:
    """A partner without cooperation and whom it fits best; "" where nothing is known."""

    name: str
    slug: str
    other: str
    other_slug: str
    percent: int


def nearest(keys: list[str]) -> list[Nearest]:
    """The best match of each partner; two queries, whatever their number."""
    best: dict[str, Nearest] = {}
    pair = ("partner_a__key", "partner_b__key")
    names = ("partner_a__name", "partner_b__name", "partner_a__slug", "partner_b__slug")
    rows = Match.objects.filter(run__is_current=True).exclude(state=MatchState.HIDDEN)
    for a, b, name_a, name_b, slug_a, slug_b, chance in rows.order_by(
        "-probability", "pk"
    ).values_list(*pair, *names, "probability"):
        percent = round(100 * chance)
        best.setdefault(a, Nearest(name_a, slug_a, name_b, slug_b, percent))
        best.setdefault(b, Nearest(name_b, slug_b, name_a, slug_a, percent))
    known = Partner.objects.filter(key__in=keys).order_by("name")
    return [
        best.get(key) or Nearest(name, slug, "", "", 0)
        for key, name, slug in known.values_list("key", "name", "slug")
    ]
