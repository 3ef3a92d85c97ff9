"""What rules a need and an offer out for each other, whatever else fits.

What is not said passes: it is listed as open in the reasons instead.
"""

import numpy as np

from network.matching.arrays import Array, Flags, Indices, Table

LEAST_OVERLAP = 30  # days two windows must share, counted from the day of the run


def passes(table: Table, needs: Indices, offers: Indices) -> Flags:
    """Tell for each need × offer (outer product) whether nothing rules them out."""
    row, column = needs[:, None], offers[None, :]
    overlap = np.minimum(table.end[row], table.end[column]) - np.maximum(
        np.maximum(table.start[row], table.start[column]), 0.0
    )
    is_within = (overlap >= LEAST_OVERLAP) | ~(table.has_window[row] & table.has_window[column])
    allowed: Flags = table.is_open[row] & table.is_open[column] & is_within
    allowed &= table.owner[row] != table.owner[column]
    allowed &= is_reachable(table, needs, offers)
    missing = table.needs_language[needs] @ (1.0 - table.speaks[offers]).T
    missing += (1.0 - table.speaks[needs]) @ table.needs_language[offers].T
    allowed &= missing == 0
    return allowed


def distance(table: Table, needs: Indices, offers: Indices) -> Array:
    """Kilometres as the crow flies, outer product; nan where a place is not known."""
    gap = table.place[needs][:, None, :] - table.place[offers][None, :, :]
    km: Array = np.sqrt((gap**2).sum(axis=-1))
    return km


def is_reachable(table: Table, needs: Indices, offers: Indices) -> Flags:
    """Within the smaller radius, or both online, or not known."""
    km = distance(table, needs, offers)
    limit = np.minimum(table.radius[needs][:, None], table.radius[offers][None, :])
    online = table.online[needs][:, None] * table.online[offers][None, :]
    reachable: Flags = ~(km > limit) | (online > 0)
    return reachable
