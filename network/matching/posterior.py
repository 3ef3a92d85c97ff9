"""How probably a listing has each tag, whether said or not: the tag posterior.

A tag that is not named is unknown, not absent. What is known of it: the partner named it or said
no, the lexicon finds a word of it in the text, and a ridge regression from the text to the
network's own (noisy) tags, learnt on that network itself, thinks it likely. The three are weighed
per group by logistic weights (:mod:`network.matching.weights`).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from network.matching import logistic, reliability, ridge
from network.matching.records import GROUPS, ListingFacts, Tag, Vocabulary
from network.matching.reliability import Reliability
from network.matching.ridge import Ridge
from network.matching.text import Lexicon, Sentence, Speller, sentences
from network.matching.weights import Weights

Array = NDArray[np.float64]
MOST_TEXTS = 2000  # distinct listings to learn from; more teach little and cost cubically
ROUNDS = 2  # of filling in the groups a listing says nothing about


@dataclass(frozen=True)
class Reading:
    """What a model sees in one listing."""

    text: list[Sentence]
    belief: list[float]  # per sentence, 0–1
    lexicon: Array  # per tag: belief of the most believed sentence with a word of it


@dataclass
class TagModel:
    """What a run has learnt of the network's words."""

    vocabulary: Vocabulary
    speller: Speller
    lexicon: Lexicon
    reliability: Reliability
    ridge: Ridge
    weights: Weights
    read_before: dict[str, Reading] = field(default_factory=dict, repr=False)

    def read(self, text: str) -> Reading:
        """Sentences, their belief, and lexicon hits."""
        return self.read_before.get(text) or self.read_words(sentences(text))

    def read_words(self, spoken: Sequence[Sentence]) -> Reading:
        """The same of the words of sentences."""
        words = self.speller.read_words(spoken)
        hits = [self.lexicon.hits(sentence) for sentence in words]
        return _reading(words, hits, self.reliability, self.vocabulary)

    def posterior(self, listings: Sequence[ListingFacts]) -> Array:
        """Probabilities, listings × tags. A listing learnt from is judged without itself."""
        seen = {listing.text: self.read(listing.text) for listing in listings}
        readings = [seen[listing.text] for listing in listings]
        keys = [listing.content for listing in listings]
        learnt = self.ridge.predict([(r.text, r.belief) for r in readings], keys)
        known = named(listings, self.vocabulary)
        denied = refused(listings, self.vocabulary)
        hits = np.array([reading.lexicon for reading in readings]).reshape(known.shape)
        return combine(Evidence(known, denied, hits, learnt), self.vocabulary, self.weights)


def learn(listings: Sequence[ListingFacts], vocabulary: Vocabulary, weights: Weights) -> TagModel:
    """Learn from the distinct listings of a network (a copy of one teaches nothing more)."""
    distinct = {listing.content: listing for listing in listings}
    order = sorted(distinct, key=lambda key: hashlib.blake2b(key.encode(), digest_size=8).digest())
    chosen = [distinct[key] for key in order[:MOST_TEXTS]]
    lexicon = Lexicon.of(vocabulary)
    sure = [w for words in vocabulary.synonyms.values() for text in words for w in _words(text)]
    spoken = {listing.text: sentences(listing.text) for listing in distinct.values()}
    speller = Speller.of([spoken[listing.text] for listing in distinct.values()], sure)
    texts = [speller.read_words(spoken[listing.text]) for listing in chosen]
    hits = [[lexicon.hits(sentence) for sentence in text] for text in texts]
    tags = [listing.tags() for listing in chosen]
    subjects = frozenset(word for phrase in lexicon.phrases for word in phrase)
    belief = reliability.learn(texts, hits, tags, subjects)
    readings = [
        _reading(text, hit, belief, vocabulary) for text, hit in zip(texts, hits, strict=True)
    ]
    model = TagModel(vocabulary, speller, lexicon, belief, ridge.EMPTY, weights)
    model.read_before = dict(zip([listing.text for listing in chosen], readings, strict=True))
    model.ridge = _ridge(chosen, readings, model)
    for text in spoken.keys() - model.read_before.keys():
        model.read_before[text] = model.read_words(spoken[text])
    return model


def _ridge(chosen: list[ListingFacts], readings: list[Reading], model: TagModel) -> Ridge:
    """Texts and, as texts of one tag each, the lexicon's words."""
    vocabulary, weights = model.vocabulary, model.weights
    synonyms = [
        (number, _sentences(word))
        for number, tag in enumerate(vocabulary.tags())
        for word in vocabulary.synonyms[tag]
    ]
    tagged = np.zeros((len(synonyms), len(vocabulary.tags())))
    tagged[range(len(synonyms)), [number for number, _text in synonyms]] = 1.0
    known, denied = named(chosen, vocabulary), refused(chosen, vocabulary)
    hits = np.array([reading.lexicon for reading in readings]).reshape(known.shape)
    silent = known @ members(vocabulary) == 0  # groups a listing says nothing about
    trainer = ridge.Trainer(
        [(reading.text, reading.belief) for reading in readings]
        + [(text, [1.0] * len(text)) for _number, text in synonyms],
        [listing.content for listing in chosen],
    )
    target = known.copy()
    found = trainer.fit(np.vstack([target, tagged]))
    for _round in range(ROUNDS):
        guess = combine(Evidence(known, denied, hits, found.left_out), vocabulary, weights)
        target = np.where(silent @ members(vocabulary).T, guess, known)
        found = trainer.fit(np.vstack([target, tagged]))
    return found


@dataclass(frozen=True)
class Evidence:
    """All that is known of the tags of some listings (listings × tags)."""

    known: Array  # 1: named
    denied: Array  # 1: said no to
    hits: Array  # belief of the lexicon, 0–1
    learnt: Array  # prediction of the ridge


def combine(seen: Evidence, vocabulary: Vocabulary, weights: Weights) -> Array:
    """Weigh what is said, the lexicon and the ridge per group.

    A listing is of one category, so those probabilities add up to 1. Where it says nothing of a
    group, each tag of it is more open than where it names others ("silent").
    """
    known, denied, hits, learnt = seen.known, seen.denied, seen.hits, seen.learnt
    columns = members(vocabulary)
    base, said, word, text, silent = (np.array(weights.tags[name]) @ columns.T for name in TERMS)
    is_silent = (known @ columns == 0) @ columns.T
    total = base + said * known + word * hits + text * learnt + silent * is_silent
    total = np.where(denied > 0, -logistic.LIMIT, total)
    chance = logistic.sigmoid(total)
    category = slice(0, len(vocabulary.codes[GROUPS[0]]))
    share = np.exp(total[:, category] - total[:, category].max(axis=1, keepdims=True))
    chance[:, category] = share / share.sum(axis=1, keepdims=True)
    return chance


TERMS = ("base", "said", "lexicon", "ridge", "silent")


def named(listings: Sequence[ListingFacts], vocabulary: Vocabulary) -> Array:
    """1 where a tag is confirmed."""
    return _marked([listing.tags() for listing in listings], vocabulary)


def refused(listings: Sequence[ListingFacts], vocabulary: Vocabulary) -> Array:
    """1 where a tag is denied."""
    return _marked([listing.denied for listing in listings], vocabulary)


def _marked(rows: Sequence[frozenset[Tag]], vocabulary: Vocabulary) -> Array:
    column = vocabulary.columns
    marked = np.zeros((len(rows), len(column)))
    places = [(row, column[tag]) for row, tags in enumerate(rows) for tag in tags if tag in column]
    if places:
        marked[tuple(np.array(places).T)] = 1.0
    return marked


def members(vocabulary: Vocabulary) -> Array:
    """Tags × groups: 1 where a tag is of a group."""
    return np.array([[tag[0] == group for group in GROUPS] for tag in vocabulary.tags()], float)


def _reading(
    text: list[Sentence], hits: list[set[Tag]], belief: Reliability, vocabulary: Vocabulary
) -> Reading:
    column = vocabulary.columns
    believed = [belief.of(sentence) for sentence in text]
    best: dict[int, float] = {}
    for tags, trust in zip(hits, believed, strict=True):
        for tag in tags:
            best[column[tag]] = max(best.get(column[tag], 0.0), trust)
    found = np.zeros(len(column))
    found[list(best)] = list(best.values())
    return Reading(text, believed, found)


def _sentences(text: str) -> list[Sentence]:
    return sentences(text)


def _words(text: str) -> list[str]:
    return [word for sentence in sentences(text) for word in sentence]
