"""What an attempt freezes at its start, and answers read by it."""

import random
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from courses.enums import FeedbackTiming
from courses.grading.content import parse
from courses.grading.shapes import Answer, ChoiceQuestion, FreeTextQuestion, PlacesQuestion
from courses.models import QuestionVersion, Quiz, QuizPart
from courses.queries.question import questions_of
from lms.common.keys import new_key

# Draws and orders need no secrecy; the ids of options come from ``new_key``.
_SHUFFLER = random.SystemRandom()
Draw = Callable[[list[int], int], list[int]]  # takes so many out of a pool


def parts_in(quiz: Quiz, language: str) -> list[QuizPart]:
    """The parts of a quiz in a language, else in the first one it has (one query)."""
    parts = list(quiz.parts.all())
    known = {part.locale for part in parts}
    wanted = language if language in known else next((part.locale for part in parts), "")
    return [part for part in parts if part.locale == wanted]


def chosen_versions(parts: Iterable[QuizPart], draw: Draw) -> list[int]:
    """The versions an attempt asks, by part; no draw takes a question that is asked already.

    Args:
        parts: In their order.
        draw: Takes so many out of a pool.

    The pool with the least to spare is drawn from first. One query where something is drawn.
    """
    parts = list(parts)
    chosen = {part.pk: [part.version_id] for part in parts if part.version_id is not None}
    draws = [part for part in parts if part.pk not in chosen]
    fixed = [pk for ids in chosen.values() for pk in ids]
    question = questions_of([*fixed, *(pk for part in draws for pk in part.pool)]) if draws else {}
    taken = {question.get(pk) for pk in fixed}
    for part in sorted(draws, key=lambda part: len(part.pool) - part.draw_count):
        free = [pk for pk in part.pool if question.get(pk) not in taken]
        chosen[part.pk] = draw(free, min(part.draw_count, len(free)))
        taken |= {question.get(pk) for pk in chosen[part.pk]}
    return [pk for part in parts for pk in chosen[part.pk]]


def frozen_quiz(quiz: Quiz, language: str = "", draw: Draw | None = None) -> dict[str, Any]:
    """Draw questions, order them, and give every option an id that says nothing.

    ``draw`` takes so many out of a pool, at random unless said otherwise.

    Shape: ``{"pass_share": "0.60", "minutes": 0, "checks": false, "items": [{"version": id,
    "options": [[shown id, own id]]}]}``. Questions with places also have ``places`` (such options
    for each, none where one types) and ``order``: which place is shown first, second …; free texts
    have ``max_chars``.
    """
    versions = chosen_versions(parts_in(quiz, language), draw or _SHUFFLER.sample)
    if quiz.shuffles:
        _SHUFFLER.shuffle(versions)
    known = QuestionVersion.objects.in_bulk(versions)
    items = [_frozen(known[pk], shuffles=quiz.shuffles) for pk in versions]
    return {
        "pass_share": str(quiz.pass_share),
        "minutes": quiz.time_limit_minutes,
        "checks": quiz.feedback_timing == FeedbackTiming.ANSWER,
        "items": items,
    }


def _frozen(version: QuestionVersion, *, shuffles: bool) -> dict[str, Any]:
    question = parse(version.type, version.content)
    item: dict[str, Any] = {"version": version.pk, "options": []}
    if isinstance(question, ChoiceQuestion):
        item["options"] = [[new_key(), choice.id] for choice in question.choices]
        if shuffles and version.type != "true_false":
            _SHUFFLER.shuffle(item["options"])
    elif isinstance(question, PlacesQuestion):
        places = question.places
        item["places"] = [[[new_key(), own] for own, _text in p.options] for p in places]
        item["order"] = list(range(len(places)))
        while question.mixes_places and item["order"] == sorted(item["order"]):
            _SHUFFLER.shuffle(item["order"])
    elif isinstance(question, FreeTextQuestion):
        item["max_chars"] = question.max_chars
    return item


def read_answer(item: Mapping[str, Any], given: Answer) -> Answer:
    """Turn what the browser sent into an answer: shown ids into own ids; strangers vanish."""
    if "places" in item:
        return _read_places(item, given if isinstance(given, list) else [])
    if not item["options"]:
        return given if isinstance(given, str) else None
    own = dict(item["options"])
    ids = given if isinstance(given, list) else []
    return [own[shown] for shown in ids if shown in own]


def _read_places(item: Mapping[str, Any], given: list[str]) -> list[str]:
    """One text or own id for each place, in the question's own order."""
    answer = [""] * len(item["places"])
    for place, text in zip(item["order"], given, strict=False):
        options = item["places"][place]
        answer[place] = dict(options).get(text, "") if options else text
    return answer
