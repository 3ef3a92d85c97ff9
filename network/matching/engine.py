"""Matches a whole network, or mends the matches after one partner changed.

Everything runs in the content order of :mod:`network.matching.arrays`: the same facts and weights
give the same bits, however they are named or sorted. A request never calls this; tasks and commands
do and keep what comes out.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from network.matching import (
    arrays,
    candidates,
    effects,
    fairness,
    logistic,
    pairs,
    posterior,
)
from network.matching.arrays import Array, Indices, Table
from network.matching.candidates import Items
from network.matching.items import Relations, Sight
from network.matching.pairs import NONE, Pairs
from network.matching.posterior import TagModel
from network.matching.records import NetworkFacts
from network.matching.weights import Weights

SHOWN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Exchange:
    """Who gets what: keys of a need and of the offer that serves it."""

    need: str
    offer: str
    taker: str  # partner of the need
    giver: str  # partner of the offer


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A partner suggested to another. ``score`` is the same seen from both."""

    partner: str
    score: float
    probability: float
    best: Exchange
    back: Exchange | None  # what the other side gets
    is_small: bool
    is_bridge: bool  # so far no chain of cooperations connects the two
    is_exploration: bool = False


@dataclass(frozen=True)
class State:
    """What a run has worked out: the reasons read it, the next run mends it."""

    sight: Sight
    model: TagModel
    weights: Weights
    found: Items
    pairs: Pairs
    chance: Array  # per pair: the calibrated probability that both would say yes

    @property
    def table(self) -> Table:
        """The facts."""
        return self.sight.table

    def where(self, first: str, second: str) -> int | None:
        """The place of a pair of partners in :attr:`pairs`."""
        row = self.table.row
        if first not in row or second not in row:
            return None
        low, high = sorted((row[first], row[second]))
        name = low * len(row) + high
        place = int(np.searchsorted(self.names, name))
        return place if place < len(self.names) and self.names[place] == name else None

    @cached_property
    def names(self) -> Indices:
        """One number for each pair, ascending."""
        return self.pairs.low * max(1, len(self.table.partners)) + self.pairs.high


@dataclass(frozen=True)
class MatchResult:
    """Per partner key its suggestions, best first; every partner has an entry."""

    lists: Mapping[str, tuple[Suggestion, ...]]
    state: State
    top: int
    fairness: float


def match(
    facts: NetworkFacts,
    weights: Weights,
    top: int,
    *,
    model: TagModel | None = None,
    fair: float = 0.0,
) -> MatchResult:
    """Suggest up to ``top`` partners to each.

    Args:
        facts: Only what the readers of the lists may know; the rest is not to be in it.
        weights: The numbers of the method.
        top: Length of the lists.
        model: A text model learnt before; without one it is learnt from these facts.
        fair: How strongly lists are evened out (η of :mod:`network.matching.fairness`), 0: not.
    """
    table = arrays.table(facts)
    learnt = model or posterior.learn(table.listings, facts.vocabulary, weights)
    tags = learnt.posterior(table.listings)
    sight = Sight.of(table, tags, Relations.of(facts.vocabulary))
    state = _state(sight, learnt, weights, candidates.collect(sight, weights))
    return MatchResult(_lists(state, top, fair), state, top, fair)


def rematch(
    previous: MatchResult | State, facts: NetworkFacts, changed_partner_key: str
) -> MatchResult:
    """The same as :func:`match` with the previous text model, scoring only the changed partner.

    Facts of all others must be those of the previous run.
    """
    state = previous.state if isinstance(previous, MatchResult) else previous
    top, fair = (
        (previous.top, previous.fairness) if isinstance(previous, MatchResult) else (20, 0.0)
    )
    table = arrays.table(facts)
    old = {listing.key: row for row, listing in enumerate(state.table.listings)}
    fresh = [
        row
        for row, listing in enumerate(table.listings)
        if listing.partner == changed_partner_key or listing.key not in old
    ]
    tags = np.zeros((len(table.listings), state.sight.tags.shape[1]))
    kept = np.array([old.get(o.key, NONE) for o in table.listings], dtype=np.int64)
    kept[fresh] = NONE
    tags[kept != NONE] = state.sight.tags[kept[kept != NONE]]
    tags[fresh] = state.model.posterior([table.listings[row] for row in fresh])
    sight = Sight.of(table, tags, state.sight.relations)
    found = _mended(state, sight, kept, changed_partner_key)
    mended = _state(sight, state.model, state.weights, found)
    return MatchResult(_lists(mended, top, fair), mended, top, fair)


def checksum(result: MatchResult) -> str:
    """A digest of all lists; the same for the same facts and weights, in whatever order given."""
    digest = hashlib.sha256(result.state.weights.to_json().encode())
    for key in sorted(result.lists):
        for entry in result.lists[key]:
            line = f"{key}\t{entry.partner}\t{entry.score:.{SHOWN_DIGITS}f}\t{entry.best}\n"
            digest.update(line.encode())
    return digest.hexdigest()


def _state(sight: Sight, model: TagModel, weights: Weights, found: Items) -> State:
    combined = pairs.combine(sight.table, found, weights)
    combined = effects.applied(sight, found, combined, weights)
    combined = _unblocked(sight.table, combined)
    chance = logistic.sigmoid(chances(sight.table, combined, weights))
    return State(sight, model, weights, found, combined, chance)


def _mended(state: State, sight: Sight, kept: Indices, changed: str) -> Items:
    """Items between unchanged listings as they were; those of the changed partner anew."""
    place = np.full(len(state.table.listings), NONE, dtype=np.int64)
    place[kept[kept != NONE]] = np.flatnonzero(kept != NONE)
    need, offer = place[state.found.need], place[state.found.offer]
    stays = (need != NONE) & (offer != NONE)
    parts = [Items(need[stays], offer[stays], state.found.score[stays])]
    if changed in sight.table.row:
        only = sight.table.row[changed]
        parts.append(candidates.collect(sight, state.weights, only))
    return candidates.joined(parts)


def _unblocked(table: Table, found: Pairs) -> Pairs:
    """Without the pairs that are not to be suggested."""
    count = max(1, len(table.partners))
    rows = [sorted(table.row[key] for key in pair) for pair in table.facts.blocked
            if len(pair) > 1 and pair <= table.row.keys()]  # fmt: skip
    names = np.array([low * count + high for low, high in rows], dtype=np.int64)
    stays = ~np.isin(found.low * count + found.high, names)
    return found.part(stays)


def _lists(state: State, top: int, fair: float) -> dict[str, tuple[Suggestion, ...]]:
    table, found = state.table, state.pairs
    count = len(table.partners)
    seen_by = np.concatenate([found.low, found.high])
    other = np.concatenate([found.high, found.low])
    shown = fairness.Shown(seen_by, other, np.tile(found.score, 2))
    rows = fairness.contenders(shown, count, top, fair)
    shown = shown.part(rows)
    worth = shown.worth
    if fair > 0:
        worth = worth - fairness.prices(table, shown, top, fair)[shown.other]
    order = np.lexsort((shown.other, -worth, shown.seen_by))
    starts = np.searchsorted(shown.seen_by[order], np.arange(count + 1)).tolist()
    pair, others = (rows[order] % max(1, len(found.low))).tolist(), shown.other[order].tolist()
    said = _Sayings(state)
    return {
        partner.key: tuple(
            said.suggestion(pair[at], others[at])
            for at in range(starts[row], min(starts[row + 1], starts[row] + top))
        )
        for row, partner in enumerate(table.partners)
    }


class _Sayings:
    """Puts rows of numbers into words of the facts."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.part = _bridges(state.table)
        self.exchange = cache(lambda item: exchange(state, item))  # both sides see the same

    def suggestion(self, pair: int, other: int) -> Suggestion:
        """What is said of a pair to the one who is shown the other (a row)."""
        state, found = self.state, self.state.pairs
        partner, back = state.table.partners[other], int(found.back[pair])
        return Suggestion(
            partner=partner.key,
            score=float(found.score[pair]),
            probability=float(state.chance[pair]),
            best=self.exchange(int(found.best[pair])),
            back=None if back == NONE else self.exchange(back),
            is_small=partner.size == "small",
            is_bridge=self.part[int(found.low[pair])] != self.part[int(found.high[pair])],
        )


def chances(table: Table, found: Pairs, weights: Weights) -> Array:
    """The calibrated chance of each pair that both would say yes, as logit (after Platt)."""
    chance = weights.chance
    crowd = pairs.crowding(table, found)
    logits: Array = chance["base"] + chance["slope"] * found.score + chance["crowd"] * crowd
    return logits


def exchange(state: State, item: int) -> Exchange:
    """The need and the offer of an item."""
    need = state.table.listings[int(state.found.need[item])]
    offer = state.table.listings[int(state.found.offer[item])]
    return Exchange(need.key, offer.key, need.partner, offer.partner)


def _bridges(table: Table) -> dict[int, int]:
    """Partner row → the connected part of the network it is in (union of ties)."""
    part = list(range(len(table.partners)))

    def root(row: int) -> int:
        while part[row] != row:
            part[row] = part[part[row]]
            row = part[row]
        return row

    for tie in table.facts.ties:
        if tie.first in table.row and tie.second in table.row:
            part[root(table.row[tie.first])] = root(table.row[tie.second])
    return {row: root(row) for row in range(len(part))}
