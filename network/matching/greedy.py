"""A good plan at once: lazy greedy, a price for fairness, then exchanges.

Source: Minoux, *Accelerated greedy algorithms* (1978) for the lazy evaluation: what a candidate
adds never grows while others are chosen, so an outdated figure is an upper bound. The share of
small partners is reached by a price on it (Lagrange), found by halving. Exchanges of one for one
then climb to a local optimum.
"""

import heapq
from collections.abc import Iterable
from dataclasses import replace
from time import perf_counter

import numpy as np

from network.matching import pins
from network.matching.cells import Labels
from network.matching.choosing import SLACK, Choice
from network.matching.compiled import Compiled, compiled
from network.matching.planning import Plan, Problem, checksum, value
from network.matching.programme import fairest
from network.matching.remarks import no_fair_plan, remarks

FIRST = 4  # the first price is a fourth of the best gain, then four times as much, and so on
HALVINGS = 5
LEAST = 1e-9  # an exchange must be worth more than rounding
PASSES = 2


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
    starts = [_fair(made), *(_taken_over(made, keys) for keys in known)]
    fair = [start for start in starts if start and start.is_fair]
    for start in fair:
        _exchange(start)
    return max(fair, key=Choice.worth, default=None)


def _taken_over(made: Compiled, keys: Iterable[str]) -> Choice:
    wanted = set(keys)
    choice = Choice(made)
    for row, one in enumerate(made.candidates):
        if one.key in wanted and row not in choice.chosen and choice.fits(row):
            choice.add(row)
    return choice


def _fair(made: Compiled) -> Choice | None:
    """The first choice at the lowest price of unfairness at which it is fair."""
    choice = _lazy(made, 0.0)
    if choice.is_fair:
        return choice
    most = float(made.gains(made.room).max(initial=1.0))
    low, high = 0.0, most / FIRST
    while not (choice := _lazy(made, high)).is_fair:
        if high > 2 * most / _finest(made):
            return _from_fairest(made)
        low, high = high, FIRST * high
    return _halved(made, low, high, choice)


def _halved(made: Compiled, low: float, high: float, found: Choice) -> Choice:
    """The best fair choice at prices between one that is too low and a sufficient one."""
    for _ in range(HALVINGS):
        price = (low + high) / 2
        choice = _lazy(made, price)
        if choice.is_fair:
            found, high = max(found, choice, key=Choice.worth), price
        else:
            low = price
    return found


def _finest(made: Compiled) -> float:
    """The smallest step by which a candidate is unfair: a price beyond it decides alone."""
    steps = np.abs(made.unfair)
    return float(steps[steps > SLACK].min(initial=2.0))


def _from_fairest(made: Compiled) -> Choice | None:
    chosen, beyond = fairest(made)
    return Choice(made, chosen) if beyond >= -SLACK else None


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


def _exchange(choice: Choice) -> None:
    """Replace and fill up as long as that adds to the value and stays fair."""
    choice.track()
    _fill(choice)
    for _ in range(PASSES):
        before = choice.worth()
        for row in sorted(choice.chosen - set(choice.problem.pinned)):
            _replace(choice, row)
        _fill(choice)
        if choice.worth() <= before + LEAST:
            return


def _replace(choice: Choice, row: int) -> None:
    choice.remove(row)
    other = _most(choice, but=row)
    is_better = other is not None and choice.gain(other) > choice.gain(row) + LEAST
    choice.add(other if other is not None and is_better else row)


def _fill(choice: Choice) -> None:
    while (row := _most(choice)) is not None and choice.gain(row) > LEAST:
        choice.add(row)


def _most(choice: Choice, but: int | None = None) -> int | None:
    """The candidate that adds most among those that fit and keep the choice fair."""
    made = choice.problem
    fitting = choice.fitting() & (choice.unfairness + made.unfair <= SLACK)
    if but is not None:
        fitting[but] = False
    if not fitting.any():
        return None
    return int(np.argmax(np.where(fitting, choice.tracked, -1.0)))
