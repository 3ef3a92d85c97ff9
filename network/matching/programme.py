"""A planning problem as a (mixed-integer) linear programme for HiGHS.

Each cell gets a variable y ≤ Σ p x and y ≤ room, which is exactly the truncated sum. Without the
whole-number condition the optimum is an upper bound for every plan.

Source: Huangfu and Hall, *Parallelizing the dual revised simplex method* (2018), for HiGHS.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from network.matching.compiled import NO_QUOTA, Compiled, Floats

HALF = 0.5
TOLERANCE = 1e-4  # relative; a plan nearer to the bound counts as proven
OPTIMAL = 0


@dataclass(frozen=True)
class Solution:
    """What HiGHS found: candidates' values (None: nothing in time) and the best possible."""

    values: Floats | None
    bound: float | None
    is_optimal: bool

    @property
    def chosen(self) -> tuple[int, ...] | None:
        """Places of the chosen candidates of a whole-number solution."""
        return None if self.values is None else tuple(np.flatnonzero(self.values > HALF).tolist())


def solve(made: Compiled, seconds: float, *, whole: bool) -> Solution:
    """Maximise the value, with candidates chosen wholly or (``whole`` false) in parts."""
    number, cells = len(made.candidates), len(made.weight)
    if number == 0:
        return Solution(np.zeros(0), 0.0, is_optimal=True)
    result = milp(
        -np.concatenate([made.linear, made.weight]),
        integrality=np.concatenate([np.full(number, int(whole)), np.zeros(cells)]),
        bounds=Bounds(
            np.concatenate([_pinned(made), np.zeros(cells)]),
            np.concatenate([np.ones(number), made.room]),
        ),
        constraints=[_limits(made, cells), _covering(made)],
        options={"time_limit": seconds, "mip_rel_gap": TOLERANCE},
    )
    return _read(result, number, whole=whole)


def fairest(made: Compiled, seconds: float = 10) -> tuple[tuple[int, ...], float]:
    """The choice in which small partners have most beyond their share, and how much.

    A figure below zero proves that no plan is fair: even the best choice keeps pins only unfairly.
    """
    number = len(made.candidates)
    result = milp(
        made.unfair,
        integrality=np.ones(number),
        bounds=Bounds(_pinned(made), np.ones(number)),
        constraints=[_limits(made, 0, fair=False)],
        options={"time_limit": seconds},
    )
    chosen = _read(result, number, whole=True).chosen or made.pinned
    return chosen, -float(made.unfair[list(chosen)].sum())


def _read(result: Any, number: int, *, whole: bool) -> Solution:
    is_optimal = result.status == OPTIMAL
    values = None if result.x is None else np.asarray(result.x[:number])
    dual = getattr(result, "mip_dual_bound", None) if whole else None
    if dual is None:
        dual = result.fun if is_optimal else None
    return Solution(values, None if dual is None else -float(dual), is_optimal)


def _pinned(made: Compiled) -> Floats:
    lower = np.zeros(len(made.candidates))
    lower[list(made.pinned)] = 1
    return lower


def _limits(made: Compiled, cells: int, *, fair: bool = True) -> LinearConstraint:
    """Capacity, quota, limit and (``fair``) the share of small partners."""
    number = len(made.candidates)
    each = np.arange(number)
    with_quota = np.flatnonzero(made.quota_of != NO_QUOTA)
    blocks = [
        _ones(np.concatenate(made.ends.T), np.tile(each, 2), (len(made.capacity), number)),
        _ones(made.quota_of[with_quota], with_quota, (len(made.quota), number)),
        csr_array(np.ones((1, number))),
    ]
    upper = [made.capacity, made.quota, np.array([made.problem.limit])]
    if fair and made.problem.fairness > 0:
        blocks.append(csr_array(made.unfair.reshape(1, -1)))
        upper.append(np.zeros(1))
    rows = vstack([block for block in blocks if block.shape[0]])
    padded = hstack([rows, csr_array((rows.shape[0], cells))]) if cells else rows
    return LinearConstraint(csr_array(padded), -np.inf, np.concatenate(upper))


def _ones(rows: Any, columns: Any, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def _covering(made: Compiled) -> LinearConstraint:
    """Y − Σ p x ≤ 0 of each cell."""
    cells = len(made.weight)
    reached = csr_array(
        (made.chances, (made.columns, made.rows)), shape=(cells, len(made.candidates))
    )
    return LinearConstraint(csr_array(hstack([-reached, eye_array(cells)])), -np.inf, 0)
