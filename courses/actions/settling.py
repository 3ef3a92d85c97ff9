"""Grading an attempt, and adding up its grades: at submission, by people, after a correction."""

from datetime import datetime
from decimal import Decimal

from courses.actions.carrying import carry_over
from courses.actions.certificate_review import ask_review
from courses.actions.progress import complete_if_due
from courses.enums import AttemptState
from courses.grading.content import parse
from courses.grading.passing import is_quiz_passed
from courses.grading.scoring import grade, is_answered
from courses.grading.shapes import FreeTextQuestion
from courses.models import QuestionVersion, QuizAttempt, Response
from courses.signals import quiz_passed


def grade_attempt(*, attempt: QuizAttempt, at: datetime) -> QuizAttempt:
    """Grade and close an open attempt; the caller holds its lock.

    Texts that say something wait for a person. A key that was corrected meanwhile is used. An
    attempt that ran out of time counts as submitted when it did, whoever closes it, however late.
    """
    carry_over(attempt)
    items = attempt.frozen["items"]
    versions = QuestionVersion.objects.in_bulk([item["version"] for item in items])
    given = {response.position: response.answer for response in attempt.responses.all()}
    rows, max_points = [], 0
    for position, item in enumerate(items):
        version, answer = versions[item["version"]], given.get(position)
        question = parse(version.type, version.content)
        result = grade(question, answer)
        max_points += result.max_points
        waits = isinstance(question, FreeTextQuestion) and is_answered(answer)
        rows.append(
            Response(
                attempt=attempt,
                position=position,
                version=version,
                answer=answer,
                points=None if waits else result.points,
                is_correct=None if waits else result.is_correct,
                saved_at=at,
            )
        )
    Response.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["attempt", "position"],
        update_fields=["points", "is_correct"],
    )
    attempt.max_points = Decimal(max_points)
    attempt.submitted_at = min(at, attempt.due_at) if attempt.due_at else at
    return settle(attempt=attempt, at=at)


def settle(*, attempt: QuizAttempt, at: datetime) -> QuizAttempt:
    """Add up the grades of a submitted attempt; passed or not once no text waits any more.

    The caller holds its lock. Sends ``quiz_passed`` and finishes the course when it is passed by
    this. What was reached before is never taken back: a person looks at a certificate that has
    lost its basis.
    """
    was_passed = attempt.is_passed
    grades = list(attempt.responses.values_list("points", "is_correct"))
    attempt.points = sum((points for points, _right in grades if points is not None), Decimal(0))
    is_waiting = any(points is None for points, _right in grades)
    attempt.is_passed = None if is_waiting else _is_passed(attempt, [r for _p, r in grades])
    attempt.state = AttemptState.WAITING if is_waiting else AttemptState.SUBMITTED
    attempt.save(update_fields=["state", "submitted_at", "points", "max_points", "is_passed"])
    if attempt.is_passed and not was_passed:
        quiz_passed.send(sender=QuizAttempt, attempt=attempt, at=at)
        complete_if_due(enrolment=attempt.enrolment, at=at)
    elif was_passed and not attempt.is_passed:
        ask_review(attempt=attempt, at=at)
    return attempt


def _is_passed(attempt: QuizAttempt, rights: list[bool | None]) -> bool:
    points, max_points = attempt.points or Decimal(0), attempt.max_points or Decimal(0)
    if rights and not max_points:  # nothing but self-assessments: taking part is all one can do
        return all(rights)
    return is_quiz_passed(points, max_points, Decimal(attempt.frozen["pass_share"]))
