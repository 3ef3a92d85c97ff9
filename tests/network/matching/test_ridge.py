"""The left-out predictions are those of a fit without the text."""

import os

import numpy as np
import pytest

from network.matching.ridge import EMPTY, Trainer

WORDS = ["alpha", "beta", "gamma", "delta", "kappa"]


def texts(count, seed=0):
    random_ = np.random.default_rng(seed)
    rows = [tuple(random_.choice(WORDS, 3)) for _ in range(count)]
    return [([row], [1.0]) for row in rows], np.array([[float("alpha" in row)] for row in rows])


@pytest.mark.parametrize("count", [6, 200])
def test_leaving_one_out_is_exact_for_what_is_fitted(count):
    given, target = texts(count)
    keys = [str(n) for n in range(count)]
    trainer = Trainer(given, keys)
    found = trainer.fit(target)
    assert trainer.is_dual == (count == 6)
    gram = (trainer.matrix.T @ trainer.matrix).toarray() + 0.6 * np.eye(len(trainer.columns))
    centred = target - target.mean()
    row = trainer.matrix[[0]].toarray()
    without = gram - row.T @ row
    moments = trainer.matrix.T @ centred - row.T * centred[0]
    expected = row @ np.linalg.solve(without, moments) + target.mean()
    assert found.left_out[0] == pytest.approx(expected[0], abs=1e-6)


def test_a_known_text_is_judged_without_itself_and_a_new_one_with_all():
    given, target = texts(80)
    found = Trainer(given, [str(n) for n in range(80)]).fit(target)
    old = found.predict(given[:1], ["0"])
    new = found.predict(given[:1], ["elsewhere"])
    assert old[0] == pytest.approx(found.left_out[0])
    assert abs(new[0, 0] - target[0, 0]) < abs(old[0, 0] - target[0, 0])


def test_nothing_learnt_predicts_nothing():
    assert EMPTY.predict([([("a",)], [1.0])], ["x"]).shape == (1, 0)


def test_small_systems_are_not_solved_by_threads_that_wait_for_each_other():
    assert "OPENBLAS_NUM_THREADS" in os.environ  # by the settings, before NumPy comes in
