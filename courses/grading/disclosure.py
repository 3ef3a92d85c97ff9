"""What may be told about a group of people without telling anything about one of them.

Five rules, which together leave nothing to subtract (rule P13 of the privacy plan):

1. A group is a run. Each person belongs to one run of a course, so groups never overlap.
2. A group grows by five people at once (``admitted``). Where its fives begin is a secret of the
   group, so how many people are in it stays open by four.
3. Every count is rounded down to a multiple of five (``shown``): five numbers remain possible for
   each, and fewer than five look like none.
4. Every share is made of two counts as they are shown, and nothing that cannot be counted
   (a correlation, a median) is told of fewer than twenty.
5. What is said about several groups together is computed from what is shown for each of them.
   The whole therefore says nothing that its parts do not say.

Rounding down instead of to the nearest keeps the steps of "fewer than five" and of all other
counts equally wide; a sum that had been rounded on its own could be taken apart.
Source: Hundepool et al., *Statistical Disclosure Control* (2012), chapters 4 and 5 (tables: small
counts, complementary suppression, rounding).
"""

from collections.abc import Mapping
from decimal import Decimal

LEAST = 5  # people; fewer are never told
LEAST_IN_PUBLIC = 10  # people
AVERAGES_FROM = 20  # people


def shown(count: int | Decimal) -> int:
    """A count as it may be told: rounded down to a multiple of five. 0 means fewer than five."""
    return LEAST * int(count // LEAST)


def admitted(people: int, offset: int) -> int:
    """How many people of a group, the earliest first, its figures are about.

    Args:
        people: All of the group.
        offset: 0..4, the group's secret, always the same.

    Returns:
        ``offset`` more than a multiple of five, or 0 where fewer than ``offset`` and five came.
    """
    fives = shown(people - offset) if people > offset else 0
    return fives + offset if fives else 0


def told(counts: Mapping[str, int], least: int) -> dict[str, int | None]:
    """One table of counts as it may be told; None: too few, or hidden to protect another row.

    A row with fewer than ``least`` is left out. Where exactly one is, the next smallest row goes
    with it: the same people stand in other tables too, and one missing number could be narrowed
    down from what all others leave.

    Args:
        counts: People of each row; rows of one table may overlap.
        least: The smallest count that is told, a multiple of five.
    """
    shown_rows = {key: shown(count) if count >= least else None for key, count in counts.items()}
    hidden = [key for key, count in shown_rows.items() if count is None]
    others = [key for key, count in shown_rows.items() if count is not None]
    if len(hidden) == 1 and others:
        shown_rows[min(others, key=lambda key: (shown_rows[key], key))] = None
    return shown_rows
