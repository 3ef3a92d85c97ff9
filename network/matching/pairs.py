"""From pairs of listings to pairs of partners.

The score of two partners is the score of their best need and offer, plus what the other side gets
in return, plus what else fits, plus the transition they bridge, plus a good cooperation before:
terms that add up, so that each is an exact reason. The same number for both partners.
"""

from dataclasses import dataclass, replace

import numpy as np

from network.matching.arrays import Array, Flags, Indices, Table
from network.matching.candidates import Items
from network.matching.weights import Weights

NONE = -1
USUAL = 100.0  # partners that come into question
LEAST_CROWD = -1.0  # of 37: networks with fewer were never measured, so nothing is concluded
DIGITS = 9  # of a score: below that lies only the order of summing


@dataclass(frozen=True)
class Pairs:
    """Pairs of partner rows (``low`` < ``high``); the rest are rows of the items they rest on."""

    low: Indices
    high: Indices
    best: Indices
    back: Indices  # best of the other direction, or NONE
    more: Indices  # best of what is left, or NONE
    score: Array

    def part(self, rows: Flags) -> "Pairs":
        """Some of them."""
        named = self.low[rows], self.high[rows]
        return Pairs(*named, self.best[rows], self.back[rows], self.more[rows], self.score[rows])

    def with_score(self, score: Array) -> "Pairs":
        """The same pairs, scored otherwise."""
        return replace(self, score=score)


def combine(table: Table, found: Items, weights: Weights) -> Pairs:
    """Combine the items of every pair of partners."""
    count = max(1, len(table.partners))
    needy, giver = table.owner[found.need], table.owner[found.offer]
    name = np.minimum(needy, giver) * count + np.maximum(needy, giver)
    items = np.lexsort((found.offer, found.need))
    items = items[np.argsort(name[items], kind="stable")]
    group = _Groups.of(name[items], found.score[items].round(DIGITS))
    best = group.first(np.ones(len(items), dtype=bool))
    direction = (needy > giver)[items]
    back = group.first(direction != direction[best][group.number])
    left = np.ones(len(items), dtype=bool)
    left[best] = False
    left[back[back != NONE]] = False
    more = group.first(left)
    best, back, more = (np.where(at == NONE, NONE, items[at]) for at in (best, back, more))
    low, high = name[items[group.start]] // count, name[items[group.start]] % count
    score = found.score[best] + sum_of_terms(table, found.score, (low, high, back, more), weights)
    return Pairs(low, high, best, back, more, score.round(DIGITS))


@dataclass(frozen=True)
class _Groups:
    """Sorted items in groups that stand together."""

    number: Indices  # of the group of each item
    start: Indices
    score: Array

    @classmethod
    def of(cls, name: Indices, score: Array) -> "_Groups":
        is_first = np.ones(len(name), dtype=bool)
        is_first[1:] = name[1:] != name[:-1]
        return cls(np.cumsum(is_first) - 1, np.flatnonzero(is_first), score)

    def first(self, allowed: Flags) -> Indices:
        """Of each group the place of the best allowed item, of equals the first; or NONE."""
        found = np.full(len(self.start), NONE, dtype=np.int64)
        if len(self.start):
            score = np.where(allowed, self.score, -np.inf)
            most = np.maximum.reduceat(score, self.start)
            hits = np.flatnonzero(allowed & (score == most[self.number]))[::-1]
            found[self.number[hits]] = hits  # backwards: the first stays
        return found


def sum_of_terms(
    table: Table, scores: Array, rows: tuple[Indices, Indices, Indices, Indices], weights: Weights
) -> Array:
    """What is added to the best item's score."""
    low, high, back, more = rows
    total = further(scores, back, weights, "mutual") + further(scores, more, weights, "more")
    bridged = total + weights.pair["transition"] * adjacency(table, low, high)
    tried: Array = bridged + weights.pair["history"] * history(table, low, high)
    return tried


def further(scores: Array, rows: Indices, weights: Weights, name: str) -> Array:
    """A further item counts the better it is, and nothing when it is poor or not there."""
    if not len(scores):
        return np.zeros(len(rows))
    value = np.logaddexp(0.0, scores[rows] + weights.pair[f"{name}_from"])
    worth: Array = np.where(rows == NONE, 0.0, weights.pair[name] * value)
    return worth


def adjacency(table: Table, low: Indices, high: Indices) -> Array:
    """How close the nearest two different stages of two partners are, 0–1."""
    close: Array = table.adjacency[table.chain[low], table.chain[high]]
    return close


def history(table: Table, low: Indices, high: Indices) -> Array:
    """1 where two partners have worked together well before, else 0."""
    return np.isin(low * len(table.partners) + high, table.proven).astype(float)


def crowding(table: Table, found: Pairs) -> Array:
    """How many partners come into question for the two of a pair: logarithm of the mean, 0 at 100.

    The best of many looks better than it is; the shown probability takes that into account.
    """
    seen = np.bincount(np.concatenate([found.low, found.high]), minlength=len(table.partners))
    crowd: Array = 0.5 * np.log(seen[found.low] * seen[found.high] / USUAL**2)
    return np.maximum(crowd, LEAST_CROWD)
