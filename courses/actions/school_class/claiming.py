"""A pupil takes along what a seat has learned, into an account of their own.

The seat stays as it is, so that the class goes on; what is taken is a copy that only grows.
Whose account it went to is stored nowhere: the class must not learn it.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from courses.actions.progress import complete_if_due
from courses.actions.school_class.booking import lasting_enrolment
from courses.actions.school_class.founding import record_class
from courses.enums import AttemptState
from courses.models import (
    ClassSeat,
    Enrolment,
    LessonProgress,
    QuizAttempt,
    ReflectionNote,
    Response,
    TextGrade,
)
from courses.queries.class_entry import picture_hash, seat_to_claim
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError, NotAllowedError


class WrongCardError(DomainError):
    """Code and pictures belong to no seat; which of them is wrong is not told."""


class ClaimedError(ConflictError):
    """It was taken along already."""


@transaction.atomic
def claim_seat(*, user: User, code: str, pictures: Sequence[str], at: datetime) -> list[Enrolment]:
    """Copy what was learned on a seat into a personal account; also after the class has ended.

    Who has both card and picture code may; nobody else need agree. Once for each card: a new
    card from the lead lets one come back for what was learned since.

    Returns:
        The person's enrolments that grew.

    Raises:
        NotAllowedError: The account is itself one of a class.
        WrongCardError: Code or pictures are wrong.
        ClaimedError: With this card it was done already.
    """
    if user.is_pseudonymous:
        raise NotAllowedError(_("Dafür brauchst du ein eigenes Konto."))
    seat = _seat(code, pictures)
    if seat is None:
        raise WrongCardError(_("Code und Bilder passen nicht zusammen."))
    if not ClassSeat.objects.filter(pk=seat.pk, claimed_at=None).update(claimed_at=at):
        raise ClaimedError(_("Mit dieser Karte wurde der Lernstand schon mitgenommen."))
    rows = Enrolment.objects.filter(user=seat.user).select_related("course").order_by("pk")
    grown = [_copy(row, user, at) for row in rows]
    record_class("class.claim", seat.school_class, actor=None, at=at)
    return grown


def _seat(code: str, pictures: Sequence[str]) -> ClassSeat | None:
    seat = seat_to_claim(code)
    if seat is None or picture_hash(seat.school_class, pictures) != seat.picture_hash:
        return None
    return seat


def _copy(source: Enrolment, user: User, at: datetime) -> Enrolment:
    target = lasting_enrolment(user=user, course=source.course, at=at)
    _copy_progress(source, target)
    _copy_notes(source, target)
    _copy_attempts(source, target)
    target.reached_share = max(target.reached_share, source.reached_share)
    target.last_lesson_id = source.last_lesson_id or target.last_lesson_id
    target.save(update_fields=["reached_share", "last_lesson"])
    complete_if_due(enrolment=target, at=at)
    return target


def _copy_progress(source: Enrolment, target: Enrolment) -> None:
    known = {row.lesson_id: row for row in target.progress.all()}
    for row in source.progress.all():
        own = known.get(row.lesson_id)
        if own is None:
            own = LessonProgress(
                enrolment=target,
                lesson_id=row.lesson_id,
                started_at=row.started_at,
                updated_at=row.updated_at,
            )
        own.position = max(own.position, row.position)
        own.completed_at = own.completed_at or row.completed_at
        own.updated_at = max(own.updated_at, row.updated_at)
        own.save()


def _copy_notes(source: Enrolment, target: Enrolment) -> None:
    """Notes are the pupil's own; those already there stay."""
    ReflectionNote.objects.bulk_create(
        [
            ReflectionNote(
                enrolment=target,
                lesson_id=note.lesson_id,
                block=note.block,
                text=note.text,
                updated_at=note.updated_at,
            )
            for note in source.notes.all()
        ],
        ignore_conflicts=True,
    )


def _copy_attempts(source: Enrolment, target: Enrolment) -> None:
    """Graded attempts, each once, numbered after those already there."""
    moments = ("quiz", "started_at", "submitted_at")
    known = set(target.attempts.values_list(*moments))
    last = dict(target.attempts.values_list("quiz").annotate(Max("number")).order_by())
    for row in source.attempts.filter(state=AttemptState.SUBMITTED).order_by("number"):
        if (row.quiz_id, row.started_at, row.submitted_at) in known:
            continue
        last[row.quiz_id] = last.get(row.quiz_id, 0) + 1
        _copy_attempt(row, target, last[row.quiz_id])


def _copy_attempt(source: QuizAttempt, target: Enrolment, number: int) -> None:
    made = QuizAttempt.objects.create(
        enrolment=target,
        quiz_id=source.quiz_id,
        number=number,
        state=source.state,
        started_at=source.started_at,
        due_at=source.due_at,
        submitted_at=source.submitted_at,
        is_late=source.is_late,
        points=source.points,
        max_points=source.max_points,
        is_passed=source.is_passed,
        frozen=source.frozen,
    )
    for row in source.responses.select_related("text_grade"):
        grade = getattr(row, "text_grade", None)
        row.pk, row.attempt = None, made
        row._state.adding = True
        Response.save(row)
        if grade is not None:
            grade.pk, grade.response = None, row
            TextGrade.save(grade, force_insert=True)
