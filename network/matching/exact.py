"""The best plan there is, or the best found in time, with the proof of how good it is."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from network.matching import pins
from network.matching.cells import Labels
from network.matching.compiled import compiled
from network.matching.greedy import greedy
from network.matching.planning import Plan, Problem, checksum, value
from network.matching.programme import TOLERANCE, solve
from network.matching.remarks import remarks

LEAST = 0.1  # seconds left for the solver in any case
START, BOUND, END = "start", "bound", "end"
Progress = Callable[[str, float | None], None]


def bound(problem: Problem, seconds: float = 60) -> float | None:
    """No plan is worth more; None where no plan is possible or the time ran out."""
    return None if pins.faults(problem) else solve(compiled(problem), seconds, whole=False).bound


def exact(
    problem: Problem,
    seconds: float = 60,
    progress: Progress | None = None,
    labels: Labels | None = None,
) -> Plan:
    """The best plan, or after ``seconds`` the best one found, with the bound.

    Args:
        problem: What to plan.
        seconds: Limit for the solver.
        progress: Is told ("start", value of the greedy plan), ("bound", upper bound of the
            relaxation) and ("end", value).
        labels: Names for the sentences.
    """
    began = perf_counter()
    tell = progress or _nobody
    start = replace(greedy(problem, labels=labels), method="exact")
    tell(START, start.value)
    plan = start
    if not start.faults:
        upper = bound(problem, seconds)
        tell(BOUND, upper)
        left = max(LEAST, seconds - (perf_counter() - began))
        plan = _best(problem, start, upper, left)
        plan = replace(plan, notes=remarks(problem, plan.chosen, labels))
    tell(END, plan.value)
    return replace(plan, seconds=perf_counter() - began)


def _nobody(_stage: str, _figure: float | None) -> None:
    """Nobody listens."""


def _best(problem: Problem, start: Plan, upper: float | None, seconds: float) -> Plan:
    made = compiled(problem)
    solution = solve(made, seconds, whole=True)
    chosen, worth = start.chosen, start.value
    if solution.chosen is not None:
        found = tuple(made.candidates[row].key for row in solution.chosen)
        chosen = max((found, chosen), key=lambda keys: value(problem, keys))
        worth = value(problem, chosen)
    bounds = [one for one in (upper, solution.bound) if one is not None]
    best = max(worth, min(bounds)) if bounds else None
    return replace(
        start,
        chosen=chosen,
        value=worth,
        checksum=checksum(problem, chosen),
        bound=best,
        proven=best is not None and best - worth <= TOLERANCE * max(best, TOLERANCE),
    )
