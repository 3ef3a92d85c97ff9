"""What exactly was wrong in an answer, so that equal mistakes of many people can be counted."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from courses.grading.scoring import is_place_right
from courses.grading.shapes import (
    MAX_ANSWER,
    Answer,
    ChoiceQuestion,
    NumberQuestion,
    PlacesQuestion,
    QuestionContent,
    TextQuestion,
)


class Mistake(NamedTuple):
    """``given`` in words, an id of a choice without words (``true``), ``place`` where there are."""

    given: str
    place: str = ""


def mistakes(question: QuestionContent, answer: Answer) -> Iterator[Mistake]:
    """The mistakes in an answer that is not wholly right, each once.

    A wrong choice, a typed text (folded, so that spelling variants are one), or a place filled
    wrongly. What was left empty is none, nor is an answer that only a person can grade.
    """
    if isinstance(question, ChoiceQuestion):
        chosen = set(answer) if isinstance(answer, list) else set()
        wrong = [one for one in question.choices if one.id in chosen and not one.is_correct]
        yield from (Mistake(one.text or one.id) for one in wrong)
    elif isinstance(question, PlacesQuestion):
        yield from _misplaced(question, answer)
    elif isinstance(question, TextQuestion | NumberQuestion):
        typed = folded(answer) if isinstance(answer, str) else ""
        yield from [Mistake(typed)] if typed else []


def folded(typed: str) -> str:
    """Typed text without what people vary by chance: case, composed letters, spaces."""
    return " ".join(unicodedata.normalize("NFKC", typed[:MAX_ANSWER]).casefold().split())


def _misplaced(question: PlacesQuestion, answer: Answer) -> Iterator[Mistake]:
    if not isinstance(answer, list) or len(answer) != len(question.places):
        return
    filled = zip(question.places, answer, strict=True)
    for number, (place, given) in enumerate(filled, 1):
        if not given.strip() or is_place_right(question, place, given):
            continue
        words = dict(place.options).get(given) if place.options else folded(given)
        if words:
            yield Mistake(words, place.label or str(number))
