"""What a corrected question must have in common with the wrong one, and answers carried over.

A correction changes what is right, and what is said about it afterwards; it never changes what
learners read before they answered. So old answers can be graded by the new key, and nothing is
published that nobody approved.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from courses.grading.shapes import (
    Answer,
    ChoiceQuestion,
    FreeTextQuestion,
    NumberQuestion,
    PlacesQuestion,
    QuestionContent,
    ScaleQuestion,
)

T = TypeVar("T")


def is_corrigible(question: QuestionContent) -> bool:
    """Tell whether there is a key that could be wrong: people grade texts, nobody grades scales."""
    return not isinstance(question, FreeTextQuestion | ScaleQuestion)


def difference(old: QuestionContent, new: QuestionContent) -> str:
    """Name what differs besides the key: a code to translate, "" when nothing does."""
    before, after = _shown(old), _shown(new)
    return next((name for name in before if before[name] != after.get(name)), "")


def carried_over(old: QuestionContent, new: QuestionContent, answer: Answer) -> Answer:
    """The answer to the old question as one to the new: its places may stand in another order."""
    if not isinstance(answer, list) or len(answer) != len(places_in_new_order(old, new)):
        return answer
    return moved(old, new, answer)


def moved(old: QuestionContent, new: QuestionContent, values: Sequence[T]) -> list[T]:
    """One value a place, from the old order of places into the new one."""
    return [values[index] for index in places_in_new_order(old, new)]


def places_in_new_order(old: QuestionContent, new: QuestionContent) -> list[int]:
    """For each place of the new question, which place of the old one it was."""
    if not isinstance(old, PlacesQuestion) or not isinstance(new, PlacesQuestion):
        return []
    if new.texts:  # the gaps of a cloze stand in its text
        return list(range(len(new.places)))
    labels = [place.label for place in old.places]
    return [labels.index(place.label) for place in new.places]


def _shown(question: QuestionContent) -> dict[str, Any]:
    """What learners saw before they answered, by a name for each part."""
    shown: dict[str, Any] = {
        "type": type(question),
        "prompt": question.prompt,
        "points": question.points,
        "hint": question.hint,
    }
    if isinstance(question, ChoiceQuestion):
        shown["choices"] = [(c.id, c.text, c.image) for c in question.choices]
        shown["rule"] = (question.allows_many, question.rule)
    elif isinstance(question, NumberQuestion):
        shown["unit"] = question.unit
    elif isinstance(question, PlacesQuestion):
        places = [(place.label, place.options) for place in question.places]
        shown["places"] = places if question.texts else sorted(places)
        shown["texts"] = question.texts
    return shown
