"""Logistic regression with a Gaussian prior (maximum a posteriori), by Newton's method.

The method is textbook (iteratively reweighted least squares: C. Bishop, "Pattern Recognition and
Machine Learning", 2006, section 4.3.3).
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
STEPS = 25
ENOUGH = 1e-8
LIMIT = 35.0


def sigmoid(values: Array) -> Array:
    """The logistic function, safe for large numbers."""
    return 1.0 / (1.0 + np.exp(-np.clip(values, -LIMIT, LIMIT)))


def logit(values: Array) -> Array:
    """The inverse of :func:`sigmoid`."""
    inside = np.clip(values, 1e-9, 1 - 1e-9)
    return np.log(inside / (1 - inside))


def fit(
    design: Array,
    label: Array,
    precision: Array,
    *,
    offset: Array | None = None,
    trials: Array | None = None,
) -> Array:
    """The weights of the columns of ``design``; ``precision`` pulls each towards 0.

    ``label`` is 0 or 1, or the share of 1 in that many ``trials``.
    """
    counts = np.ones(len(label)) if trials is None else trials
    weights = np.zeros(design.shape[1])
    base = np.zeros(len(label)) if offset is None else offset
    for _step in range(STEPS):
        chance = sigmoid(base + design @ weights)
        slope = design.T @ (counts * (label - chance)) - precision * weights
        curve = (design * (counts * chance * (1 - chance))[:, None]).T @ design + np.diag(precision)
        change = np.linalg.solve(curve, slope)
        weights = weights + change
        if float(np.abs(change).max(initial=0.0)) < ENOUGH:
            break
    return weights
