"""A good plan at once: lazy greedy, a price for fairness, then exchanges.

Source: Minoux, *Accelerated greedy algorithms* (1978) for the lazy evaluation: what a candidate
adds never grows while others are chosen, so an outdated figure is an upper bound. The share of
small partners is reached by a price on it (Lagrange), found by halving. Exchanges then improve
what was found (``exchanging``).
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import replace
from time import perf_counter

import numpy as np

from network.matching import pins
from network.matching.cells import Labels
from network.matching.choosing import SLACK, Choice
from network.matching.compiled import Compiled, compiled
from network.matching.exchanging import LEAST, exchange
from network.matching.planning import Plan, Problem, checksum, value
from network.matching.programme import fairest
from network.matching.remarks import no_fair_plan, remarks

FIRST = 4  # the first price is a fourth of the best gain, then four times as much, and so on
HALVINGS = 5
WORK = 1_000_000  # candidates × limit: by how much smaller a problem is, so many starts it gets


def greedy(
    problem: Problem, known: Iterable[Iterable[str]] = (), labels: Labels | None = None
) -> Plan:
    """A plan that keeps all rules, usually within one or two per cent of the best.

    Args:
        problem: What to plan.
        known: Choices that may be used where they are better and still allowed, such as the
            plan before a capacity grew. The checksum does not tell them.
        labels: Names for the sentences.
    """
    began = perf_counter()
    wrong = pins.faults(problem, labels)
    made = None if wrong else compiled(problem)
    best = _best(made, known) if made else None
    if made and best is None:
        wrong = (no_fair_plan(problem),)
    chosen = best.keys() if best else ()
    plan = Plan(
        chosen=chosen,
        value=value(problem, chosen),
        method="greedy",
        checksum=checksum(problem, chosen),
        faults=wrong,
        notes=() if wrong else remarks(problem, chosen, labels),
    )
    return replace(plan, seconds=perf_counter() - began)


def top_score(problem: Problem) -> Plan:
    """What one gets without planning: most probable first, under the same limits.

    Gaps, connections and the share of small partners are not looked at. With scores that both
    sides share this is the stable matching.
    """
    began = perf_counter()
    wrong = pins.faults(problem)
    chosen: tuple[str, ...] = ()
    if not wrong:
        made = compiled(problem)
        choice = Choice(made)
        order = sorted(
            range(len(made.candidates)), key=lambda row: (-made.candidates[row].probability, row)
        )
        for row in order:
            if row not in choice.chosen and choice.fits(row):
                choice.add(row)
        chosen = choice.keys()
    plan = Plan(
        chosen, value(problem, chosen), "top_score", checksum(problem, chosen), faults=wrong
    )
    return replace(plan, seconds=perf_counter() - began)


def _best(made: Compiled, known: Iterable[Iterable[str]]) -> Choice | None:
    """The best of all starts after exchanges; None: pins leave no fair plan."""
    size = len(made.candidates) * max(1, made.problem.limit)
    own = sorted(_fair(made), key=Choice.worth, reverse=True)[: max(1, WORK // max(1, size))]
    before = [_taken_over(made, keys) for keys in known]
    starts = [*own, *(choice for choice in before if choice.is_fair)]
    for start in starts:
        exchange(start)
    return max(starts, key=Choice.worth, default=None)


def _taken_over(made: Compiled, keys: Iterable[str]) -> Choice:
    wanted = set(keys)
    choice = Choice(made)
    for row, one in enumerate(made.candidates):
        if one.key in wanted and row not in choice.chosen and choice.fits(row):
            choice.add(row)
    return choice


def _fair(made: Compiled) -> list[Choice]:
    """Fair choices at several prices of unfairness; none: no plan is fair."""
    choice = _lazy(made, 0.0)
    if choice.is_fair:
        return [choice]
    most = float(made.gains(made.room).max(initial=1.0))
    low, high = 0.0, most / FIRST
    while not (choice := _lazy(made, high)).is_fair:
        if high > 2 * most / _finest(made):
            return _from_fairest(made)
        low, high = high, FIRST * high
    return [choice, *_halved(made, low, high)]


def _halved(made: Compiled, low: float, high: float) -> Iterator[Choice]:
    """Fair choices at prices between one that is too low and a sufficient one."""
    for _ in range(HALVINGS):
        price = (low + high) / 2
        choice = _lazy(made, price)
        if choice.is_fair:
            high = price
            yield choice
        else:
            low = price


def _finest(made: Compiled) -> float:
    """The smallest step by which a candidate is unfair: a price beyond it decides alone."""
    steps = np.abs(made.unfair)
    return float(steps[steps > SLACK].min(initial=2.0))


def _from_fairest(made: Compiled) -> list[Choice]:
    chosen, beyond = fairest(made)
    return [Choice(made, chosen)] if beyond >= -SLACK else []


def _lazy(made: Compiled, price: float) -> Choice:
    """Choose by what each adds at a price per unfairness, as long as something adds."""
    choice = Choice(made)
    charge = price * made.unfair
    first = made.gains(choice.room) - charge
    worthy = np.flatnonzero(first > LEAST)
    heap = list(zip((-first[worthy]).tolist(), worthy.tolist(), strict=True))
    heapq.heapify(heap)
    while heap and choice.places > 0:
        _outdated, row = heapq.heappop(heap)
        if row in choice.chosen or not choice.fits(row):
            continue  # room never comes back
        gain = choice.gain(row) - charge[row]
        if heap and -gain > heap[0][0] + LEAST:
            if gain > LEAST:
                heapq.heappush(heap, (-gain, row))
        elif gain > LEAST:
            choice.add(row)
    return choice
