"""What rules a need and an offer out for each other, whatever else fits.

What is not said passes: it is listed as open in the reasons instead.
"""

import numpy as np

from network.matching.arrays import Array, Flags, Indices, Table

LEAST_OVERLAP = 30  # days two windows must share, counted from the day of the run


def passes(table: Table, needs: Indices, offers: Indices) -> Flags:
    """Tell for each need × offer (outer product) whether nothing rules them out."""
    return passes_each(table, needs[:, None], offers[None, :])


def passes_each(table: Table, need: Indices, offer: Indices) -> Flags:
    """The same of the pairs ``zip(need, offer)``, or of any shapes that go together."""
    allowed: Flags = table.is_open[need] & table.is_open[offer]
    allowed &= table.owner[need] != table.owner[offer]
    allowed &= table.is_spoken[table.requires[need], table.speaks[offer]]
    allowed &= table.is_spoken[table.requires[offer], table.speaks[need]]
    start = np.maximum(table.start[need], table.start[offer])
    overlap = np.minimum(table.end[need], table.end[offer]) - np.maximum(start, 0.0)
    allowed &= (overlap >= LEAST_OVERLAP) | ~(table.has_window[need] & table.has_window[offer])
    return allowed & is_reachable(table, need, offer)


def is_reachable(table: Table, need: Indices, offer: Indices) -> Flags:
    """Within the smaller radius, or both online, or not known; pair by pair."""
    limit = np.minimum(table.radius[need], table.radius[offer])
    online = (table.online[need] * table.online[offer]) > 0
    reachable: Flags = ~(distance(table, need, offer) > limit)
    return reachable | online


def distance(table: Table, need: Indices, offer: Indices) -> Array:
    """Kilometres as the crow flies, pair by pair; nan where a place is not known."""
    square = sum((axis[need] - axis[offer]) ** 2 for axis in table.place.T)
    km: Array = np.sqrt(square)
    return km
