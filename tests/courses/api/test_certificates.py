"""Verification through the API."""

from datetime import UTC, datetime

import pytest

from courses.actions.verification import MISSES
from lms.common.keys import new_code
from tests.factories.certificates import CertificateFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def verify(client, code):
    return client.get(f"/api/v1/certificates/{code}")


def test_a_valid_certificate_is_stated_without_a_name(client):
    certificate = CertificateFactory()
    response = verify(client, certificate.code)
    assert response.json() == {
        "code": certificate.code,
        "state": "valid",
        "kind": "Leistungsnachweis",
        "course": "Sicher im Netz",
        "language": "de",
        "partners": ["Bibliothek Cottbus/Chóśebuz"],
        "rule": "Alle Pflichtlektionen bearbeitet.",
        "competences": certificate.facts["competences"],
        "effort_minutes": 150,
        "stages": ["Erwachsenenbildung"],
        "results": [{"title": "Test", "points": "7.5", "max_points": "10", "percent": "75"}],
        "valid_until": None,
        "leave": None,
        "started_on": "2026-10-01",
        "completed_on": "2026-11-20",
        "issued_on": "2026-11-24",
        "ended_on": None,
        "revocation_reason": "",
        "file_sha256": "",
    }
    assert "Müller" not in response.content.decode()


def test_the_file_can_be_compared_without_sending_it(client):
    row = CertificateFactory(pdf_name="x.pdf", pdf_sha256="a" * 64)
    assert verify(client, row.code).json()["file_sha256"] == "a" * 64


def test_a_revoked_one_says_so(client):
    revoked = {"state": "revoked", "ended_at": NOW, "revocation_reason": "error"}
    answer = verify(client, CertificateFactory(**revoked).code).json()
    assert (answer["state"], answer["ended_on"]) == ("revoked", "2026-11-24")
    assert answer["revocation_reason"] == "irrtümlich ausgestellt"


def test_an_unknown_one_has_the_same_shape_and_guessing_is_throttled(client):
    valid = verify(client, CertificateFactory().code).json()
    response = verify(client, new_code())
    assert (response.status_code, response.json()["state"]) == (404, "unknown")
    assert response.json().keys() == valid.keys()
    for _ in range(MISSES):
        verify(client, new_code())
    throttled = verify(client, valid["code"])
    assert throttled.status_code == 429
    assert "10 Minuten" in throttled.json()["detail"]
