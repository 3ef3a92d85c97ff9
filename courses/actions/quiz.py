"""Trying a quiz: starting, saving answers, checking one, submitting; time is the server's."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.actions.freezing import frozen_quiz, read_answer
from courses.actions.settling import grade_attempt
from courses.enums import AttemptState
from courses.grading.passing import attempts_left
from courses.grading.scoring import is_complete
from courses.grading.shapes import Answer
from courses.models import Enrolment, Quiz, QuizAttempt, Response
from courses.queries.attempt import checkable_positions, fixed_positions
from courses.rules import due_time, is_time_up
from lms.common.errors import ConflictError


class NoAttemptLeftError(ConflictError):
    """All attempts are used."""


class TooEarlyError(ConflictError):
    """The pause between two attempts is not over, or the last one is not graded yet."""


class AttemptClosedError(ConflictError):
    """The attempt was submitted already."""


class TimeUpError(AttemptClosedError):
    """The time was up; what had been saved until then was submitted."""


class NotCheckableError(ConflictError):
    """This answer is not checked before the test is submitted."""


class NothingToCheckError(NotCheckableError):
    """The answer is empty or has a gap."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


def start_attempt(
    *, enrolment: Enrolment, quiz: Quiz, at: datetime, language: str = ""
) -> QuizAttempt:
    """Open an attempt, or give the open one. Questions, order, rule and end are frozen in it.

    The questions are those in ``language`` where the quiz has some, else in its first one.

    Raises:
        NoAttemptLeftError: The quiz allows no further attempt.
        TooEarlyError: Not yet.
        TimeUpError: The open attempt had run out of time and is submitted now.
    """
    running = QuizAttempt.objects.filter(enrolment=enrolment, quiz=quiz)
    tries = list(running.order_by("number"))
    found = next((row for row in tries if row.state == AttemptState.OPEN), None)
    if found is not None:
        if close_overdue(attempt=found, at=at):
            raise TimeUpError(_time_is_up())
        return found
    if attempts_left(quiz.attempts_allowed, len(tries)) == 0:
        raise NoAttemptLeftError(_("Alle Versuche für diesen Test sind aufgebraucht."))
    _refuse_haste(quiz, tries, at)
    try:
        with transaction.atomic():
            return QuizAttempt.objects.create(
                enrolment=enrolment,
                quiz=quiz,
                number=len(tries) + 1,
                started_at=at,
                due_at=due_time(at, quiz.time_limit_minutes, enrolment.time_allowance),
                frozen=frozen_quiz(quiz, language)
                | {"pass_share": str(enrolment.pass_share(quiz))},
            )
    except IntegrityError:  # a second window was faster
        return running.get(state=AttemptState.OPEN)


def _refuse_haste(quiz: Quiz, tries: list[QuizAttempt], at: datetime) -> None:
    if any(row.state == AttemptState.WAITING for row in tries):
        raise TooEarlyError(_("Der letzte Versuch wird noch bewertet. Danach geht es weiter."))
    last = max((row.submitted_at for row in tries if row.submitted_at), default=None)
    pause = timedelta(minutes=quiz.cool_down_minutes)
    if last is not None and last + pause > at:
        words = date_format(timezone.localtime(last + pause), "SHORT_DATETIME_FORMAT")
        message = _("Zeit für eine Pause. Der nächste Versuch geht ab %(time)s.")
        raise TooEarlyError(message % {"time": words})


def save_answers(*, attempt: QuizAttempt, answers: Mapping[int, Answer], at: datetime) -> None:
    """Keep answers of an open attempt, by position; the same again changes nothing.

    Raises:
        AttemptClosedError: The attempt was submitted.
        TimeUpError: The time is up; these answers came too late.
    """
    with transaction.atomic():
        row = _locked(attempt)
        is_late = is_time_up(row, at)
        if is_late:
            grade_attempt(attempt=row, at=at)
        else:
            _write(row, answers, at)
    if is_late:
        raise TimeUpError(_time_is_up())


def check_answer(
    *, attempt: QuizAttempt, position: int, answers: Mapping[int, Answer], at: datetime
) -> None:
    """Save all answers and fix one: its feedback may be shown, it can no longer be changed.

    Raises:
        AttemptClosedError: The attempt was submitted, or its time is up.
        NotCheckableError: Not in this test, not this kind of question, or nothing to check yet.
    """
    save_answers(attempt=attempt, answers=answers, at=at)
    with transaction.atomic():
        row = _locked(attempt)
        if position not in checkable_positions(row):
            raise NotCheckableError(_("Diese Antwort wird erst nach der Abgabe geprüft."))
        given = row.responses.filter(position=position).first()
        if given is None or not is_complete(given.answer):
            raise NothingToCheckError(_("Vor dem Prüfen bitte die Frage beantworten."))
        row.responses.filter(position=position).update(is_fixed=True)


def _locked(attempt: QuizAttempt) -> QuizAttempt:
    row = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if row.state != AttemptState.OPEN:
        raise AttemptClosedError(_("Dieser Versuch ist schon abgegeben."))
    return row


def _write(attempt: QuizAttempt, answers: Mapping[int, Answer], at: datetime) -> None:
    """Fixed answers stay as they are; an answer in the seconds of grace is noted as late."""
    items, fixed = attempt.frozen["items"], fixed_positions(attempt)
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
            if 0 <= position < len(items) and position not in fixed
        ],
        update_conflicts=True,
        unique_fields=["attempt", "position"],
        update_fields=["answer", "saved_at"],
    )
    if attempt.due_at is not None and at > attempt.due_at and not attempt.is_late:
        QuizAttempt.objects.filter(pk=attempt.pk).update(is_late=True)


@transaction.atomic
def submit_attempt(
    *, attempt: QuizAttempt, answers: Mapping[int, Answer], at: datetime
) -> QuizAttempt:
    """Save, grade and close; twenty at once give one result, the others get that one.

    After the end of the time only what had been saved counts. Sends ``quiz_passed`` and finishes
    the course when its rule is met by this.
    """
    row = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if row.state != AttemptState.OPEN:
        return row
    if not is_time_up(row, at):
        _write(row, answers, at)
    return grade_attempt(attempt=row, at=at)


@transaction.atomic
def close_overdue(*, attempt: QuizAttempt, at: datetime) -> bool:
    """Submit an open attempt whose time is up, with what was saved; safe to repeat.

    Returns:
        Whether this call did it.
    """
    row = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if row.state != AttemptState.OPEN or not is_time_up(row, at):
        return False
    grade_attempt(attempt=row, at=at)
    return True


def _time_is_up() -> str:
    return _("Die Zeit ist um. Abgegeben ist, was bis dahin gespeichert war.")
