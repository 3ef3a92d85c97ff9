"""Words of a listing: sentences, repaired typing errors, hits of the lexicon, features.

A word that hardly occurs and is one slip away from a frequent one (a letter too many, too few, or
two swapped) is read as that one: symmetric deletion, W. Garbe, "SymSpell" (2012).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from network.matching.records import Tag, Vocabulary

SENTENCE = re.compile(r"[.!?;\n]+")
WORD = re.compile(r"[0-9a-zäöüß]+(?:-[0-9a-zäöüß]+)*")
ENDINGS = ("innen", "en", "er", "es", "em", "e", "n", "s")
MIN_STEM = 4
MAX_WORDS = 400  # what a listing says after that counts no more: length must not pay
FREQUENT = 3  # texts a word stands in before others are read as it
REPAIRABLE = 5  # letters
MAX_PHRASE = 4
COMPOUND, PART = 8, 5  # letters of a long word, and of its ends

Sentence = tuple[str, ...]


def sentences(text: str) -> list[Sentence]:
    """The words of each sentence, in lower case, at most :data:`MAX_WORDS` altogether."""
    found, left = [], MAX_WORDS
    for part in SENTENCE.split(text.casefold()):
        words = tuple(WORD.findall(part)[:left])
        left -= len(words)
        if words:
            found.append(words)
    return found


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its ending, so that "Tablets" and "Tablet" are one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM:
            return word[: -len(ending)]
    return word


def _shorter(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


@dataclass
class Speller:
    """Reads rare words as the frequent ones they are a slip away from."""

    known: Mapping[str, int]
    near: Mapping[str, tuple[str, ...]]
    cache: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[Sequence[Sentence]], sure: Iterable[str]) -> "Speller":
        """Learn from distinct texts; ``sure`` words are always right."""
        counts = Counter(word for text in texts for word in {w for s in text for w in s})
        known = {word: count for word, count in counts.items() if count >= FREQUENT}
        known |= {word: max(FREQUENT, counts[word]) for word in sure}
        near = defaultdict(list)
        for word in sorted(known):
            if len(word) >= REPAIRABLE:
                for variant in {word} | _shorter(word):
                    near[variant].append(word)
        return cls(known, {variant: tuple(words) for variant, words in near.items()})

    def repair(self, word: str) -> str:
        """The word itself, or the frequent one meant."""
        if word not in self.cache:
            if word in self.known or len(word) < REPAIRABLE:
                self.cache[word] = word
                return word
            close = {w for v in {word} | _shorter(word) for w in self.near.get(v, ())}
            close = {w for w in close if w[0] == word[0] or w[1:2] == word[:1]}
            self.cache[word] = min(close, key=lambda w: (-self.known[w], w)) if close else word
        return self.cache[word]

    def read(self, text: str) -> list[Sentence]:
        """Sentences of repaired words."""
        return self.read_words(sentences(text))

    def read_words(self, spoken: Sequence[Sentence]) -> list[Sentence]:
        """Words as they stand → as they are meant."""
        return [tuple(map(self.repair, sentence)) for sentence in spoken]


@dataclass(frozen=True)
class Lexicon:
    """Phrases of stems → tags."""

    phrases: Mapping[Sentence, tuple[Tag, ...]]
    longest: Mapping[str, int]  # first stem → words of the longest phrase that begins with it

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Lexicon":
        """Index names and synonyms of all tags."""
        phrases: dict[Sentence, set[Tag]] = defaultdict(set)
        for tag, synonyms in vocabulary.synonyms.items():
            for synonym in (*synonyms, vocabulary.labels[tag].de):
                for sentence in sentences(synonym)[:1]:
                    phrases[tuple(stem(word) for word in sentence)[:MAX_PHRASE]].add(tag)
        longest: dict[str, int] = {}
        for phrase in phrases:
            longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
        return cls({phrase: tuple(sorted(tags)) for phrase, tags in phrases.items()}, longest)

    def hits(self, sentence: Sentence) -> set[Tag]:
        """Tags whose phrases stand in a sentence."""
        stems = tuple(map(stem, sentence))
        return {
            tag
            for start, first in enumerate(stems)
            if first in self.longest
            for length in range(1, self.longest[first] + 1)
            for tag in self.phrases.get(stems[start : start + length], ())
        }


@lru_cache(maxsize=100_000)
def features(sentence: Sentence) -> tuple[str, ...]:
    """Stems, pairs of neighbouring stems, and the two ends of long words (German compounds)."""
    stems = list(map(stem, sentence))
    found = stems + [f"{first} {second}" for first, second in pairwise(stems)]
    for word in stems:
        if len(word) >= COMPOUND:
            found += [f"{word[:PART]}-", f"-{word[-PART:]}"]
    return tuple(dict.fromkeys(found))
