"""Verification of certificates, for everybody; names no person."""

from datetime import date
from http import HTTPStatus

from django.http import HttpRequest
from ninja import Router, Schema, Status

from courses.actions.verification import look_up
from courses.queries.verification import UNKNOWN, Verification
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


class ResultOut(Schema):
    """A test that counted, and what was reached in it."""

    title: str
    points: str
    max_points: str
    percent: str


class LeaveOut(Schema):
    """What a paper about Brandenburg's Bildungszeit states; attendance where it was confirmed."""

    file_number: str
    authority: str
    place: str
    days: int
    minutes: int
    attended_days: int | None = None
    attended_minutes: int | None = None


class VerificationOut(Schema):
    """What is known about a code; ``state``: valid, expired, revoked, replaced or unknown.

    ``started_on`` and ``completed_on`` bound the period: of a course, or of a ``leave``.
    """

    code: str
    state: str
    kind: str
    course: str
    language: str
    partners: list[str]
    rule: str
    competences: list[CompetenceOut]
    effort_minutes: int
    stages: list[str]
    results: list[ResultOut]
    started_on: date | None
    completed_on: date | None
    issued_on: date | None
    valid_until: date | None
    ended_on: date | None
    revocation_reason: str
    file_sha256: str
    leave: LeaveOut | None = None


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
