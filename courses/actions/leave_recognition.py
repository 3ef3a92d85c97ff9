"""Keeping what the ministry said about a run as Bildungszeit."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.run import locked_run, record
from courses.enums import LEAVE_KINDS, CertificateState, RecognitionState
from courses.models import Certificate, CourseRun, LeaveRecognition
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError


class RecognitionError(DomainError):
    """What was entered does not fit together; ``field`` is where to say so."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class RecognitionPlan:
    """The columns of a recognition."""

    state: RecognitionState
    applied_on: date
    file_number: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    minimum_share: Decimal = Decimal("0.80")


@transaction.atomic
def set_recognition(
    *, run: CourseRun, plan: RecognitionPlan, actor: User, at: datetime
) -> LeaveRecognition:
    """Keep where the recognition of a run stands; the caller has checked the right to.

    Papers that were issued keep what they say; who asks again gets one that says what is so now.

    Raises:
        ConflictError: The run is gone or has no dates, or papers rest on the recognition that
            would be taken back.
        RecognitionError: Something is missing or does not fit together.
    """
    row = locked_run(run)
    _check(plan)
    if plan.state != RecognitionState.RECOGNISED and _has_papers(row):
        raise ConflictError(
            _(
                "Es sind schon Bescheinigungen ausgestellt, die sich auf die Anerkennung berufen. "
                "Widerrufen Sie diese zuerst."
            )
        )
    values = {part.name: getattr(plan, part.name) for part in fields(RecognitionPlan)}
    recognition, _is_new = LeaveRecognition.objects.update_or_create(run=row, defaults=values)
    record("run.recognition", row, actor, at)
    return recognition


def _check(plan: RecognitionPlan) -> None:
    if plan.valid_from and plan.valid_until and plan.valid_until < plan.valid_from:
        message = _("Der letzte Tag darf nicht vor dem ersten liegen.")
        raise RecognitionError(message, "valid_until")
    if not 0 < plan.minimum_share <= 1:
        raise RecognitionError(_("Bitte geben Sie 1 bis 100 Prozent an."), "minimum_percent")
    if plan.state != RecognitionState.RECOGNISED:
        return
    if not plan.file_number:
        message = _("Das Aktenzeichen steht im Bescheid. Es wird auf den Bescheinigungen gedruckt.")
        raise RecognitionError(message, "file_number")
    for name in ("valid_from", "valid_until"):
        if getattr(plan, name) is None:
            raise RecognitionError(_("Bitte geben Sie an, wofür der Bescheid gilt."), name)


def _has_papers(run: CourseRun) -> bool:
    papers = Certificate.objects.filter(kind__in=LEAVE_KINDS, state=CertificateState.VALID)
    return papers.filter(enrolment__run=run).exists()
