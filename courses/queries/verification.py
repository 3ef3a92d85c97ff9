"""What the public learns about a certificate."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date

from courses.enums import CertificateKind, CertificateState, RevocationReason
from courses.models import Certificate
from courses.queries.leave_words import leave_lines
from lms.accounts.consent.queries import has_consent
from lms.accounts.enums import Purpose

UNKNOWN, EXPIRED = "unknown", "expired"
_SEPARATORS = re.compile(r"[\s\-‐-―.]+")


@dataclass(frozen=True)
class Verification:
    """What the public learns about a code; holds no name of a person.

    ``leave`` is what a paper about Bildungszeit states (see ``leave_facts``), else None.
    """

    code: str
    state: str  # valid, expired, revoked, replaced or unknown
    kind: str = ""
    course: str = ""
    language: str = ""
    partners: list[str] = field(default_factory=list)
    rule: str = ""
    competences: list[dict[str, Any]] = field(default_factory=list)
    effort_minutes: int = 0
    stages: list[str] = field(default_factory=list)
    results: list[dict[str, str]] = field(default_factory=list)  # see ``certificate_facts``
    started_on: date | None = None
    completed_on: date | None = None
    issued_on: date | None = None
    valid_until: date | None = None  # the last day; None: for ever
    ended_on: date | None = None  # revoked or replaced
    revocation_reason: str = ""
    has_name: bool = False  # whether a typed one can be compared
    file_sha256: str = ""  # of the file that was handed out; "" where there is none to compare
    leave: dict[str, Any] | None = None

    @property
    def leave_lines(self) -> list[tuple[str, str]]:
        """The same in words, each under its label."""
        return leave_lines(self.leave) if self.leave else []


def verification(code: str) -> Verification:
    """Look a code up; the answer has one shape whether or not there is such a certificate.

    Costs one query.
    """
    certificate = Certificate.objects.filter(code=code).first()
    if certificate is None:
        return Verification(code=code, state=UNKNOWN)
    facts = certificate.facts
    reason = certificate.revocation_reason
    return Verification(
        code=code,
        state=_state(certificate),
        kind=str(CertificateKind(certificate.kind).label),
        course=facts["course"],
        language=facts["language"],
        partners=[partner["name"] for partner in facts["partners"]],
        rule=facts["rule"],
        competences=facts["competences"],
        effort_minutes=facts["effort_minutes"],
        stages=facts["stages"],
        results=facts["results"],
        valid_until=certificate.valid_until,
        started_on=parse_date(facts["started_on"]),
        completed_on=parse_date(facts["completed_on"]),
        issued_on=_local_day(certificate.issued_at),
        ended_on=_local_day(certificate.ended_at) if certificate.ended_at else None,
        revocation_reason=str(RevocationReason(reason).label) if reason else "",
        has_name=bool(certificate.holder_name or certificate.name_hash),
        file_sha256=certificate.pdf_sha256,
        leave=facts.get("leave"),
    )


def _state(certificate: Certificate) -> str:
    is_valid = certificate.state == CertificateState.VALID
    return EXPIRED if is_valid and certificate.is_expired else str(certificate.state)


def shown_holder(code: str) -> str:
    """The name on a valid certificate whose holder, an adult, agreed to have it shown; else "".

    Costs three queries at most. For people who read a page, not for programs that collect.
    """
    rows = Certificate.objects.filter(code=code, state=CertificateState.VALID)
    named = rows.exclude(holder_name="").select_related("enrolment__user").first()
    if named is None or named.enrolment is None:
        return ""
    return named.holder_name if has_consent(named.enrolment.user, Purpose.NAME) else ""


def plain_code(text: str) -> str:
    """A certificate's code without what people add to read or type it."""
    return _SEPARATORS.sub("", text).lower()


def grouped(code: str) -> str:
    """Write a code so that it can be read aloud: groups of five."""
    return "-".join(code[start : start + 5] for start in range(0, len(code), 5))


def _local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
