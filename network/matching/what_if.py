"""The quick plan while somebody moves the controls: lazy greedy in plain Python.

A request must not load the numeric libraries, so the method of ``greedy`` stands here once more
without arrays and without its exchanges: a little less value (``tests`` hold it to 95 % of the
exact plan), no waiting. What is stored is then solved exactly by a task.
"""

import heapq
from dataclasses import replace
from time import perf_counter

from network.matching import pins
from network.matching.cells import Labels
from network.matching.planning import Candidate, Plan, Problem, checksum, value
from network.matching.remarks import no_fair_plan, remarks

LEAST = 1e-9  # a gain must be more than rounding
PRICES = (0.0, 0.1, 0.4, 1.6, 6.4, 25.6, 1e5)  # of unfairness, until the plan is fair
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


class _Ground:
    """What all choices of a problem begin with: who can be chosen at all, and what they add."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        number = {cell: place for place, cell in enumerate(problem.weights)}
        weight = list(problem.weights.values())
        self.room = [max(0.0, 1 - problem.covered.get(cell, 0.0)) for cell in problem.weights]
        self.cells = {
            one.key: [(number[cell], weight[number[cell]]) for cell in one.cells if cell in number]
            for one in problem.candidates
        }
        self.pinned = [one for one in problem.candidates if one.key in problem.pins]
        start = _Choice(self)
        self.first = [
            (start.gain(one), one)
            for one in problem.candidates
            if one.key not in problem.vetoes and one.key not in start.chosen and start.fits(one)
        ]

    def unfair(self, one: Candidate) -> float:
        """2φ less its small partners; a choice is fair when the sum is not above 0."""
        return 2 * self.problem.fairness - one.small


class _Choice:
    """What is chosen so far and what room is left; pinned ones are in from the start."""

    def __init__(self, ground: _Ground) -> None:
        problem = ground.problem
        self.ground = ground
        self.capacities = dict(problem.capacities)
        self.quotas = dict(problem.quotas)
        self.places = problem.limit
        self.room = list(ground.room)
        self.chosen: dict[str, Candidate] = {}
        for one in ground.pinned:
            self.add(one)

    def add(self, one: Candidate) -> None:
        """Choose a candidate that fits."""
        self.chosen[one.key] = one
        self.places -= 1
        self.capacities[one.first] -= 1
        self.capacities[one.second] -= 1
        if one.lead_field in self.quotas:
            self.quotas[one.lead_field] -= 1
        for cell, _weight in self.ground.cells[one.key]:
            self.room[cell] = max(0.0, self.room[cell] - one.probability)

    def fits(self, one: Candidate) -> bool:
        """Whether both partners, the field and the office have a place left."""
        return (
            self.places > 0
            and self.capacities.get(one.first, 0) > 0
            and self.capacities.get(one.second, 0) > 0
            and self.quotas.get(one.lead_field, 1) > 0
        )

    def gain(self, one: Candidate) -> float:
        """What it would add to the value now."""
        problem, chance = self.ground.problem, one.probability
        added = problem.safety * chance * (1 + problem.bridging * one.bridge)
        for cell, weight in self.ground.cells[one.key]:
            left = self.room[cell]
            added += weight * (min(left, chance))
        return added

    @property
    def is_fair(self) -> bool:
        """Whether small partners hold their share."""
        return sum(map(self.ground.unfair, self.chosen.values())) <= LEAST

    def keys(self) -> tuple[str, ...]:
        """Keys in alphabetical order."""
        return tuple(sorted(self.chosen))


def _fair(problem: Problem) -> tuple[str, ...] | None:
    """The best fair choice over prices of unfairness; None where the pins leave none."""
    ground = _Ground(problem)
    low = 0.0
    for price in PRICES:
        choice = _lazy(ground, price)
        if choice.is_fair:
            return _halved(ground, low, price, choice) if price else choice.keys()
        low = price
    return None


def _halved(ground: _Ground, low: float, high: float, found: _Choice) -> tuple[str, ...]:
    best = found.keys()
    for _ in range(HALVINGS):
        price = (low + high) / 2
        choice = _lazy(ground, price)
        if choice.is_fair:
            other = choice.keys()
            best = max(best, other, key=lambda keys: value(ground.problem, keys))
            high = price
        else:
            low = price
    return best


def _lazy(ground: _Ground, price: float) -> _Choice:
    """Choose by what each adds; an outdated gain is an upper bound (Minoux 1978)."""
    choice = _Choice(ground)
    heap = [
        (-worth, one.key, one)
        for gain, one in ground.first
        if (worth := gain - price * ground.unfair(one)) > LEAST
    ]
    heapq.heapify(heap)
    while heap and choice.places > 0:
        _outdated, key, one = heapq.heappop(heap)
        if not choice.fits(one):
            continue  # room never comes back
        worth = choice.gain(one) - price * ground.unfair(one)
        if heap and -worth > heap[0][0] + LEAST:
            if worth > LEAST:
                heapq.heappush(heap, (-worth, key, one))
        elif worth > LEAST:
            choice.add(one)
    return choice
