"""Evens out who appears in the lists: a price on whom everybody is shown.

Every partner has a budget of appearances that grows mildly with its capacity; who is over budget
becomes dearer, who is under becomes cheaper, in twelve rounds. After "SmartSort" (Manshadi and
others, SSRN 4497747). The shown score stays what it is; only the order in the lists moves.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from network.matching.arrays import Array, Indices, Table

ROUNDS = 12
CHEAPEST = -1.2
BY_CAPACITY = 0.4  # share of the budget that follows capacity
DEARER, CHEAPER = 1.0, -0.5  # most a price moves in the first round, at rate 1


@dataclass(frozen=True)
class Shown:
    """Who might be shown whom, and how well the two go together."""

    seen_by: Indices
    other: Indices
    worth: Array

    def part(self, rows: Indices) -> "Shown":
        """Some of them."""
        return Shown(self.seen_by[rows], self.other[rows], self.worth[rows])


def contenders(shown: Shown, count: int, top: int, rate: float) -> Indices:
    """Rows that may come among the first ``top`` of their list of ``count``, whatever the prices.

    Prices of two partners never differ by more than all steps together, so who is further behind
    than that cannot catch up. List by list, in no order within.
    """
    margin = rate * (DEARER - CHEAPER) * sum(_pace(turn) for turn in range(ROUNDS))
    number = np.uint16 if count < 2**16 else np.int64  # small numbers are sorted by digits
    order = np.argsort(shown.seen_by.astype(number), kind="stable")
    ends = np.cumsum(np.bincount(shown.seen_by, minlength=count))
    kept = []
    for start, end in pairwise([0, *ends.tolist()]):
        rows = order[start:end]
        if len(rows) > top:
            worth = shown.worth[rows]
            rows = rows[worth >= np.partition(worth, -top)[-top] - margin]
        kept.append(rows)
    return np.concatenate(kept) if kept else order


def _pace(turn: int) -> float:
    return 1.0 / (1.0 + 0.3 * turn)


def prices(table: Table, shown: Shown, top: int, rate: float) -> Array:
    """The price of each partner row."""
    seen_by, other, worth = shown.seen_by, shown.other, shown.worth
    count = len(table.partners)
    capacity = np.array([partner.capacity for partner in table.partners], float)
    mean = capacity.mean() if count and capacity.mean() > 0 else 1.0
    budget = top * (1.0 - BY_CAPACITY + BY_CAPACITY * capacity / mean)
    price = np.zeros(count)
    for turn in range(ROUNDS):
        order = np.lexsort((other, -(worth - price[other]), seen_by))
        rank = np.arange(len(order)) - np.searchsorted(seen_by[order], seen_by[order])
        seen = np.bincount(other[order[rank < top]], minlength=count)
        step = np.clip((seen - budget) / budget, CHEAPER, DEARER) * _pace(turn)
        price = np.maximum(CHEAPEST, price + rate * step)
    return price
