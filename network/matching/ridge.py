"""Ridge regression from texts to tags on TF-IDF of words and word pairs.

One factorisation, of texts or of features, whichever are fewer, serves all tags and all rounds. It
also gives each text's prediction with itself left out, so that a listing's own noisy tags do not
vouch for themselves. A. Hoerl and R. Kennard, "Ridge Regression" (1970); leaving one out: R. Rifkin
and R. Lippert, "Notes on Regularized Least Squares" (2007).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from network.matching.text import Sentence, features

Array = NDArray[np.float64]
Weighed = tuple[list[Sentence], list[float]]  # sentences and how far each is believed
MOST_FEATURES = 1200  # the solution costs their cube
FEWEST_TEXTS = 2  # a feature stands in
PENALTY = 0.6
LEAST_LEFT = 0.05  # of a text's weight in its own prediction


@dataclass(frozen=True)
class Ridge:
    """Learnt weights; ``left_out`` holds predictions of the texts learnt from, without each."""

    columns: dict[str, int]
    rarity: Array
    weights: Array
    mean: Array
    left_out: Array
    rows: dict[str, int]  # key of a text learnt from → its row in left_out

    def predict(self, texts: Sequence[Weighed], keys: Sequence[str]) -> Array:
        """Texts × tags; what was learnt from is predicted with itself left out."""
        predicted = np.zeros((len(texts), len(self.mean))) + self.mean
        fresh = [number for number, key in enumerate(keys) if key not in self.rows]
        old = [number for number, key in enumerate(keys) if key in self.rows]
        predicted[old] = self.left_out[[self.rows[keys[number]] for number in old]]
        if fresh and self.columns:
            matrix = _matrix([texts[number] for number in fresh], self.columns, self.rarity)
            predicted[fresh] += matrix @ self.weights
        return predicted


EMPTY = Ridge({}, np.zeros(0), np.zeros((0, 0)), np.zeros(0), np.zeros((0, 0)), {})


class Trainer:
    """Factors the system once; targets may then change."""

    def __init__(self, texts: Sequence[Weighed], keys: Sequence[str]) -> None:
        counted = [_counted(text) for text in texts]
        counts = Counter(name for found in counted for name in found)
        often = [name for name, count in counts.items() if count >= FEWEST_TEXTS]
        often = sorted(often, key=lambda name: (-counts[name], name))[:MOST_FEATURES]
        self.columns = {name: column for column, name in enumerate(often)}
        number = len(texts)
        self.rarity = np.array([np.log((1 + number) / (1 + counts[n])) + 1 for n in often])
        self.keys = keys
        self.matrix = _rows(counted, self.columns, self.rarity)
        self.is_dual = number < len(often)
        square = self.matrix @ self.matrix.T if self.is_dual else self.matrix.T @ self.matrix
        self.inverse = _inverse(square.toarray())
        if self.is_dual:
            self.own = np.diag(self.inverse)[:, None]
        else:
            self.reach = self.matrix @ self.inverse
            own = np.asarray(self.matrix.multiply(self.reach).sum(axis=1)).ravel()
            self.own = np.maximum(1.0 - own, LEAST_LEFT)[:, None]

    def fit(self, target: Array) -> Ridge:
        """Texts × tags in, weights out. The first rows are those of ``keys``."""
        known = len(self.keys)
        mean = target[:known].mean(axis=0) if known else target.mean(axis=0)
        centred = target - mean
        if self.is_dual:
            dual = self.inverse @ centred
            weights, missed = self.matrix.T @ dual, dual / self.own
        else:
            moments = self.matrix.T @ centred
            weights = self.inverse @ moments
            missed = (centred - self.reach @ moments) / self.own
        left_out = (target - missed)[:known]
        rows = {key: row for row, key in enumerate(self.keys)}
        return Ridge(self.columns, self.rarity, weights, mean, left_out, rows)


def _inverse(square: Array) -> Array:
    """Of the penalised system, by Cholesky's factors."""
    square[np.diag_indices_from(square)] += PENALTY
    lower = linalg.lapack.dpotri(linalg.lapack.dpotrf(square, lower=1)[0], lower=1)[0]
    whole: Array = np.tril(lower) + np.tril(lower, -1).T
    return whole


def _counted(text: Weighed) -> dict[str, float]:
    """Feature → belief of the most believed sentence it stands in."""
    found: dict[str, float] = {}
    for sentence, belief in sorted(zip(*text, strict=True), key=lambda said: said[1]):
        found.update(dict.fromkeys(features(sentence), belief))  # the most believed comes last
    return found


def _matrix(texts: Sequence[Weighed], columns: dict[str, int], rarity: Array) -> sparse.csr_matrix:
    return _rows([_counted(text) for text in texts], columns, rarity)


def _rows(
    counted: Sequence[dict[str, float]], columns: dict[str, int], rarity: Array
) -> sparse.csr_matrix:
    """One row of length 1 per text."""
    places: list[int] = []
    belief: list[float] = []
    ends = [0]
    for found in counted:
        known = [(columns[name], value) for name, value in found.items() if name in columns]
        places += [column for column, _value in known]
        belief += [value for _column, value in known]
        ends.append(len(places))
    values = np.array(belief) * rarity[places] if places else np.zeros(0)
    matrix = sparse.csr_matrix(
        (values, np.array(places, dtype=np.int64), ends), (len(counted), len(columns))
    )
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1.0 / np.maximum(length, 1e-9)) @ matrix)
