"""The facts as arrays, in an order that depends on what they say, not on keys or on their order.

Because every later sum runs in this order, renaming or shuffling the input changes no bit.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from network.matching.records import ListingFacts, NetworkFacts, PartnerFacts, Vocabulary

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.int64]

EARTH = 6371.0  # km
ENDED, GOOD = "completed", 4.0  # state and quality (1–5) of a cooperation that speaks for the next
LONG_AGO, FAR_AHEAD = -(10**6), 10**6  # days from the day of the run


@dataclass(frozen=True)
class Table:
    """Partners and listings in content order; listings carry the row of their owner."""

    facts: NetworkFacts
    partners: tuple[PartnerFacts, ...]
    listings: tuple[ListingFacts, ...]
    row: dict[str, int]  # partner key → row
    owner: Indices
    is_offer: Flags
    is_open: Flags  # may be suggested at all
    start: Array  # days from as_of; LONG_AGO where not said
    end: Array
    has_window: Flags
    radius: Array  # km; inf where not said
    online: Array  # 1 yes, 0 no, .5 not said
    place: Array  # listings × 3, km; nan where not known
    speaks: Indices  # number of the languages the owner speaks
    requires: Indices  # number of the languages the listing needs
    is_spoken: Flags  # requires × speaks
    wanted: Indices  # bits of the stages a listing wants (all where not said)
    has_wish: Flags
    staged: Indices  # bits of the owner's stages
    chain: Indices  # partners: number of the set of their stages
    adjacency: Array  # of two such numbers: how close the nearest two different stages are, 0–1
    age: Array  # days since the listing was confirmed; nan where never
    proven: Indices  # pairs that worked together well: low row × partners + high row


def table(facts: NetworkFacts) -> Table:
    """Order the facts and lay them out."""
    owned = defaultdict(list)
    for listing in facts.listings:
        owned[listing.partner].append(listing)
    said = {id(listing): _says(listing) for listing in facts.listings}
    digests = {p.key: _digest(p, [said[id(o)] for o in owned[p.key]]) for p in facts.partners}
    partners = sorted(facts.partners, key=lambda p: (digests[p.key], p.key))
    row = {partner.key: number for number, partner in enumerate(partners)}
    listings = [
        listing
        for partner in partners
        for listing in sorted(owned[partner.key], key=lambda o: (said[id(o)], o.key))
    ]
    return _lay_out(facts, tuple(partners), tuple(listings), row)


def _says(listing: ListingFacts) -> str:
    rest = (
        listing.valid_from, listing.valid_to, listing.radius_km, listing.is_online,
        sorted(listing.languages_required), listing.capacity_left, sorted(listing.stages_wanted),
        listing.confirmed_on, listing.is_visible,
    )  # fmt: skip
    return f"{listing.content}{rest}"


def _digest(partner: PartnerFacts, owned: list[str]) -> str:
    """What a partner and its listings (``owned``: what they say) say."""
    said = (
        partner.kind, sorted(partner.stages), partner.size, partner.capacity, partner.latitude,
        partner.longitude, sorted(partner.languages), partner.takes_part,
        sorted(owned),
    )  # fmt: skip
    return hashlib.blake2b(repr(said).encode(), digest_size=16).hexdigest()


def _lay_out(
    facts: NetworkFacts,
    partners: tuple[PartnerFacts, ...],
    listings: tuple[ListingFacts, ...],
    row: dict[str, int],
) -> Table:
    owners = [partners[row[listing.partner]] for listing in listings]
    stages = tuple(facts.vocabulary.stages)
    chain, staged = _numbered([partner.stages for partner in partners])
    speaks, spoken = _numbered([owner.languages for owner in owners])
    requires, required = _numbered([listing.languages_required for listing in listings])
    is_spoken = np.array([[need <= have for have in spoken] for need in required], dtype=bool)
    wishes = [listing.stages_wanted or frozenset(stages) for listing in listings]
    return Table(
        facts, partners, listings, row,
        owner=np.array([row[listing.partner] for listing in listings], dtype=np.int64),
        is_offer=np.array([listing.is_offer for listing in listings], dtype=bool),
        is_open=np.array(
            [_is_open(o, p, facts.as_of) for o, p in zip(listings, owners, strict=True)],
            dtype=bool,
        ),
        start=np.array([_days(o.valid_from, facts.as_of, LONG_AGO) for o in listings]),
        end=np.array([_days(o.valid_to, facts.as_of, FAR_AHEAD) for o in listings]),
        has_window=np.array([o.valid_from and o.valid_to for o in listings], dtype=bool),
        radius=np.array([np.inf if o.radius_km is None else o.radius_km for o in listings]),
        online=np.array([0.5 if o.is_online is None else float(o.is_online) for o in listings]),
        place=_places(owners),
        speaks=speaks,
        requires=requires,
        is_spoken=is_spoken.reshape(len(required), len(spoken)),
        wanted=_bits(wishes, stages),
        has_wish=np.array([bool(o.stages_wanted) for o in listings], dtype=bool),
        staged=_bits([owner.stages for owner in owners], stages),
        chain=chain,
        adjacency=_adjacency(facts.vocabulary, staged),
        age=np.array([_age(o.confirmed_on, facts.as_of) for o in listings]),
        proven=_proven(facts, row),
    )  # fmt: skip


def _numbered(sets: list[frozenset[str]]) -> tuple[Indices, list[frozenset[str]]]:
    """The number of each set, and the different sets."""
    number = {found: place for place, found in enumerate(dict.fromkeys(sets))}
    return np.array([number[found] for found in sets], dtype=np.int64), list(number)


def _adjacency(vocabulary: Vocabulary, staged: list[frozenset[str]]) -> Array:
    """How close the nearest stages of two sets are."""
    near = vocabulary.adjacency
    close = [
        [max((near.get((a, b), 0.0) for a in one for b in other), default=0.0) for other in staged]
        for one in staged
    ]
    return np.array(close, float).reshape(len(staged), len(staged))


def _is_open(listing: ListingFacts, owner: PartnerFacts, as_of: date) -> bool:
    """Its owner takes part and has room, it is seen, not over and not used up."""
    has_room = owner.capacity > 0 and (listing.capacity_left is None or listing.capacity_left > 0)
    is_over = listing.valid_to is not None and listing.valid_to < as_of
    return owner.takes_part and listing.is_visible and has_room and not is_over


def _days(day: date | None, as_of: date, otherwise: int) -> float:
    return float(otherwise if day is None else (day - as_of).days)


def _age(day: date | None, as_of: date) -> float:
    return float("nan") if day is None else float(max(0, (as_of - day).days))


def _proven(facts: NetworkFacts, row: dict[str, int]) -> Indices:
    """Pairs whose cooperation ended and was judged good, as numbers in ascending order."""
    good = {
        tuple(sorted((row[tie.first], row[tie.second])))
        for tie in facts.ties
        if tie.state == ENDED
        and (tie.quality or 0.0) >= GOOD
        and {tie.first, tie.second} <= row.keys()
    }
    return np.array(sorted(low * len(row) + high for low, high in good), dtype=np.int64)


def _places(owners: list[PartnerFacts]) -> Array:
    """Points in space, km: their straight distance is, within a region, the one on the ground."""
    degrees = np.array(
        [
            (np.nan, np.nan) if o.latitude is None or o.longitude is None
            else (o.latitude, o.longitude)
            for o in owners
        ]
    ).reshape(len(owners), 2)  # fmt: skip
    north, east = np.radians(degrees).T
    flat = np.cos(north)
    return EARTH * np.stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)], axis=1)


def _bits(rows: list[frozenset[str]], codes: tuple[str, ...]) -> Indices:
    """Sets of few codes as bits."""
    bit = {code: 1 << number for number, code in enumerate(codes)}
    bits = {row: sum(bit.get(code, 0) for code in row) for row in set(rows)}
    return np.array([bits[row] for row in rows], dtype=np.int64)
