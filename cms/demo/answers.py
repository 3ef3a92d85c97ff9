"""Answers to the questions of an attempt, for people who only exist to be looked at."""

from datetime import datetime
from typing import Any

from courses.actions.quiz import start_attempt, submit_attempt
from courses.grading.content import parse
from courses.grading.shapes import (
    Answer,
    ChoiceQuestion,
    NumberQuestion,
    PlacesQuestion,
    TextQuestion,
)
from courses.models import Enrolment, QuestionVersion, Quiz, QuizAttempt


def right_answers(attempt: QuizAttempt) -> dict[int, Answer]:
    """What a browser would send to be entirely right, by position; one query."""
    items = attempt.frozen["items"]
    versions = QuestionVersion.objects.in_bulk([item["version"] for item in items])
    return {
        position: _right(versions[item["version"]], item) for position, item in enumerate(items)
    }


def _right(version: QuestionVersion, item: dict[str, Any]) -> Answer:
    answer = solution(version)
    if not isinstance(answer, list):
        return answer
    if "places" in item:
        shown = [{own: name for name, own in options} for options in item["places"]]
        return [shown[place].get(answer[place], answer[place]) for place in item["order"]]
    return [name for name, own in item["options"] if own in answer]


def solution(version: QuestionVersion) -> Answer:
    """The right answer: ids of choices, one id or text for each place, a text, or a number."""
    question = parse(version.type, version.content)
    if isinstance(question, ChoiceQuestion):
        return [choice.id for choice in question.choices if choice.is_correct]
    if isinstance(question, PlacesQuestion):
        return [place.right[-1] for place in question.places]
    if isinstance(question, TextQuestion):
        return question.accepted[-1]
    return str(question.value) if isinstance(question, NumberQuestion) else "1"


def take_quiz(*, enrolment: Enrolment, quiz: Quiz, is_right: bool, at: datetime) -> QuizAttempt:
    """Try a quiz once: everything right, or nothing answered."""
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, at=at)
    answers = right_answers(attempt) if is_right else {}
    return submit_attempt(attempt=attempt, answers=answers, at=at)
