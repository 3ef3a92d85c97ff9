"""Points for answers.

Single choice, true/false, short text and numeric questions give all points or none, unless their
answers carry weights (``weights``): then the answer given earns its percentage, of several ticks
the sum, never less than 0. Of the weighted answers a typed one fits, the best counts. Multiple
choice without weights follows its rule:
``points × max(0, (right − wrong) / number of right choices)`` where wrong ticks take right ones
back, ``points × right / number of right choices`` where they cost nothing (but more ticks than
there are right choices earn nothing), or all or nothing. Matching, ordering and cloze
give ``points × places filled rightly / places``. An image choice counts like a single or a
multiple choice. A scale is never graded; a free text earns nothing before a person graded it.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from rapidfuzz.distance import OSA

from courses.grading.shapes import (
    EXACT,
    KEEP,
    MAX_ANSWER,
    WEIGHTS,
    Answer,
    ChoiceQuestion,
    FreeTextQuestion,
    NumberQuestion,
    Place,
    PlacesQuestion,
    QuestionContent,
    ScaleQuestion,
    TextQuestion,
    Weighted,
)
from courses.grading.weights import FULL, chosen_share

CENT = Decimal("0.01")
NEAR = 1  # wrong, missing or additional letters of a word that is nearly right
SHORTEST_NEAR = 6  # letters; in shorter words one letter is another word
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?", re.ASCII)
_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-"})


@dataclass(frozen=True)
class Grade:
    """Points for one answer, of how many, and whether it was wholly right."""

    points: Decimal
    max_points: int
    is_correct: bool


def grade(question: QuestionContent, answer: Answer) -> Grade:
    """Grade one answer; anything that is no answer to this kind of question earns nothing."""
    share = _share(question, answer)
    points = (question.points * share).quantize(CENT, rounding=ROUND_HALF_UP)
    return Grade(points=points, max_points=question.points, is_correct=share == 1)


def is_answered(answer: Answer) -> bool:
    """Tell whether anything was chosen or typed."""
    if isinstance(answer, list):
        return any(text.strip() for text in answer)
    return bool(answer and answer.strip())


def is_complete(answer: Answer) -> bool:
    """Tell whether every place of the question was filled in."""
    if isinstance(answer, list):
        return bool(answer) and all(text.strip() for text in answer)
    return is_answered(answer)


def read_number(typed: str, unit: str = "") -> Decimal | None:
    """Read a number with decimal comma or point and, if one likes, its unit behind it.

    Without thousands separators: ``1.000`` is one. ``None`` when it is no number.
    """
    text = unicodedata.normalize("NFKC", typed[:MAX_ANSWER]).translate(_MINUS_SIGNS)
    text = "".join(text.split())
    tail = "".join(unicodedata.normalize("NFKC", unit).split())
    if tail:
        text = text.removesuffix(tail)
    if not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", "."))


def is_place_right(question: PlacesQuestion, place: Place, given: str) -> bool:
    """Tell whether one place is filled rightly."""
    if place.options:
        return given in place.right
    keep = question.is_case_sensitive
    wanted = {_plain(text, keep_case=keep) for text in place.right}
    return bool(given.strip()) and _plain(given[:MAX_ANSWER], keep_case=keep) in wanted


def is_nearly_right(question: TextQuestion, answer: Answer) -> bool:
    """Tell whether a short text is wrong only by a letter, by case or by an accent."""
    if not isinstance(answer, str) or _is_accepted(question, answer):
        return False
    given = _bare(answer[:MAX_ANSWER])
    return any(_is_near(given, _bare(text)) for text in question.accepted)


def _share(question: QuestionContent, answer: Answer) -> Decimal:
    if isinstance(question, ChoiceQuestion):
        return _chosen_share(question, answer)
    if isinstance(question, PlacesQuestion):
        return _places_share(question, answer)
    if isinstance(question, ScaleQuestion):
        return Decimal(answer in [str(step) for step in range(1, question.steps + 1)])
    if isinstance(question, FreeTextQuestion) or not isinstance(answer, str):
        return Decimal(0)
    return _typed_share(question, answer)


def _typed_share(question: TextQuestion | NumberQuestion, answer: str) -> Decimal:
    if _is_right(question, answer):
        return Decimal(1)
    partly = _fitting(question, answer)
    return partly.weight / FULL if partly else Decimal(0)


def typed_feedback(question: TextQuestion | NumberQuestion, answer: Answer) -> str:
    """What is said to whoever typed this answer; "" when nothing is."""
    found = _fitting(question, answer) if isinstance(answer, str) else None
    if found is None or (_is_right(question, str(answer)) and found.weight != FULL):
        return ""
    return found.feedback


def _is_right(question: TextQuestion | NumberQuestion, answer: str) -> bool:
    if isinstance(question, TextQuestion):
        return _is_accepted(question, answer)
    return _is_within(question, answer)


def _fitting(question: TextQuestion | NumberQuestion, answer: str) -> Weighted | None:
    """The best weighted answer that was typed, else what stands for any other one."""
    if not answer.strip():
        return None
    typed = [row for row in question.weighted if not row.is_any and _fits(question, row, answer)]
    others = [row for row in question.weighted if row.is_any]
    return max(typed, key=lambda row: row.weight, default=next(iter(others), None))


def _fits(question: TextQuestion | NumberQuestion, row: Weighted, answer: str) -> bool:
    if isinstance(question, TextQuestion):
        return _is_accepted(replace(question, accepted=(row.text,)), answer)
    value = row.value or Decimal(0)
    return _is_within(replace(question, value=value, tolerance=row.tolerance), answer)


def _chosen_share(question: ChoiceQuestion, answer: Answer) -> Decimal:
    if not isinstance(answer, list):
        return Decimal(0)
    chosen = set(answer)
    if question.rule == WEIGHTS:
        many = question.allows_many or len(chosen) == 1
        return chosen_share(question.choices, chosen) if many else Decimal(0)
    correct = {choice.id for choice in question.choices if choice.is_correct}
    if not question.allows_many or question.rule == EXACT:
        return Decimal(chosen == correct)
    right, wrong = len(chosen & correct), len(chosen - correct)
    if question.rule == KEEP:
        right, wrong = (0 if len(chosen) > len(correct) else right), 0
    return max(Decimal(0), Decimal(right - wrong) / len(correct))


def _places_share(question: PlacesQuestion, answer: Answer) -> Decimal:
    if not isinstance(answer, list) or len(answer) != len(question.places):
        return Decimal(0)
    filled = zip(question.places, answer, strict=True)
    right = sum(is_place_right(question, place, given) for place, given in filled)
    return Decimal(right) / len(question.places)


def _is_accepted(question: TextQuestion, answer: str) -> bool:
    keep = question.is_case_sensitive
    fold = _without_accents if not question.is_accent_sensitive else str
    wanted = {fold(_plain(text, keep_case=keep)) for text in question.accepted}
    given = fold(_plain(answer[:MAX_ANSWER], keep_case=keep))
    return bool(given) and given in wanted


def _plain(text: str, *, keep_case: bool) -> str:
    """Fold what a keyboard may vary: composed letters, spaces and, unless it matters, case."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    return text if keep_case else text.casefold()


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _bare(text: str) -> str:
    return _without_accents(_plain(text, keep_case=False))


def _is_near(given: str, wanted: str) -> bool:
    if given == wanted:
        return True
    if any(letter.isdigit() for letter in given + wanted):
        return False  # another number is another answer
    is_long = min(len(given), len(wanted)) >= SHORTEST_NEAR
    return is_long and OSA.distance(given, wanted, score_cutoff=NEAR) <= NEAR


def _is_within(question: NumberQuestion, answer: str) -> bool:
    number = read_number(answer, question.unit)
    return number is not None and abs(number - question.value) <= question.tolerance
