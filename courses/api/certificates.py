"""Verification of certificates, for everybody; names no person."""

from datetime import date
from http import HTTPStatus

from django.http import HttpRequest
from ninja import Router, Schema, Status

from courses.actions.verification import look_up
from courses.queries.certificate import UNKNOWN, Verification
from lms.common.throttle import client_address

router = Router(tags=["certificates"])


class CompetenceOut(Schema):
    """A certified competence of a framework version."""

    framework: str
    version: str
    code: str
    title: str
    level: int
    uri: str = ""


class VerificationOut(Schema):
    """What is known; ``state`` is ``valid``, ``revoked``, ``replaced`` or ``unknown``."""

    code: str
    state: str
    kind: str
    course: str
    language: str
    partners: list[str]
    rule: str
    competences: list[CompetenceOut]
    effort_minutes: int
    completed_on: date | None
    issued_on: date | None
    ended_on: date | None
    revocation_reason: str
    file_sha256: str


@router.get(
    "/certificates/{code}",
    response={HTTPStatus.OK: VerificationOut, HTTPStatus.NOT_FOUND: VerificationOut},
    summary="Verify a certificate",
)
def certificate(request: HttpRequest, code: str) -> Status[Verification]:
    """Answers 404 in the same shape for a code nobody knows, 429 after too many of those."""
    found = look_up(code=code, address=client_address(request))
    status = HTTPStatus.NOT_FOUND if found.state == UNKNOWN else HTTPStatus.OK
    return Status(status, found)
