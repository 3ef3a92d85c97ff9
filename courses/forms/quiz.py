"""Reads the answers a browser sends: fields ``f0``, ``f1`` … by position in the attempt."""

from typing import Any

from django.http import QueryDict

from courses.grading.content import MAX_ANSWER, Answer
from courses.grading.scoring import is_answered

MAX_OPTIONS = 20


def given_answers(data: QueryDict, items: list[dict[str, Any]]) -> dict[int, Answer]:
    """Collect one answer per question; what was not sent counts as not answered."""
    return {position: _answer(data, position, item) for position, item in enumerate(items)}


def _answer(data: QueryDict, position: int, item: dict[str, Any]) -> Answer:
    name = f"f{position}"
    if item["options"]:
        return data.getlist(name)[:MAX_OPTIONS]
    return data.get(name, "")[:MAX_ANSWER]


def unanswered(answers: dict[int, Answer], count: int) -> list[int]:
    """Numbers, as people count, of questions without an answer."""
    return [n + 1 for n in range(count) if not is_answered(answers.get(n))]
