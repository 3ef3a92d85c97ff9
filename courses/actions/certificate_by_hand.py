"""Certificates a run's team answers for: who took part is confirmed by people, with a reason."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _, override

from courses.actions.certificate import ReasonMissingError, issue_again, latest_certificate
from courses.enums import CertificateKind, EnrolmentState
from courses.models import CourseRun, Enrolment
from courses.queries.certificate import text_for
from courses.queries.run_certificates import is_taken_back_without_blame
from courses.queries.team import PSEUDONYMOUS
from courses.signals import enrolment_completed
from lms.accounts.models import User
from lms.common.errors import DomainError
from lms.records.actions import record_event

MOST = 200  # people at once
MAX_REASON = 300  # characters


@transaction.atomic
def certify_by_hand(
    *, run: CourseRun, enrolments: Collection[str], reason: str, actor: User, at: datetime
) -> int:
    """Confirm that people of a run took part, and issue what they have earned by it.

    Nobody certifies themselves. Who has a certificate that holds is left alone, and so is whose was
    revoked by those who may revoke; after an error, or where the holder asked for it, there is a
    new one. The files are made on the queue of batches.

    Args:
        run: Whose team acts; the caller has checked the right to.
        enrolments: Keys; those of other runs and of classes vanish.
        reason: For the house's own records: neither printed nor public.
        actor: Who answers for it.
        at: When.

    Returns:
        For how many something was done.

    Raises:
        ReasonMissingError: Nothing was said.
        DomainError: Too many at once.
    """
    reason = " ".join(reason.split())[:MAX_REASON]
    if not reason:
        raise ReasonMissingError(_("Bitte sagen Sie, warum: Es steht in den Unterlagen."))
    if len(enrolments) > MOST:
        raise DomainError(_("Das sind zu viele auf einmal, höchstens %(most)s.") % {"most": MOST})
    rows = Enrolment.objects.filter(run=run, key__in=enrolments).exclude(user=actor)
    rows = rows.exclude(state=EnrolmentState.LEFT).exclude(user__kind__in=PSEUDONYMOUS)
    people = rows.select_related("user", "course__partner", "rule").order_by("pk")
    return sum(_certify(row, reason, actor, at) for row in people)


def _certify(enrolment: Enrolment, reason: str, actor: User, at: datetime) -> bool:
    if enrolment.completed_at is None:
        return _complete(enrolment, reason, actor, at)
    latest = latest_certificate(enrolment.key)
    if latest is None or not is_taken_back_without_blame(latest):
        return False
    issue_again(enrolment=enrolment, reason=reason, actor=actor, at=at)
    return True


def _complete(enrolment: Enrolment, reason: str, actor: User, at: datetime) -> bool:
    completion = {"met": _met(enrolment), "reason": reason}
    is_first = Enrolment.objects.filter(
        pk=enrolment.pk, state=EnrolmentState.ACTIVE, completed_at__isnull=True
    ).update(state=EnrolmentState.COMPLETED, completed_at=at, completion=completion)
    if not is_first:
        return False
    record_event(
        action="enrolment.complete-by-hand",
        object_type="enrolment",
        object_key=enrolment.key,
        actor_key=actor.key,
        partner_key=enrolment.course.partner.key,
        at=at,
        note=reason,
    )
    enrolment.state, enrolment.completed_at = EnrolmentState.COMPLETED, at
    enrolment.completion = completion
    enrolment_completed.send(sender=Enrolment, enrolment=enrolment, at=at, in_batch=True)
    return True


def _met(enrolment: Enrolment) -> dict[str, Any]:
    """What is printed: that people confirmed it, and no result nobody measured."""
    language = text_for(enrolment, enrolment.user.language).locale
    with override(language):
        rule = _("Die Teilnahme hat das Kursteam bestätigt.")
    kind = CertificateKind.ATTENDANCE.value
    return {"language": language, "kind": kind, "rule": rule, "results": []}
