"""All pairs of a need and an offer that nothing rules out, with their scores.

Up to :data:`ALL_PAIRS` pairs every one is scored. In larger networks a rough score, one product of
matrices, keeps for every need its best offers and for every offer its best needs.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from network.matching import gates, items
from network.matching.arrays import Array, Flags, Indices
from network.matching.items import NAMES, Sight
from network.matching.records import COMPETENCE, FIELD, TARGET
from network.matching.weights import Weights

LEAST_CATEGORY = 0.05  # chance below which what is offered does not serve
ALL_PAIRS = 30_000_000
BLOCK = 256  # needs at a time
CHUNK = 20_000  # pairs measured at a time
KEPT_PER_NEED, KEPT_PER_OFFER = 60, 3  # of a block
WORKERS = 2


@dataclass(frozen=True)
class Items:
    """Pairs of rows of the table and the score of each on the logit scale."""

    need: Indices
    offer: Indices
    score: Array


def collect(sight: Sight, weights: Weights, only: int | None = None) -> Items:
    """Score the pairs; with ``only``, those of one partner (a row)."""
    table = sight.table
    needs = np.flatnonzero(~table.is_offer & table.is_open)
    offers = np.flatnonzero(table.is_offer & table.is_open)
    rough = len(needs) * len(offers) > ALL_PAIRS
    parts: list[tuple[Indices, Indices]] = [(needs, offers)]
    if only is not None:
        mine = table.owner == only
        parts = [(needs[mine[needs]], offers), (needs[~mine[needs]], offers[mine[offers]])]
    blocks = [
        (some[start : start + BLOCK], others)
        for some, others in parts
        for start in range(0, len(some), BLOCK)
    ]
    order = np.array([weights.items[name] for name in NAMES])

    def score(block: tuple[Indices, Indices]) -> Items:
        need, offer = _possible(sight, *block, is_rough=rough)
        return Items(need, offer, scores(sight, order, need, offer))

    with ThreadPoolExecutor(WORKERS) as pool:
        return joined(list(pool.map(score, blocks)))


def scores(sight: Sight, order: Array, need: Indices, offer: Indices) -> Array:
    """The weighed sums of the numbers of each pair."""
    found = np.zeros(len(need))
    for start in range(0, len(need), CHUNK):
        part = slice(start, start + CHUNK)
        found[part] = items.measure(sight, need[part], offer[part]) @ order
    return found


def _possible(
    sight: Sight, needs: Indices, offers: Indices, *, is_rough: bool
) -> tuple[Indices, Indices]:
    """Pairs of a block that pass; where that is too many, the roughly best of them."""
    serves = items.category_chance(sight, needs, offers) >= LEAST_CATEGORY
    useful = serves.any(axis=0)
    offers, serves = offers[useful], serves[:, useful]
    allowed = gates.passes(sight.table, needs, offers) & serves
    if is_rough and len(offers) > KEPT_PER_NEED:
        allowed = _best(sight, needs, offers, allowed)
    row, column = np.nonzero(allowed)
    return needs[row], offers[column]


def _best(sight: Sight, needs: Indices, offers: Indices, allowed: Flags) -> Flags:
    """Of what is allowed, the roughly best per need and per offer."""
    tags, left, right = sight.tags, [], []
    for group in (COMPETENCE, FIELD, TARGET):
        column = sight.relations.columns[group]
        sought = tags[needs, column]
        left.append(sought / (sought.sum(axis=1, keepdims=True) + items.SOUGHT))
        right.append(tags[offers, column])
    guess = np.hstack(left).astype(np.float32) @ np.hstack(right).astype(np.float32).T
    km = gates.distance(sight.table, needs, offers).astype(np.float32)
    guess += np.float32(0.5) * np.exp(-np.nan_to_num(km, nan=8.0) / np.float32(items.NEARNESS))
    guess[~allowed] = -1.0
    keep = np.zeros_like(allowed)
    for axis, count in ((1, KEPT_PER_NEED), (0, KEPT_PER_OFFER)):
        place = np.argpartition(-guess, min(count, guess.shape[axis] - 1), axis=axis)
        first = np.take(place, range(min(count, guess.shape[axis])), axis=axis)
        np.put_along_axis(keep, first, values=True, axis=axis)
    return keep & allowed


def joined(parts: Sequence[Items]) -> Items:
    """One after the other."""
    if not parts:
        nothing = np.zeros(0, dtype=np.int64)
        return Items(nothing, nothing, np.zeros(0))
    return Items(
        np.concatenate([part.need for part in parts]),
        np.concatenate([part.offer for part in parts]),
        np.concatenate([part.score for part in parts]),
    )
