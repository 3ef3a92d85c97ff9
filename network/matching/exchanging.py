"""Improves a choice by exchanges until none of them helps any more.

One is taken out and the best that fits comes in. Where the share of small partners stands in the
way of that, two exchanges go together: the first may break the share, the second mends it.
"""

import numpy as np

from network.matching.choosing import SLACK, Choice

LEAST = 1e-9  # an exchange must be worth more than rounding
PASSES = 2
ROUNDS = 8  # of pairs of exchanges; a round ends with the first pair that helps
TRIALS = 500  # pairs looked at in a round
WORK = 2_000_000  # candidates looked at in a round at most: large problems do without pairs


def exchange(choice: Choice) -> None:
    """Replace and fill up as long as that adds to the value; a fair choice stays fair."""
    choice.track()
    _singly(choice)
    trials = min(TRIALS, WORK // max(1, len(choice.problem.candidates)))
    if choice.problem.problem.fairness <= 0 or trials < 2 * len(choice.chosen):
        return
    for _ in range(ROUNDS):
        if not _doubly(choice, trials):
            break
        _singly(choice)


def _singly(choice: Choice) -> None:
    _fill(choice)
    for _ in range(PASSES):
        before = choice.worth()
        for row in _movable(choice):
            _replace(choice, row)
        _fill(choice)
        if choice.worth() <= before + LEAST:
            return


def _movable(choice: Choice) -> list[int]:
    return sorted(choice.chosen - set(choice.problem.pinned))


def _replace(choice: Choice, row: int) -> None:
    choice.remove(row)
    other = _most(choice, but=row)
    is_better = other is not None and choice.gain(other) > choice.gain(row) + LEAST
    choice.add(other if other is not None and is_better else row)


def _fill(choice: Choice) -> None:
    while (row := _most(choice)) is not None and choice.gain(row) > LEAST:
        choice.add(row)


def _most(choice: Choice, but: int | None = None, *, fair: bool = True) -> int | None:
    """The candidate that adds most among those that fit and (``fair``) keep the choice fair."""
    fitting = choice.fitting()
    if fair:
        fitting &= choice.unfairness + choice.problem.unfair <= SLACK
    if but is not None:
        fitting[but] = False
    if not fitting.any():
        return None
    return int(np.argmax(np.where(fitting, choice.tracked, -1.0)))


def _doubly(choice: Choice, trials: int) -> bool:
    """Make the first pair of exchanges that helps; whether there was one."""
    firsts = sorted(_unfair_exchanges(choice), reverse=True)
    each = int(np.sqrt(trials))
    for gained, row, other in firsts[: trials // each]:
        choice.remove(row)
        choice.add(other)
        if _mend(choice, gained, other, each):
            return True
        choice.remove(other)
        choice.add(row)
    return False


def _unfair_exchanges(choice: Choice) -> list[tuple[float, int, int]]:
    """Exchanges that would help if they were fair: what they add, who goes, who comes."""
    found = []
    for row in _movable(choice):
        choice.remove(row)
        other = _most(choice, but=row, fair=False)
        if other is not None:
            gained = choice.gain(other) - choice.gain(row)
            if gained > LEAST:
                found.append((gained, row, other))
        choice.add(row)
    return found


def _mend(choice: Choice, gained: float, kept: int, trials: int) -> bool:
    """Restore the share by the exchange that costs least, if it costs less than was gained."""
    rows = [row for row in _movable(choice) if row != kept]
    best, pair = LEAST - gained, None
    for row in sorted(rows, key=lambda row: (choice.gain_without(row), row))[:trials]:
        choice.remove(row)
        other = _most(choice, but=row)
        if other is not None and (change := choice.gain(other) - choice.gain(row)) > best:
            best, pair = change, (row, other)
        choice.add(row)
    if pair is None:
        return False
    choice.remove(pair[0])
    choice.add(pair[1])
    return True
