"""All pairs of a need and an offer that nothing rules out, with their scores.

Up to :data:`ALL_PAIRS` pairs every one is scored. In larger networks a rough score, one product of
matrices, keeps for every need its best offers and for every offer its best needs.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.matching import gates, items
from network.matching.arrays import Array, Flags, Indices
from network.matching.items import NAMES, Sight
from network.matching.records import COMPETENCE, FIELD, TARGET
from network.matching.weights import Weights

LEAST_CATEGORY = 0.05  # chance below which what is offered does not serve
ALL_PAIRS = 30_000_000
BLOCK = 256  # needs at a time
CHUNK = 8192  # pairs measured at a time
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
        for some, others in ((_by_category(sight, some), others) for some, others in parts)
        for start in range(0, len(some), BLOCK)
    ]

    def score(block: tuple[Indices, Indices]) -> Items:
        need, offer = _possible(sight, *block, is_rough=rough)
        return Items(need, offer, scores(sight, weights, need, offer))

    with ThreadPoolExecutor(WORKERS) as pool:
        return joined(list(pool.map(score, blocks)))


def scores(sight: Sight, weights: Weights, need: Indices, offer: Indices) -> Array:
    """The weighed sums of the numbers of each pair."""
    found = np.zeros(len(need))
    for start in range(0, len(need), CHUNK):
        part = slice(start, start + CHUNK)
        numbers = items.numbers(sight, need[part], offer[part])
        for name in NAMES:
            found[part] += weights.items[name] * numbers[name]
    return found


def _by_category(sight: Sight, rows: Indices) -> Indices:
    """Needs that the same categories serve next to each other: a block then concerns few offers."""
    serves = sight.rows["serving"][:, rows] >= LEAST_CATEGORY
    return rows[np.lexsort(serves)]


def _possible(
    sight: Sight, needs: Indices, offers: Indices, *, is_rough: bool
) -> tuple[Indices, Indices]:
    """Pairs of a block that pass; where that is too many, the roughly best of them."""
    serves = items.category_chance(sight, needs, offers) >= LEAST_CATEGORY
    useful = serves.any(axis=0)
    offers, serves = offers[useful], serves[:, useful]
    if is_rough and len(offers) > KEPT_PER_NEED:
        row, column = np.nonzero(_best(sight, needs, offers, serves))
        return needs[row], offers[column]
    row, column = np.nonzero(serves)
    passes = gates.passes_each(sight.table, needs[row], offers[column])
    return needs[row[passes]], offers[column[passes]]


def _best(sight: Sight, needs: Indices, offers: Indices, serves: Flags) -> Flags:
    """Of a block's pairs that pass, the roughly best per need and per offer."""
    allowed = serves & gates.passes(sight.table, needs, offers)
    left, right = [], []
    for group in (COMPETENCE, FIELD, TARGET):
        left.append(sight.rows[group][:, needs] / sight.sought[group][needs])
        right.append(sight.rows[group][:, offers])
    guess = np.vstack(left).T.astype(np.float32) @ np.vstack(right).astype(np.float32)
    km = gates.distance(sight.table, needs[:, None], offers[None, :]).astype(np.float32)
    guess += np.float32(0.5) * np.exp(-np.nan_to_num(km, nan=8.0) / np.float32(items.NEARNESS))
    guess[~allowed] = -1.0
    keep = guess >= _limit(guess, KEPT_PER_NEED)[:, None]
    keep |= guess >= _limit(np.ascontiguousarray(guess.T), KEPT_PER_OFFER)[None, :]
    kept: Flags = keep & allowed
    return kept


def _limit(guess: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """What of each row is its ``count`` th best."""
    place = max(0, guess.shape[1] - count)
    limit: NDArray[np.float32] = np.partition(guess, place, axis=1)[:, place]
    return limit


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
