"""The state of a choice under way: what still fits, what it would add, what it costs."""

import numpy as np
from numpy.typing import NDArray

from network.matching.compiled import NO_QUOTA, Compiled, Floats, Whole

SLACK = 1e-9  # rounding in sums of shares


class Choice:
    """Candidates chosen so far in a compiled problem; pins are in from the start."""

    def __init__(self, problem: Compiled, chosen: tuple[int, ...] = ()) -> None:
        self.problem = problem
        self.chosen: set[int] = set()
        self.room: Floats = problem.room.copy()
        self.amount: Floats = np.zeros_like(problem.room)  # expected, may pass the room
        self.capacity = problem.capacity.copy()
        self.quota = problem.quota.copy()
        self.places = problem.problem.limit
        self.unfairness = 0.0
        self.tracked: Floats = np.zeros(0)
        self._is_tracking = False
        for row in dict.fromkeys((*problem.pinned, *chosen)):
            self.add(row)

    def add(self, row: int) -> None:
        """Choose a candidate that fits."""
        self.chosen.add(row)
        self._move(row, 1)

    def remove(self, row: int) -> None:
        """Take a chosen candidate out again."""
        self.chosen.discard(row)
        self._move(row, -1)

    def _move(self, row: int, sign: int) -> None:
        made = self.problem
        self.capacity[made.ends[row]] -= sign
        if made.quota_of[row] != NO_QUOTA:
            self.quota[made.quota_of[row]] -= sign
        self.places -= sign
        self.unfairness += sign * float(made.unfair[row])
        part = slice(made.starts[row], made.starts[row + 1])
        touched = made.columns[part]
        before = self.room[touched]
        self.amount[touched] += sign * made.chances[part]
        self.room[touched] = np.maximum(0.0, made.room[touched] - self.amount[touched])
        if self._is_tracking:
            self._follow(touched, before)

    def track(self) -> None:
        """Keep what every candidate would add, from now on, in ``tracked``."""
        self.tracked = self.problem.gains(self.room)
        self._is_tracking = True

    def _follow(self, cells: Whole, before: Floats) -> None:
        """Only candidates that share a cell with the moved one add more or less than before."""
        made = self.problem
        for cell, old in zip(cells.tolist(), before.tolist(), strict=True):
            entries, new = made.entries_of[cell], self.room[cell]
            chances = made.chances[entries]
            change = np.minimum(chances, new) - np.minimum(chances, old)
            self.tracked[made.rows[entries]] += made.weight[cell] * change

    def fits(self, row: int) -> bool:
        """Whether capacity, quota and limit leave room for one more candidate."""
        made = self.problem
        first, second = made.ends[row]
        field = made.quota_of[row]
        return bool(
            self.places > 0
            and self.capacity[first] > 0
            and self.capacity[second] > 0
            and (field == NO_QUOTA or self.quota[field] > 0)
        )

    def fitting(self) -> NDArray[np.bool_]:
        """``fits`` for all candidates at once; what is chosen already does not fit again."""
        made = self.problem
        has_place = self.capacity > 0
        open_fields = np.append(self.quota > 0, True)  # the last stands for NO_QUOTA
        free: NDArray[np.bool_] = has_place[made.ends[:, 0]] & has_place[made.ends[:, 1]]
        free &= open_fields[made.quota_of] & (self.places > 0)
        free[list(self.chosen)] = False
        return free

    def gain(self, row: int) -> float:
        """What one candidate would add to the value now."""
        made = self.problem
        part = slice(made.starts[row], made.starts[row + 1])
        touched = made.columns[part]
        covered = made.weight[touched] * np.minimum(made.chances[part], self.room[touched])
        return float(made.linear[row] + covered.sum())

    def gain_without(self, row: int) -> float:
        """What a chosen candidate adds to the others."""
        made = self.problem
        part = slice(made.starts[row], made.starts[row + 1])
        touched = made.columns[part]
        others = self.amount[touched] - made.chances[part]
        room = np.maximum(0.0, made.room[touched] - others)
        return float(made.linear[row] + made.weight[touched] @ np.minimum(made.chances[part], room))

    @property
    def is_fair(self) -> bool:
        """Whether small partners hold their share."""
        return self.unfairness <= SLACK

    def worth(self) -> float:
        """The value of what is chosen."""
        made = self.problem
        covered = made.weight @ np.minimum(made.room, self.amount)
        return float(covered + made.linear[sorted(self.chosen)].sum())

    def keys(self) -> tuple[str, ...]:
        """Keys of what is chosen, in order."""
        return tuple(self.problem.candidates[row].key for row in sorted(self.chosen))
