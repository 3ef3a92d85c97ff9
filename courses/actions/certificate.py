"""Issues and revokes certificates; the register row is the ledger."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.achievement import describe_achievement, draw_place
from courses.enums import CertificateState, RevocationReason
from courses.models import Certificate, Enrolment, StatusList
from courses.queries.certificate import certificate_facts, course_certificates
from courses.signals import certificate_issued
from lms.accounts.actions.profile import confirm_certificate_name
from lms.accounts.enums import AccountKind
from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.actions import record_event


class NotCompletedError(ConflictError):
    """There is nothing to certify yet."""


class AlreadyRevokedError(ConflictError):
    """A certificate is revoked once."""


@transaction.atomic
def issue_certificates(*, enrolment: Enrolment, at: datetime) -> Certificate | None:
    """Certify a completed enrolment once, with everything the certificate says frozen.

    An achievement is certified when quizzes count, otherwise attendance. Any number of callers
    at once get the same certificate. One that was revoked is not issued again.

    Returns:
        The certificate, or None while the course is not completed or the name to print has not
        been confirmed. Nothing is ever issued to a user name.
    """
    current = _current(enrolment)
    if current.completed_at is None or not _may_print(current.user):
        return None
    return _issue_once(current, at=at, actor=None)


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


def _current(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_related("user", "course__partner").get(pk=enrolment.pk)


def _issue_once(enrolment: Enrolment, *, at: datetime, actor: User | None) -> Certificate:
    existing = course_certificates().filter(enrolment_key=enrolment.key).first()
    if existing is not None:
        return existing
    return enter_certificate(
        enrolment=enrolment, facts=certificate_facts(enrolment, at=at), at=at, actor=actor
    )


def enter_certificate(
    *, enrolment: Enrolment, facts: dict[str, Any], at: datetime, actor: User | None
) -> Certificate:
    """Enter in the register what ``facts`` state, unless one of their kind holds already.

    A new one is logged and announced. The caller has checked that the facts are so.
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
            "issued_at": at,
        },
    )
    if is_new:
        key = _partner_key(enrolment)
        _record("certificate.issue", certificate, at, actor=actor, partner_key=key)
        certificate_issued.send(sender=Certificate, certificate=certificate, at=at)
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
    if not course_certificates().filter(enrolment_key=enrolment.key).exists():
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
        AlreadyRevokedError: It was revoked before.
    """
    certificate = Certificate.objects.get(code=code)
    changed = Certificate.objects.filter(pk=certificate.pk, state=CertificateState.VALID).update(
        state=CertificateState.REVOKED, revoked_at=at, revocation_reason=reason
    )
    if not changed:
        raise AlreadyRevokedError(_("Dieses Zertifikat ist bereits widerrufen."))
    StatusList.objects.filter(pk=certificate.status_list_id).update(changed_at=at)
    certificate.reviews.filter(decided_at=None).update(decided_at=at)
    certificate.refresh_from_db()
    enrolment = certificate.enrolment
    partner_key = _partner_key(enrolment) if enrolment else ""
    _record("certificate.revoke", certificate, at, actor=actor, partner_key=partner_key)
    return certificate


def _may_print(user: User) -> bool:
    return bool(user.certificate_name and user.certificate_name_confirmed_at)


def _partner_key(enrolment: Enrolment) -> str:
    return enrolment.course.partner.key


def _record(
    action: str, certificate: Certificate, at: datetime, *, actor: User | None, partner_key: str
) -> None:
    record_event(
        action=action,
        object_type="certificate",
        object_key=certificate.code,
        at=at,
        actor_key=actor.key if actor else "",
        partner_key=partner_key,
        data={"kind": certificate.kind, "reason": certificate.revocation_reason},
    )
