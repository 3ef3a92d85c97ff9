"""Which sentences speak of the listing itself.

"We look for a room" says what is wanted; "our house also does robotics" does not. No list of such
phrases is shipped: the network's own tags tell. Wherever the lexicon hits a sentence, the listing's
tags of that group agree or not; a logistic model learns from the sentence's frequent words how far
the sentence is to be believed.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from network.matching import logistic
from network.matching.records import Tag
from network.matching.text import Sentence, stem

FRAME_SHARE = 0.01  # of the texts a word stands in to be part of a frame
MOST_FRAMES = 100
PRECISION = 3.0
FEWEST = 40  # hits to learn from
FLOOR = 0.05


@dataclass(frozen=True)
class Reliability:
    """How far a sentence is to be believed: base and weights of frequent stems (logits)."""

    base: float
    weights: Mapping[str, float]

    def of(self, sentence: Sentence) -> float:
        """Between :data:`FLOOR` and 1."""
        telling = sorted(self.weights.keys() & set(map(stem, sentence)))
        total = self.base + sum(self.weights[word] for word in telling)
        return max(FLOOR, 1.0 / (1.0 + math.exp(-min(total, logistic.LIMIT))))


BELIEVE_ALL = Reliability(logistic.LIMIT, {})


def learn(
    texts: Sequence[Sequence[Sentence]],
    hits: Sequence[Sequence[set[Tag]]],
    tags: Sequence[frozenset[Tag]],
    subjects: frozenset[str],
) -> Reliability:
    """Learn from sentences, their lexicon hits and the confirmed tags of the listings.

    Stems of ``subjects``, the lexicon's own words, say what a sentence is about, not how.
    """
    frames = _frames(texts, subjects)
    counts: dict[tuple[int, ...], list[int]] = {}  # frame → hits, hits that agree
    for text, found, known in zip(texts, hits, tags, strict=True):
        groups = {group for group, _code in known}
        for sentence, tagged in zip(text, found, strict=True):
            stems = set(map(stem, sentence))
            row = tuple(sorted(frames[word] for word in stems & frames.keys()))
            count = counts.setdefault(row, [0, 0])
            count[0] += sum(tag[0] in groups for tag in tagged)
            count[1] += len(tagged & known)
    rows = sorted(row for row, (hit, _agreed) in counts.items() if hit)
    if sum(counts[row][0] for row in rows) < FEWEST:
        return BELIEVE_ALL
    design = np.zeros((len(rows), len(frames) + 1))
    design[:, 0] = 1.0
    for number, row in enumerate(rows):
        design[number, [1 + column for column in row]] = 1.0
    precision = np.full(design.shape[1], PRECISION)
    precision[0] = 0.01
    seen = np.array([counts[row][0] for row in rows], float)
    share = np.array([counts[row][1] for row in rows], float) / seen
    weights = logistic.fit(design, share, precision, trials=seen)
    return Reliability(
        float(weights[0]), {w: float(weights[1 + column]) for w, column in frames.items()}
    )


def _frames(texts: Sequence[Sequence[Sentence]], subjects: frozenset[str]) -> dict[str, int]:
    counts = Counter(w for text in texts for w in {w for s in text for w in map(stem, s)})
    least = max(3.0, FRAME_SHARE * len(texts))
    often = [word for word, count in counts.items() if count >= least and word not in subjects]
    often = sorted(often, key=lambda word: (-counts[word], word))[:MOST_FRAMES]
    return {word: column for column, word in enumerate(often)}
