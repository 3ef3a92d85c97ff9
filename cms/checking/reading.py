"""How hard a German text is to read, as the school grade that reads it.

Source: Bamberger, Vanecek: Lesen – Verstehen – Lernen – Schreiben. Die Schwierigkeitsstufen von
Texten in deutscher Sprache. Wien 1984 (first "Wiener Sachtextformel").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cms.checking.syllables import syllables

FEWEST_WORDS = 100  # below, the formula says nothing
LOWEST, HIGHEST = 4, 15  # grades the formula was made for
_LONG_WORD = 7  # letters
_MANY_SYLLABLES = 3
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# "z. B.", "Nr. 5", "3. Mai": a point that ends no sentence.
_NO_END = re.compile(r"\b([^\W\d_]|\d+|bzw|usw|etc|ca|Nr|Abs|Art|Dr|Prof|vgl|inkl|evtl|ggf)\.")
_END = re.compile(r"[.!?…:]+(?:[\s»“”\"')]+|$)")


@dataclass(frozen=True)
class Measure:
    """What the formula is made of; shares in percent of words."""

    many_syllables: float  # three or more
    sentence_length: float  # words
    long_words: float  # more than six letters
    one_syllable: float

    @property
    def grade(self) -> float:
        """The first Wiener Sachtextformel, unlimited."""
        return (
            0.1935 * self.many_syllables
            + 0.1672 * self.sentence_length
            + 0.1297 * self.long_words
            - 0.0327 * self.one_syllable
            - 0.875
        )


def measure(paragraphs: Iterable[str]) -> Measure | None:
    """Measure a text; None when it has too few words. A paragraph ends its last sentence."""
    sentences = [found for text in paragraphs for part in _cut(text) if (found := _words(part))]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    counts = [syllables(word) for word in words]

    def percent(number: int) -> float:
        return 100 * number / len(words)

    return Measure(
        many_syllables=percent(sum(count >= _MANY_SYLLABLES for count in counts)),
        sentence_length=len(words) / len(sentences),
        long_words=percent(sum(len(word) >= _LONG_WORD for word in words)),
        one_syllable=percent(counts.count(1)),
    )


def grade(paragraphs: Iterable[str]) -> int | None:
    """The school grade that reads a text, within the formula's limits; None for short texts."""
    found = measure(paragraphs)
    return None if found is None else min(HIGHEST, max(LOWEST, round(found.grade)))


def _cut(text: str) -> list[str]:
    return _END.split(_NO_END.sub(r"\1", text))


def _words(sentence: str) -> list[str]:
    return _WORD.findall(sentence)
