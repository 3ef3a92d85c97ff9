"""The fit is the maximum of the posterior."""

import numpy as np
import pytest

from network.matching import logistic


def loss(weights, design, label, precision):
    chance = logistic.sigmoid(design @ weights)
    hit = label * np.log(chance) + (1 - label) * np.log(1 - chance)
    return -hit.sum() + 0.5 * (precision * weights**2).sum()


def test_no_step_away_from_the_fit_is_better():
    random_ = np.random.default_rng(1)
    design = np.c_[np.ones(200), random_.normal(size=(200, 3))]
    label = (random_.random(200) < logistic.sigmoid(design @ [0.3, 1.0, -1.0, 0.0])).astype(float)
    precision = np.array([0.1, 1.0, 1.0, 1.0])
    found = logistic.fit(design, label, precision)
    best = loss(found, design, label, precision)
    for step in 0.01 * np.vstack([np.eye(4), -np.eye(4)]):
        assert loss(found + step, design, label, precision) > best
    assert found[1] > 0.5 > -0.5 > found[2]


def test_shares_of_trials_are_as_good_as_single_trials():
    design, label = np.ones((10, 1)), np.array([1.0] * 7 + [0.0] * 3)
    one = logistic.fit(design, label, np.array([0.5]))
    other = logistic.fit(np.ones((1, 1)), np.array([0.7]), np.array([0.5]), trials=np.array([10.0]))
    assert one == pytest.approx(other)


def test_an_offset_is_kept():
    offset = np.full(50, logistic.logit(np.array(0.8)))
    label = np.array([1.0] * 40 + [0.0] * 10)
    assert logistic.fit(np.ones((50, 1)), label, np.array([1.0]), offset=offset)[0] == (
        pytest.approx(0.0, abs=1e-6)
    )


def test_large_numbers_do_not_overflow():
    assert logistic.sigmoid(np.array([-1e9, 1e9])).tolist() == pytest.approx([0.0, 1.0], abs=1e-9)
