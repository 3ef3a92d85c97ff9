"""A planning problem as arrays, for the solvers (the checker reads the problem itself)."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from network.matching.planning import Candidate, Problem

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]
NO_QUOTA = -1


@dataclass(frozen=True)
class Compiled:
    """Candidates that may be chosen at all, in order of their keys.

    Attributes:
        problem: What this was made of.
        candidates: Neither vetoed nor with a partner who has no free capacity, unless pinned.
        ends: Two partners of each candidate, as places in ``capacity`` (n × 2).
        quota_of: Place of each candidate's lead field in ``quota``; ``NO_QUOTA``: none.
        capacity: Free capacity of each partner.
        quota: Most cooperations of each field.
        small: Small partners of each candidate.
        linear: λ p (1 + β·bridge) of each candidate.
        room: 1 − base coverage of each cell with a weight.
        weight: Of these cells.
        rows: Candidate of each entry of the relation candidate–cell, ascending.
        columns: Cell of each entry.
        chances: Probability of each entry's candidate.
        pinned: Places of the pinned candidates.
    """

    problem: Problem
    candidates: tuple[Candidate, ...]
    ends: Whole
    quota_of: Whole
    capacity: Whole
    quota: Whole
    small: Floats
    linear: Floats
    room: Floats
    weight: Floats
    rows: Whole
    columns: Whole
    chances: Floats
    pinned: tuple[int, ...]

    @cached_property
    def starts(self) -> Whole:
        """Where each candidate's entries begin; one more at the end."""
        return np.searchsorted(self.rows, np.arange(len(self.candidates) + 1))

    @cached_property
    def unfair(self) -> Floats:
        """2φ − small of each candidate: a plan is fair when its sum is not above 0."""
        return 2 * self.problem.fairness - self.small

    def gains(self, room: Floats) -> Floats:
        """What each candidate would add to the value, given the room left in each cell."""
        entries = self.weight[self.columns] * np.minimum(self.chances, room[self.columns])
        return self.linear + np.bincount(self.rows, entries, minlength=len(self.candidates))

    @cached_property
    def entries_of(self) -> tuple[Whole, ...]:
        """The entries of each cell."""
        order = np.argsort(self.columns, kind="stable")
        ends = np.searchsorted(self.columns[order], np.arange(1, len(self.weight)))
        return tuple(np.split(order, ends)) if len(self.weight) else ()


def compiled(problem: Problem) -> Compiled:
    """Lay out a problem without faults (``pins.faults``) as arrays."""
    chosen = tuple(sorted(_possible(problem), key=lambda one: one.key))
    partners = {key: place for place, key in enumerate(sorted(problem.capacities))}
    fields = {key: place for place, key in enumerate(sorted(problem.quotas))}
    cells = sorted(cell for cell, weight in problem.weights.items() if weight > 0)
    place = {cell: number for number, cell in enumerate(cells)}
    pairs = [
        (row, place[cell], one.probability)
        for row, one in enumerate(chosen)
        for cell in sorted(one.cells)
        if cell in place
    ]
    entries = np.array(pairs, dtype=float).reshape(-1, 3)
    worth = [one.probability * (1 + problem.bridging * one.bridge) for one in chosen]
    ends = [(partners[one.first], partners[one.second]) for one in chosen]
    return Compiled(
        problem=problem,
        candidates=chosen,
        ends=np.array(ends, dtype=np.intp).reshape(-1, 2),
        quota_of=np.array([fields.get(one.lead_field, NO_QUOTA) for one in chosen], dtype=np.intp),
        capacity=np.array([problem.capacities[key] for key in partners], dtype=np.intp),
        quota=np.array([problem.quotas[key] for key in fields], dtype=np.intp),
        small=np.array([one.small for one in chosen], dtype=float),
        linear=problem.safety * np.array(worth, dtype=float),
        room=np.array([max(0.0, 1 - problem.covered.get(cell, 0.0)) for cell in cells]),
        weight=np.array([problem.weights[cell] for cell in cells]),
        rows=entries[:, 0].astype(np.intp),
        columns=entries[:, 1].astype(np.intp),
        chances=entries[:, 2],
        pinned=tuple(row for row, one in enumerate(chosen) if one.key in problem.pins),
    )


def _possible(problem: Problem) -> list[Candidate]:
    free = {key for key, capacity in problem.capacities.items() if capacity > 0}
    return [
        one
        for one in problem.candidates
        if one.key not in problem.vetoes
        and one.first in free
        and one.second in free
        and problem.quotas.get(one.lead_field, 1) > 0
    ]
