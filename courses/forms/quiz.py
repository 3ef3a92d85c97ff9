"""Reads the answers a browser sends: fields ``f0``, ``f1`` … by position in the attempt.

A question with places has one field for each: ``f0-0``, ``f0-1`` … as they are shown.
"""

from collections.abc import Container
from typing import Any

from django.http import QueryDict

from courses.grading.scoring import is_complete
from courses.grading.shapes import MAX_ANSWER, Answer

MAX_OPTIONS = 20


def given_answers(data: QueryDict, items: list[dict[str, Any]]) -> dict[int, Answer]:
    """Collect one answer per question; what was not sent counts as not answered."""
    return {position: _answer(data, position, item) for position, item in enumerate(items)}


def _answer(data: QueryDict, position: int, item: dict[str, Any]) -> Answer:
    name = f"f{position}"
    if "places" in item:
        names = (f"{name}-{number}" for number in range(len(item["places"])))
        return [_typed(data, place) for place in names]
    if item["options"]:
        return data.getlist(name)[:MAX_OPTIONS]
    if "max_chars" in item:  # browsers send each new line as two characters but count it as one
        return _typed(data, name, 2 * item["max_chars"]).replace("\r\n", "\n")[: item["max_chars"]]
    return _typed(data, name)


def unanswered(answers: dict[int, Answer], count: int, *, fixed: Container[int] = ()) -> list[int]:
    """Numbers, as people count, of questions without an answer, or with only a part of it.

    ``fixed`` positions are answered: their controls are no longer sent.
    """
    return [n + 1 for n in range(count) if n not in fixed and not is_complete(answers.get(n))]


def _typed(data: QueryDict, name: str, most: int = MAX_ANSWER) -> str:
    """What was typed; a character that PostgreSQL cannot store is no answer."""
    return data.get(name, "")[:most].replace("\x00", "")
