"""Why two partners are suggested to each other: parts that add up to the score.

The score of a pair is a sum (:mod:`network.matching.pairs`): the weighed numbers of its best need
and offer, what the other side gets in return, what else fits, the transition, what decisions have
taught. Each part is the difference to the same sum with that agreement taken away, so ``base`` plus
all contributions is the score, and taking a part away lowers the score by exactly its contribution.

A part that rests on a listing its reader may not see is told as "undisclosed", without a word of
it. Nothing here is invented: every sentence is one of a fixed list (:mod:`.sentences`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from network.matching import effects, gates, items, pairs
from network.matching.engine import State
from network.matching.items import NAMES, WITHOUT
from network.matching.pairs import NONE
from network.matching.records import CATEGORY, COMPETENCE, FIELD, TARGET, ListingFacts, Tag

# Code of a reason → numbers of an item that make it up.
PARTS: Mapping[str, tuple[str, ...]] = {
    "category": ("category", "category_log"),
    "competence": ("competence_log", "competence_share", "competence_best", "competence_area"),
    "field": ("field_log", "field_share", "field_best"),
    "target": ("target_log", "target_share", "target_best", "target_near"),
    "near": ("near", "online", "radius"),
    "wish": ("wish",),
    "window": ("window", "overlap"),
    "breadth": ("need_breadth", "offer_breadth"),
}
GROUP_OF = {"category": CATEGORY, "competence": COMPETENCE, "field": FIELD, "target": TARGET}
UNDISCLOSED = "undisclosed"
LEAST_SHARED = 0.15  # probability of a shared tag to be named
MOST_NAMED = 3
STRONGEST, OPEN = 4, 2  # reasons shown by default
SHORT = 60  # days of common time that are called short
FAR = 8.0  # km


@dataclass(frozen=True)
class Reason:
    """One part of a score. ``params`` hold codes and numbers, never text of a partner."""

    code: str
    contribution: float
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Explanation:
    """``score == base + sum of contributions``; ``open_points`` weigh nothing by themselves."""

    score: float
    base: float
    reasons: tuple[Reason, ...]
    open_points: tuple[Reason, ...]

    def shown(self) -> list[Reason]:
        """The strongest reasons, then what is open or against it."""
        ranked = sorted(self.reasons, key=lambda reason: -reason.contribution)
        good = [reason for reason in ranked if reason.contribution > 0][:STRONGEST]
        against = [reason for reason in reversed(ranked) if reason.contribution < 0]
        return good + [*self.open_points, *against][:OPEN]

    def without(self, code: str) -> float:
        """The score with a part taken away."""
        return self.score - sum(r.contribution for r in self.reasons if r.code == code)


@dataclass(frozen=True)
class Measured:
    """Numbers of pairs of a run, worked out for many at once; the reasons read them."""

    state: State
    numbers: Mapping[int, Mapping[str, float]]  # pair → numbers of its best item, by name
    km: Mapping[int, float]

    @classmethod
    def of(cls, state: State, wanted: Iterable[tuple[str, str]]) -> "Measured":
        """Measure pairs named by partner keys; those that are not suggested are left out."""
        found = {state.where(first, second) for first, second in wanted}
        places = sorted(place for place in found if place is not None)
        best = state.pairs.best[places]
        need, offer = state.found.need[best], state.found.offer[best]
        values = items.measure(state.sight, need, offer).tolist()
        km = gates.distance(state.table, need, offer).tolist()
        named = [dict(zip(NAMES, row, strict=True)) for row in values]
        return cls(state, dict(zip(places, named, strict=True)), dict(zip(places, km, strict=True)))

    def explain(
        self, first: str, second: str, visible: frozenset[str] | None = None
    ) -> Explanation | None:
        """As :func:`explain`, of a pair measured."""
        state, pair = self.state, self.state.where(first, second)
        if pair is None:
            return None
        reasons, base = _of_item(self, pair)
        reasons += _of_pair(state, pair)
        score = base + sum(reason.contribution for reason in reasons)
        found = Explanation(score, base, tuple(reasons), tuple(_open(self, pair)))
        return found if visible is None else _disclosed(state, pair, found, visible)


def explain(
    state: State, first: str, second: str, visible: frozenset[str] | None = None
) -> Explanation | None:
    """Explain a pair of partners, or ``None`` when it is not suggested.

    Args:
        state: Of the run.
        first: Key of a partner.
        second: Key of the other.
        visible: Keys of the listings the reader may see; ``None``: all the run knew.
    """
    return Measured.of(state, [(first, second)]).explain(first, second, visible)


def _of_item(measured: Measured, pair: int) -> tuple[list[Reason], float]:
    """Parts of the best item and what is left without any of them."""
    weights = measured.state.weights.items
    base = sum(weights[name] * WITHOUT[name] for name in NAMES)
    reasons = [
        Reason(code, _worth(measured, pair, code), _params(measured, pair, code)) for code in PARTS
    ]
    return reasons, base


def _worth(measured: Measured, pair: int, code: str) -> float:
    """What a part of the best item adds to the score of a pair."""
    found, weights = measured.numbers[pair], measured.state.weights.items
    return sum(weights[name] * (found[name] - WITHOUT[name]) for name in PARTS[code])


def _of_pair(state: State, pair: int) -> list[Reason]:
    found, weights, table = state.pairs, state.weights, state.table
    reasons = []
    for code, rows in (("mutual", found.back), ("more", found.more)):
        if rows[pair] != NONE:
            worth = pairs.further(state.found.score, rows[[pair]], weights, code)
            reasons.append(Reason(code, float(worth[0]), _exchange(state, int(rows[pair]))))
    params = _transition(state, pair)
    if params:
        close = float(pairs.adjacency(table, found.low[[pair]], found.high[[pair]])[0])
        reasons.append(Reason("transition", weights.pair["transition"] * close, params))
    if pairs.history(table, found.low[[pair]], found.high[[pair]])[0]:
        reasons.append(Reason("history", weights.pair["history"]))
    if weights.effects:
        item = int(found.best[pair])
        need, offer = int(state.found.need[item]), int(state.found.offer[item])
        taught = effects.names(state.sight, need, offer)
        value = sum(weights.effects.get(name, 0.0) for name in taught)
        reasons += [Reason("experience", value)] if value else []
    return reasons


def _params(measured: Measured, pair: int, code: str) -> dict[str, Any]:
    state, item = measured.state, int(measured.state.pairs.best[pair])
    need, offer = _listings(state, item)
    if code in GROUP_OF:
        return _shared(state, item, GROUP_OF[code])
    if code == "near":
        km = measured.km[pair]
        both = bool(need.is_online and offer.is_online)
        return {"online": both} | ({} if np.isnan(km) else {"km": round(km, 1)})
    if code == "wish":
        taker = state.table.partners[state.table.row[need.partner]]
        wanted = offer.stages_wanted & taker.stages
        return {"giver": offer.partner, "taker": need.partner, "stages": sorted(wanted)}
    if code == "window":
        return {"days": _common_days(state, item)}
    return {"is_broad": _worth(measured, pair, code) < 0}


def _shared(state: State, item: int, group: str) -> dict[str, Any]:
    """The tags both probably have, the surest first, and whether both have confirmed them."""
    column = state.sight.relations.columns[group]
    need, offer = _listings(state, item)
    sought = state.sight.tags[int(state.found.need[item]), column]
    given = state.sight.tags[int(state.found.offer[item]), column]
    codes = state.table.facts.vocabulary.codes[group]
    if group == CATEGORY:
        named = sorted({codes[int(sought.argmax())], codes[int(given.argmax())]})
    else:
        chances = zip((sought * given).tolist(), codes, strict=True)
        ranked = sorted((-chance, code) for chance, code in chances if chance >= LEAST_SHARED)
        named = [code for _chance, code in ranked[:MOST_NAMED]]
    said = need.tags(), offer.tags()
    return {
        "codes": named,
        "suggested": sorted(
            code for code in named
            if not _is_said((group, code), said, is_either=group == CATEGORY)
        ),
        "need": need.key,
        "offer": offer.key,
    }  # fmt: skip


def _is_said(tag: Tag, said: tuple[frozenset[Tag], ...], *, is_either: bool) -> bool:
    """Confirmed by both; of two categories that serve for each other one side is enough."""
    return any(tag in tags for tags in said) if is_either else all(tag in tags for tags in said)


def _common_days(state: State, item: int) -> int | None:
    need, offer = int(state.found.need[item]), int(state.found.offer[item])
    table = state.table
    if not (table.has_window[need] and table.has_window[offer]):
        return None
    start = max(float(table.start[need]), float(table.start[offer]), 0.0)
    return int(min(float(table.end[need]), float(table.end[offer])) - start)


def _transition(state: State, pair: int) -> dict[str, Any]:
    """The nearest two different stages of the two partners."""
    one, other = (
        state.table.partners[int(rows[pair])] for rows in (state.pairs.low, state.pairs.high)
    )
    near = state.table.facts.vocabulary.adjacency
    ways = [
        (-near.get((a, b), 0.0), a, b) for a in sorted(one.stages) for b in sorted(other.stages)
    ]
    ways = sorted(way for way in ways if way[0] < 0)
    return {"stages": [ways[0][1], ways[0][2]]} if ways else {}


def _exchange(state: State, item: int) -> dict[str, Any]:
    need, offer = _listings(state, item)
    return {"need": need.key, "offer": offer.key, "taker": need.partner, "giver": offer.partner}


def _listings(state: State, item: int) -> tuple[ListingFacts, ListingFacts]:
    rows = state.table.listings
    return rows[int(state.found.need[item])], rows[int(state.found.offer[item])]


def _open(measured: Measured, pair: int) -> list[Reason]:
    """What is not known or speaks against it, of the best item."""
    state, item = measured.state, int(measured.state.pairs.best[pair])
    need, offer = _listings(state, item)
    found = []
    for listing in (need, offer):
        params = {"partner": listing.partner, "listing": listing.key}
        if not (listing.valid_from and listing.valid_to):
            found.append(Reason("open_window", 0.0, params))
        if listing.is_online is None and listing.radius_km is None:
            found.append(Reason("open_place", 0.0, params))
    days = _common_days(state, item)
    if days is not None and days < SHORT:
        found.append(Reason("short_window", 0.0, {"days": days}))
    place = _params(measured, pair, "near")
    if place.get("km", 0.0) > FAR and not place["online"]:
        found.append(Reason("far", 0.0, {"km": place["km"]}))
    return found


def _disclosed(state: State, pair: int, found: Explanation, visible: frozenset[str]) -> Explanation:
    """Fold what rests on listings the reader may not see into one part without words."""

    def is_seen(item: int) -> bool:
        return item == NONE or all(listing.key in visible for listing in _listings(state, item))

    hidden: set[str] = set()
    open_points = found.open_points
    if not is_seen(int(state.pairs.best[pair])):
        hidden |= PARTS.keys() | {"experience"}
        open_points = ()
    if not is_seen(int(state.pairs.back[pair])):
        hidden.add("mutual")
    if not is_seen(int(state.pairs.more[pair])):
        hidden.add("more")
    folded = [reason for reason in found.reasons if reason.code in hidden]
    kept = tuple(reason for reason in found.reasons if reason.code not in hidden)
    if folded:
        kept += (Reason(UNDISCLOSED, sum(reason.contribution for reason in folded)),)
    return replace(found, reasons=kept, open_points=open_points)
