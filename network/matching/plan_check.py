"""Whether a plan keeps the rules: an independent reading that shares no code with the solvers.

Written straight from the definition, with loops and no arrays, so that a mistake in the solvers
cannot hide here.
"""

from dataclasses import dataclass

from network.matching.planning import Plan, Problem

ROUNDING = 1e-6


@dataclass(frozen=True)
class Violation:
    """A rule that a plan breaks: for whom, what was found, what is allowed."""

    rule: str
    subject: str
    found: float
    allowed: float


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """Everything wrong with a plan; empty: it keeps all rules.

    A plan that says why nothing is possible (``faults``) must choose nothing.
    """
    if plan.faults:
        return [Violation("faulty", key, 1, 0) for key in plan.chosen]
    found = _choices(problem, plan)
    if found:
        return found
    return [
        *_pins(problem, plan),
        *_capacities(problem, plan),
        *_quotas(problem, plan),
        *_totals(problem, plan),
        *_worth(problem, plan),
    ]


def _choices(problem: Problem, plan: Plan) -> list[Violation]:
    offered = [one.key for one in problem.candidates]
    found = []
    for key in plan.chosen:
        if offered.count(key) != 1:
            found.append(Violation("unknown", key, offered.count(key), 1))
        if plan.chosen.count(key) != 1:
            found.append(Violation("twice", key, plan.chosen.count(key), 1))
        if key in problem.vetoes:
            found.append(Violation("veto", key, 1, 0))
    return found


def _pins(problem: Problem, plan: Plan) -> list[Violation]:
    return [Violation("pin", key, 0, 1) for key in problem.pins if key not in plan.chosen]


def _capacities(problem: Problem, plan: Plan) -> list[Violation]:
    load: dict[str, int] = {}
    for one in problem.candidates:
        if one.key in plan.chosen:
            load[one.first] = load.get(one.first, 0) + 1
            load[one.second] = load.get(one.second, 0) + 1
    allowed = problem.capacities
    return [
        Violation("capacity", key, number, allowed.get(key, 0))
        for key, number in load.items()
        if number > allowed.get(key, 0)
    ]


def _quotas(problem: Problem, plan: Plan) -> list[Violation]:
    found = []
    for code, quota in problem.quotas.items():
        led = 0
        for one in problem.candidates:
            if one.key in plan.chosen and one.lead_field == code:
                led += 1
        if led > quota:
            found.append(Violation("quota", code, led, quota))
    return found


def _totals(problem: Problem, plan: Plan) -> list[Violation]:
    number = len(plan.chosen)
    small = sum(one.small for one in problem.candidates if one.key in plan.chosen)
    needed = 2 * problem.fairness * number
    found = []
    if number > problem.limit:
        found.append(Violation("limit", "", number, problem.limit))
    if small < needed - ROUNDING:
        found.append(Violation("fairness", "", small, needed))
    return found


def _worth(problem: Problem, plan: Plan) -> list[Violation]:
    chosen = [one for one in problem.candidates if one.key in plan.chosen]
    worth = 0.0
    for cell, weight in problem.weights.items():
        expected = sum(one.probability for one in chosen if cell in one.cells)
        open_part = max(0.0, 1 - problem.covered.get(cell, 0.0))
        worth += weight * min(expected, open_part)
    for one in chosen:
        worth += problem.safety * one.probability * (1 + problem.bridging * one.bridge)
    found = []
    if abs(worth - plan.value) > ROUNDING * max(1.0, worth):
        found.append(Violation("value", "", plan.value, worth))
    if plan.bound is not None and plan.value > plan.bound * (1 + ROUNDING) + ROUNDING:
        found.append(Violation("bound", "", plan.value, plan.bound))
    return found
