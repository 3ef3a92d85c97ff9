"""Ridge regression from texts to tags on TF-IDF of words, word pairs and letter groups.

Solved in dual form (a system as large as the number of texts), which also gives each text's
prediction with itself left out: A. Hoerl and R. Kennard, "Ridge Regression" (1970); leaving one out
by R. Rifkin and R. Lippert, "Notes on Regularized Least Squares" (2007).
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
MOST_FEATURES = 8000
FEWEST_TEXTS = 2  # a feature stands in
PENALTY = 0.6


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
        if not self.columns or not texts:
            return np.zeros((len(texts), len(self.mean)))
        predicted: Array = _matrix(texts, self.columns, self.rarity) @ self.weights + self.mean
        for row, key in enumerate(keys):
            if key in self.rows:
                predicted[row] = self.left_out[self.rows[key]]
        return predicted


EMPTY = Ridge({}, np.zeros(0), np.zeros((0, 0)), np.zeros(0), np.zeros((0, 0)), {})


class Trainer:
    """Factors the system once; targets may then change."""

    def __init__(self, texts: Sequence[Weighed], keys: Sequence[str]) -> None:
        counts = Counter(name for text in texts for name in _counted(text))
        often = [name for name, count in counts.items() if count >= FEWEST_TEXTS]
        often = sorted(often, key=lambda name: (-counts[name], name))[:MOST_FEATURES]
        self.columns = {name: column for column, name in enumerate(often)}
        number = len(texts)
        self.rarity = np.array([np.log((1 + number) / (1 + counts[n])) + 1 for n in often])
        self.keys = keys
        self.matrix = _matrix(texts, self.columns, self.rarity)
        kernel = (self.matrix @ self.matrix.T).toarray()
        kernel[np.diag_indices_from(kernel)] += PENALTY
        factor, _lower = linalg.lapack.dpotrf(kernel, lower=1)[:2]
        inverse = linalg.lapack.dpotri(factor, lower=1)[0]
        self.inverse = np.tril(inverse) + np.tril(inverse, -1).T

    def fit(self, target: Array) -> Ridge:
        """Texts × tags in, weights out. The first rows are those of ``keys``."""
        mean = target[: len(self.keys)].mean(axis=0)
        dual = self.inverse @ (target - mean)
        left_out = target - dual / np.diag(self.inverse)[:, None]
        rows = {key: row for row, key in enumerate(self.keys)}
        weights = self.matrix.T @ dual
        return Ridge(
            self.columns, self.rarity, weights, mean, left_out[: len(self.keys)], rows
        )


def _counted(text: Weighed) -> dict[str, float]:
    """Feature → belief of the most believed sentence it stands in."""
    found: dict[str, float] = {}
    for sentence, belief in zip(*text, strict=True):
        for name in features(sentence):
            found[name] = max(found.get(name, 0.0), belief)
    return found


def _matrix(texts: Sequence[Weighed], columns: dict[str, int], rarity: Array) -> sparse.csr_matrix:
    values: list[float] = []
    places: list[int] = []
    ends = [0]
    for text in texts:
        for name, belief in _counted(text).items():
            if name in columns:
                places.append(columns[name])
                values.append(belief * rarity[columns[name]])
        ends.append(len(places))
    matrix = sparse.csr_matrix(
        (np.array(values), np.array(places, int), np.array(ends)), (len(texts), len(columns))
    )
    length = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    return sparse.diags(1.0 / np.maximum(np.asarray(length).ravel(), 1e-9)) @ matrix
