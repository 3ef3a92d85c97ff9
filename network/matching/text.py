"""Words of a listing: sentences, repaired typing errors, hits of the lexicon, features.

A word that hardly occurs and is one slip away from a frequent one (a letter too many, too few, or
two swapped) is read as that one: symmetric deletion, W. Garbe, "SymSpell" (2012).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from network.matching.records import Tag, Vocabulary

SENTENCE = re.compile(r"[.!?;\n]+")
WORD = re.compile(r"[0-9a-zäöüß]+(?:-[0-9a-zäöüß]+)*", re.IGNORECASE)
ENDINGS = ("innen", "en", "er", "es", "em", "e", "n", "s")
MIN_STEM = 4
MAX_WORDS = 400  # what a listing says after that counts no more: length must not pay
FREQUENT = 3  # texts a word stands in before others are read as it
REPAIRABLE = 5  # letters
NGRAM = 4
MAX_PHRASE = 4

Sentence = tuple[str, ...]


def sentences(text: str) -> list[Sentence]:
    """The words of each sentence, in lower case, at most :data:`MAX_WORDS` altogether."""
    found, left = [], MAX_WORDS
    for part in SENTENCE.split(text):
        words = tuple(word.casefold() for word in WORD.findall(part))[:left]
        left -= len(words)
        if words:
            found.append(words)
    return found


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
        if word in self.known or len(word) < REPAIRABLE:
            return word
        if word not in self.cache:
            close = {w for v in {word} | _shorter(word) for w in self.near.get(v, ())}
            close = {w for w in close if w[0] == word[0] or w[1:2] == word[:1]}
            self.cache[word] = min(close, key=lambda w: (-self.known[w], w)) if close else word
        return self.cache[word]

    def read(self, text: str) -> list[Sentence]:
        """Sentences of repaired words."""
        return [tuple(self.repair(word) for word in sentence) for sentence in sentences(text)]


@dataclass(frozen=True)
class Lexicon:
    """Phrases of stems → tags."""

    phrases: Mapping[Sentence, tuple[Tag, ...]]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Lexicon":
        """Index names and synonyms of all tags."""
        phrases: dict[Sentence, set[Tag]] = defaultdict(set)
        for tag, synonyms in vocabulary.synonyms.items():
            for synonym in (*synonyms, vocabulary.labels[tag].de):
                for sentence in sentences(synonym)[:1]:
                    phrases[tuple(stem(word) for word in sentence)[:MAX_PHRASE]].add(tag)
        return cls({phrase: tuple(sorted(tags)) for phrase, tags in phrases.items()})

    def hits(self, sentence: Sentence) -> set[Tag]:
        """Tags whose phrases stand in a sentence."""
        stems = tuple(stem(word) for word in sentence)
        return {
            tag
            for start in range(len(stems))
            for length in range(1, MAX_PHRASE + 1)
            for tag in self.phrases.get(stems[start : start + length], ())
        }


def features(sentence: Sentence) -> list[str]:
    """Stems, pairs of neighbours and letter groups of a sentence."""
    stems = [stem(word) for word in sentence]
    found = [f"w:{word}" for word in stems]
    found += [f"p:{first} {second}" for first, second in zip(stems, stems[1:], strict=False)]
    for word in sentence:
        if len(word) > NGRAM:
            padded = f"<{word}>"
            found += [f"c:{padded[i : i + NGRAM]}" for i in range(len(padded) - NGRAM + 1)]
    return found
