"""The quick plan while somebody moves the controls: lazy greedy in plain Python.

A request must not load the numeric libraries, so the method of ``greedy`` stands here once more
without arrays and without its exchanges: a little less value (``tests`` hold it to 95 % of the
exact plan), no waiting. What is stored is then solved exactly by a task.
"""

import heapq
from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter

from network.matching import pins
from network.matching.cells import Cell, Labels
from network.matching.planning import Candidate, Plan, Problem, checksum, value
from network.matching.remarks import no_fair_plan, remarks

LEAST = 1e-9  # a gain must be more than rounding
PRICES = (0.1, 0.4, 1.6, 6.4, 25.6, 102.4)  # of unfairness, until the plan is fair
HALVINGS = 4


def what_if(problem: Problem, labels: Labels | None = None) -> Plan:
    """A plan that keeps all rules, made at once; the same problem has the same plan."""
    began = perf_counter()
    wrong = pins.faults(problem, labels)
    chosen: tuple[str, ...] | None = () if wrong else _fair(problem)
    if chosen is None:
        wrong, chosen = (no_fair_plan(problem),), ()
    plan = Plan(
        chosen=chosen,
        value=value(problem, chosen),
        method="greedy",
        checksum=checksum(problem, chosen),
        faults=wrong,
        notes=() if wrong else remarks(problem, chosen, labels),
    )
    return replace(plan, seconds=perf_counter() - began)


class _Choice:
    """What is chosen so far and what room is left; pinned ones are in from the start."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.capacities = dict(problem.capacities)
        self.quotas = dict(problem.quotas)
        self.places = problem.limit
        self.room = {cell: max(0.0, 1 - problem.covered.get(cell, 0.0)) for cell in problem.weights}
        self.chosen: dict[str, Candidate] = {}
        for one in sorted(problem.candidates, key=lambda one: one.key):
            if one.key in problem.pins:
                self.add(one)

    def add(self, one: Candidate) -> None:
        """Choose a candidate that fits."""
        self.chosen[one.key] = one
        self.places -= 1
        self.capacities[one.first] -= 1
        self.capacities[one.second] -= 1
        if one.lead_field in self.quotas:
            self.quotas[one.lead_field] -= 1
        for cell in self._cells(one):
            self.room[cell] = max(0.0, self.room[cell] - one.probability)

    def fits(self, one: Candidate) -> bool:
        """Whether both partners, the field and the office have a place left."""
        return (
            self.places > 0
            and self.capacities.get(one.first, 0) > 0
            and self.capacities.get(one.second, 0) > 0
            and self.quotas.get(one.lead_field, 1) > 0
        )

    def gain(self, one: Candidate, price: float) -> float:
        """What it would add to the value, less what its unfairness costs."""
        problem = self.problem
        covered = sum(
            problem.weights[cell] * min(one.probability, self.room[cell])
            for cell in self._cells(one)
        )
        yes = one.probability * (1 + problem.bridging * one.bridge)
        return covered + problem.safety * yes - price * _unfair(problem, one)

    def _cells(self, one: Candidate) -> Iterator[Cell]:
        return (cell for cell in one.cells if cell in self.room)

    @property
    def is_fair(self) -> bool:
        """Whether small partners hold their share."""
        return sum(_unfair(self.problem, one) for one in self.chosen.values()) <= LEAST

    def keys(self) -> tuple[str, ...]:
        """Keys in alphabetical order."""
        return tuple(sorted(self.chosen))


def _unfair(problem: Problem, one: Candidate) -> float:
    return 2 * problem.fairness - one.small


def _fair(problem: Problem) -> tuple[str, ...] | None:
    """The best fair choice over prices of unfairness; None where the pins leave none."""
    free = _lazy(problem, 0.0)
    if free.is_fair:
        return free.keys()
    low = 0.0
    for price in PRICES:
        choice = _lazy(problem, price)
        if choice.is_fair:
            return _halved(problem, low, price, choice)
        low = price
    only_fair = _lazy(problem, PRICES[-1] ** 2)
    return only_fair.keys() if only_fair.is_fair else None


def _halved(problem: Problem, low: float, high: float, found: _Choice) -> tuple[str, ...]:
    best = found.keys()
    for _ in range(HALVINGS):
        price = (low + high) / 2
        choice = _lazy(problem, price)
        if choice.is_fair:
            best, high = max(best, choice.keys(), key=lambda keys: value(problem, keys)), price
        else:
            low = price
    return best


def _lazy(problem: Problem, price: float) -> _Choice:
    """Choose by what each adds; an outdated gain is an upper bound (Minoux 1978)."""
    choice = _Choice(problem)
    heap = [
        (-gain, one.key, one)
        for one in problem.candidates
        if one.key not in problem.vetoes
        and one.key not in choice.chosen
        and choice.fits(one)
        and (gain := choice.gain(one, price)) > LEAST
    ]
    heapq.heapify(heap)
    while heap and choice.places > 0:
        _outdated, key, one = heapq.heappop(heap)
        if not choice.fits(one):
            continue  # room never comes back
        gain = choice.gain(one, price)
        if heap and -gain > heap[0][0] + LEAST:
            if gain > LEAST:
                heapq.heappush(heap, (-gain, key, one))
        elif gain > LEAST:
            choice.add(one)
    return choice
