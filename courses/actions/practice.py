"""Practice without account: an attempt that exists only for one request."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from courses.actions.freezing import chosen_versions, frozen_quiz, parts_in, read_answer
from courses.enums import AttemptState
from courses.grading.content import parse
from courses.grading.scoring import grade
from courses.grading.shapes import Answer, ChoiceQuestion, PlacesQuestion
from courses.models import QuestionVersion, Quiz, QuizAttempt
from courses.queries.question import without_counted
from courses.queries.results import ResultView, practice_result


def practice_attempt(quiz: Quiz, language: str) -> QuizAttempt:
    """An unsaved attempt: all questions in their order, options under their own ids.

    Practice quizzes never count, so that their ids need not be hidden from request to request.
    A question that some published quiz counts by now, in whatever version, is left out.
    """
    ids = chosen_versions(parts_in(quiz, language), _first)
    attempt = preview_attempt(without_counted(ids))
    attempt.quiz = quiz
    return attempt


def shown_attempt(quiz: Quiz, language: str) -> QuizAttempt:
    """An unsaved attempt at a quiz that may count: to be looked at, never graded.

    However often it is asked for, it shows the same of each pool; order and ids of options are
    drawn anew, so that they tell nothing.
    """
    return QuizAttempt(
        quiz=quiz, number=0, state=AttemptState.OPEN, frozen=frozen_quiz(quiz, language, _first)
    )


def _first(pool: list[int], count: int) -> list[int]:
    return pool[:count]


def preview_attempt(version_ids: list[int]) -> QuizAttempt:
    """An unsaved attempt at exactly these versions, of no quiz yet: for who writes the test."""
    versions = QuestionVersion.objects.in_bulk(version_ids)
    items = [_item(versions[pk]) for pk in version_ids if pk in versions]
    return QuizAttempt(number=0, state=AttemptState.OPEN, frozen={"items": items})


def _item(version: QuestionVersion) -> dict[str, Any]:
    """The same from request to request, because nothing is stored."""
    question = parse(version.type, version.content)
    item: dict[str, Any] = {"version": version.pk, "options": []}
    if isinstance(question, ChoiceQuestion):
        item["options"] = [[choice.id, choice.id] for choice in question.choices]
    elif isinstance(question, PlacesQuestion):
        item["places"] = [[[own, own] for own, _text in p.options] for p in question.places]
        item["order"] = list(range(len(question.places)))
        if question.mixes_places:
            item["order"] = _mixed(version.pk, len(question.places))
    return item


def _mixed(seed: int, count: int) -> list[int]:
    """Numbers in an order that says nothing and is the same for the same seed."""
    order = sorted(range(count), key=lambda n: sha256(f"{seed}-{n}".encode()).digest())
    return order if order != sorted(order) else order[1:] + order[:1]


def graded_practice(attempt: QuizAttempt, answers: Mapping[int, Answer]) -> list[ResultView]:
    """Grade and explain without storing anything."""
    items = attempt.frozen["items"]
    versions = QuestionVersion.objects.in_bulk([item["version"] for item in items])
    found = []
    for position, item in enumerate(items):
        version = versions[item["version"]]
        answer = read_answer(item, answers.get(position))
        result = grade(parse(version.type, version.content), answer)
        found.append(practice_result(position, item, version, answer, result=result))
    return found
