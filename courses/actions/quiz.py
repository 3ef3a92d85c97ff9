"""Trying a quiz: starting, saving answers, submitting."""

import random
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from courses.actions.progress import complete_if_due
from courses.enums import AttemptState
from courses.grading.content import parse
from courses.grading.passing import attempts_left, is_quiz_passed
from courses.grading.scoring import Grade, grade
from courses.grading.shapes import Answer, ChoiceQuestion, PlacesQuestion
from courses.models import Enrolment, QuestionVersion, Quiz, QuizAttempt, QuizPart, Response
from courses.signals import quiz_passed
from lms.common.errors import ConflictError
from lms.common.keys import new_key

# Draws and orders need no secrecy; the ids of options come from ``new_key``.
_SHUFFLER = random.SystemRandom()


class NoAttemptLeftError(ConflictError):
    """All attempts are used."""


class AttemptClosedError(ConflictError):
    """The attempt was submitted already."""


def start_attempt(
    *, enrolment: Enrolment, quiz: Quiz, at: datetime, language: str = ""
) -> QuizAttempt:
    """Open an attempt, or give the open one. Questions, order and rule are frozen in it.

    The questions are those in ``language`` where the quiz has some, else in its first one.

    Raises:
        NoAttemptLeftError: The quiz allows no further attempt.
    """
    running = QuizAttempt.objects.filter(enrolment=enrolment, quiz=quiz)
    found = running.filter(state=AttemptState.OPEN).first()
    if found is not None:
        return found
    used = running.count()
    if attempts_left(quiz.attempts_allowed, used) == 0:
        raise NoAttemptLeftError(_("Alle Versuche für diesen Test sind aufgebraucht."))
    try:
        with transaction.atomic():
            return QuizAttempt.objects.create(
                enrolment=enrolment,
                quiz=quiz,
                number=used + 1,
                started_at=at,
                frozen=frozen_quiz(quiz, language)
                | {"pass_share": str(enrolment.pass_share(quiz))},
            )
    except IntegrityError:  # a second window was faster
        return running.get(state=AttemptState.OPEN)


def parts_in(quiz: Quiz, language: str) -> list[QuizPart]:
    """The parts of a quiz in a language, else in the first one it has (one query)."""
    parts = list(quiz.parts.all())
    known = {part.locale for part in parts}
    wanted = language if language in known else next((part.locale for part in parts), "")
    return [part for part in parts if part.locale == wanted]


def frozen_quiz(quiz: Quiz, language: str = "") -> dict[str, Any]:
    """Draw questions, order them, and give every option an id that says nothing.

    Shape: ``{"pass_share": "0.60", "items": [{"version": id, "options": [[shown id, own id]]}]}``.
    Questions with places also have ``places`` (such options for each, none where one types) and
    ``order``: which place is shown first, second ….
    """
    versions: list[int] = []
    for part in parts_in(quiz, language):
        if part.version_id is not None:
            versions.append(part.version_id)
        elif part.pool:
            count = min(part.draw_count, len(part.pool))
            versions.extend(_SHUFFLER.sample(part.pool, count))
    if quiz.shuffles:
        _SHUFFLER.shuffle(versions)
    known = QuestionVersion.objects.in_bulk(versions)
    items = [_frozen(known[pk], shuffles=quiz.shuffles) for pk in versions]
    return {"pass_share": str(quiz.pass_share), "items": items}


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


@transaction.atomic
def save_answers(*, attempt: QuizAttempt, answers: Mapping[int, Answer], at: datetime) -> None:
    """Keep answers of an open attempt, by position; the same again changes nothing.

    Raises:
        AttemptClosedError: The attempt was submitted.
    """
    is_open = QuizAttempt.objects.select_for_update().filter(pk=attempt.pk, state=AttemptState.OPEN)
    if not is_open.exists():
        raise AttemptClosedError(_("Dieser Versuch ist schon abgegeben."))
    _write(attempt, answers, at)


def _write(attempt: QuizAttempt, answers: Mapping[int, Answer], at: datetime) -> None:
    items = attempt.frozen["items"]
    Response.objects.bulk_create(
        [
            Response(
                attempt=attempt,
                position=position,
                version_id=items[position]["version"],
                answer=read_answer(items[position], given),
                saved_at=at,
            )
            for position, given in answers.items()
            if 0 <= position < len(items)
        ],
        update_conflicts=True,
        unique_fields=["attempt", "position"],
        update_fields=["answer", "saved_at"],
    )


@transaction.atomic
def submit_attempt(
    *, attempt: QuizAttempt, answers: Mapping[int, Answer], at: datetime
) -> QuizAttempt:
    """Save, grade and close; twenty at once give one result, the others get that one.

    Sends ``quiz_passed`` and finishes the course when its rule is met by this.
    """
    row = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if row.state == AttemptState.SUBMITTED:
        return row
    _write(row, answers, at)
    grades = _grade(row, at)
    points = sum((found.points for found in grades), Decimal(0))
    max_points = Decimal(sum(found.max_points for found in grades))
    is_passed = is_quiz_passed(points, max_points, Decimal(row.frozen["pass_share"]))
    if grades and not max_points:  # nothing but self-assessments: taking part is all one can do
        is_passed = all(found.is_correct for found in grades)
    changed = QuizAttempt.objects.filter(pk=row.pk, state=AttemptState.OPEN).update(
        state=AttemptState.SUBMITTED,
        submitted_at=at,
        points=points,
        max_points=max_points,
        is_passed=is_passed,
    )
    row.refresh_from_db()
    if changed and is_passed:
        quiz_passed.send(sender=QuizAttempt, attempt=row, at=at)
        complete_if_due(enrolment=row.enrolment, at=at)
    return row


def _grade(attempt: QuizAttempt, at: datetime) -> list[Grade]:
    items = attempt.frozen["items"]
    versions = QuestionVersion.objects.in_bulk([item["version"] for item in items])
    given = {response.position: response.answer for response in attempt.responses.all()}
    grades, rows = [], []
    for position, item in enumerate(items):
        version = versions[item["version"]]
        result = grade(parse(version.type, version.content), given.get(position))
        grades.append(result)
        rows.append(
            Response(
                attempt=attempt,
                position=position,
                version=version,
                answer=given.get(position),
                points=result.points,
                is_correct=result.is_correct,
                saved_at=at,
            )
        )
    Response.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["attempt", "position"],
        update_fields=["points", "is_correct"],
    )
    return grades
