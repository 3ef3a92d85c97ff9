"""Issues and revokes certificates; the register row is the ledger."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.achievement import describe_achievement, draw_place
from courses.enums import CertificateState, RevocationReason
from courses.models import Certificate, Enrolment, StatusList
from courses.queries.certificate import certificate_facts, course_certificates
from courses.rules import is_nameless
from courses.signals import certificate_issued
from lms.accounts.actions.profile import confirm_certificate_name
from lms.accounts.enums import AccountKind
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.records.actions import record_event


class NotCompletedError(ConflictError):
    """There is nothing to certify yet."""


class AlreadyRevokedError(ConflictError):
    """A certificate is revoked once."""


class ReasonMissingError(DomainError):
    """Whoever decides about people by hand says why."""


@transaction.atomic
def issue_certificates(
    *, enrolment: Enrolment, at: datetime, in_batch: bool = False
) -> Certificate | None:
    """Certify a completed enrolment once, with everything the certificate says frozen.

    An achievement is certified when quizzes count, otherwise attendance. Any number of callers
    at once get the same certificate. One that was revoked is not issued again.

    Returns:
        The certificate, or None while the course is not completed or the name to print has not
        been confirmed. Nothing is ever issued to a user name; to minors and guests it is issued
        without a name, which is typed when the file is fetched. ``in_batch``: its file may wait
        for those of single people.
    """
    current = _current(enrolment)
    if current.completed_at is None:
        return None
    if not _may_print(current.user) and not is_nameless(current.user):
        return None
    return _issue_once(current, at=at, actor=None, in_batch=in_batch)


@transaction.atomic
def issue_without_name(*, enrolment: Enrolment, actor: User, at: datetime) -> Certificate:
    """Certify what a seat of a class completed; whose certificate it is stands on paper only.

    Safe to repeat: there is one for each seat and course, with or without a name on its print.

    Raises:
        NotCompletedError: The course is not finished.
        NotAllowedError: It is no seat's, or the shared account of a nursery group.
        AlreadyRevokedError: It was issued and taken back.
    """
    current = _current(enrolment)
    if current.completed_at is None:
        raise NotCompletedError(_("Der Kurs ist noch nicht abgeschlossen."))
    if current.user.kind != AccountKind.SEAT:
        raise NotAllowedError(_("Urkunden ohne Namen gibt es nur für Plätze einer Klasse."))
    certificate = _issue_once(current, at=at, actor=actor)
    if certificate.state == CertificateState.REVOKED:
        raise AlreadyRevokedError(_("Dieses Zertifikat ist bereits widerrufen."))
    return certificate


@transaction.atomic
def issue_again(*, enrolment: Enrolment, reason: str, actor: User, at: datetime) -> Certificate:
    """Certify a completed enrolment whose certificate was revoked; a person says why.

    Raises:
        NotCompletedError: The course is not finished, or whose name is printed is not known.
        ConflictError: There is a certificate that holds.
    """
    current = _current(enrolment)
    is_known = _may_print(current.user) or is_nameless(current.user)
    if current.completed_at is None or not is_known:
        raise NotCompletedError(_("Der Kurs ist noch nicht abgeschlossen."))
    if latest_certificate(current.key, state=CertificateState.VALID):
        raise ConflictError(_("Es gibt schon ein Zertifikat, das gilt."))
    return write_certificate(
        enrolment=current,
        facts=_facts(current, at),
        actor=actor,
        reason=reason,
        in_batch=True,
        at=at,
    )


def _current(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_related("user", "course__partner").get(pk=enrolment.pk)


def _issue_once(
    enrolment: Enrolment, *, at: datetime, actor: User | None, in_batch: bool = False
) -> Certificate:
    existing = latest_certificate(enrolment.key)
    if existing is not None:
        return existing
    return write_certificate(
        enrolment=enrolment,
        facts=_facts(enrolment, at),
        actor=actor,
        reason=enrolment.completion.get("reason", ""),  # of who confirmed it by hand
        in_batch=in_batch,
        at=at,
    )


def latest_certificate(enrolment_key: str, **wanted: Any) -> Certificate | None:
    """The newest certificate of a course for an enrolment, whether it holds or not."""
    return course_certificates().filter(enrolment_key=enrolment_key, **wanted).first()


def _facts(enrolment: Enrolment, at: datetime) -> dict[str, Any]:
    user = enrolment.user
    holder = "" if is_nameless(user) else user.certificate_name
    return certificate_facts(enrolment, holder=holder, at=at)


def write_certificate(
    *,
    enrolment: Enrolment,
    facts: dict[str, Any],
    actor: User | None,
    at: datetime,
    reason: str = "",
    in_batch: bool = False,
) -> Certificate:
    """Enter a certificate in the register, or find the one that holds already.

    Args:
        enrolment: With ``course__partner``.
        facts: Everything it states; see ``certificate_facts``.
        actor: Who issues it by hand; None for the rule.
        at: When.
        reason: Why it is issued by hand.
        in_batch: Whether it is one of many.
    """
    status_list, status_index = draw_place(issuer_key=facts["issuer"]["key"], at=at)
    certificate, is_new = Certificate.objects.get_or_create(
        enrolment_key=enrolment.key,
        kind=facts["kind"],
        state=CertificateState.VALID,
        defaults={
            "enrolment": enrolment,
            "holder_name": facts["holder"],
            "facts": facts,
            "achievement": describe_achievement(facts=facts, at=at),
            "status_list": status_list,
            "status_index": status_index,
            "reason": reason,
            "issued_at": at,
        },
    )
    if is_new:
        record_certificate("certificate.issue", certificate, actor=actor, at=at)
        certificate_issued.send(
            sender=Certificate, certificate=certificate, in_batch=in_batch, at=at
        )
    return certificate


@transaction.atomic
def confirm_name_and_issue(*, enrolment: Enrolment, name: str, at: datetime) -> Certificate | None:
    """Take the name the holder wants printed, and issue what waited for it.

    A certificate that is already there keeps its name.

    Raises:
        NotCompletedError: The course is not finished.
        DomainError: The name cannot be printed (empty, a user name, an address).
    """
    if enrolment.completed_at is None:
        raise NotCompletedError(_("Der Kurs ist noch nicht abgeschlossen."))
    if latest_certificate(enrolment.key) is None:
        confirm_certificate_name(user=enrolment.user, name=name, at=at)
    return issue_certificates(enrolment=enrolment, at=at)


@transaction.atomic
def revoke_certificate(
    *, code: str, reason: RevocationReason, actor: User | None, at: datetime
) -> Certificate:
    """Take a certificate back; its verification page says so from the next request on.

    Args:
        code: The certificate's code.
        reason: A class of reasons; it is public.
        actor: Who does it; None for the system. The caller has checked the right to.
        at: When.

    Raises:
        Certificate.DoesNotExist: No such code.
        AlreadyRevokedError: It was revoked or replaced before.
    """
    certificate = Certificate.objects.get(code=code)
    if not end_certificate(certificate, CertificateState.REVOKED, at, revocation_reason=reason):
        raise AlreadyRevokedError(_("Dieses Zertifikat gilt schon nicht mehr."))
    certificate.reviews.filter(decided_at=None).update(decided_at=at)
    certificate.refresh_from_db()
    record_certificate("certificate.revoke", certificate, actor=actor, at=at)
    return certificate


def end_certificate(
    certificate: Certificate, state: CertificateState, at: datetime, **values: Any
) -> bool:
    """Let a certificate hold no longer, in the register and in its status list.

    Returns:
        False where it did not hold any more; nothing has changed then.
    """
    rows = Certificate.objects.filter(pk=certificate.pk, state=CertificateState.VALID)
    if not rows.update(state=state, ended_at=at, **values):
        return False
    StatusList.objects.filter(pk=certificate.status_list_id).update(changed_at=at)
    return True


def mail_key(certificate: Certificate) -> str:
    """Makes the mail about a certificate go once."""
    return f"certificate:{certificate.code}"


def _may_print(user: User) -> bool:
    return bool(user.certificate_name and user.certificate_name_confirmed_at)


def record_certificate(
    action: str, certificate: Certificate, *, actor: User | None, at: datetime, **data: object
) -> None:
    """Write down what happened to a certificate; never whose it is."""
    enrolment = certificate.enrolment
    record_event(
        action=action,
        object_type="certificate",
        object_key=certificate.code,
        at=at,
        actor_key=actor.key if actor else "",
        partner_key=enrolment.course.partner.key if enrolment else "",
        data={"kind": certificate.kind, "reason": certificate.revocation_reason, **data},
    )
