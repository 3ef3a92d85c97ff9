"""What the public learns about a code."""

from datetime import UTC, date, datetime

import pytest

from courses.queries.verification import Verification, grouped, plain_code, verification
from lms.common.keys import new_code
from tests.factories.certificates import CertificateFactory, facts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_a_valid_certificate_is_stated_without_a_name(django_assert_num_queries):
    certificate = CertificateFactory()
    with django_assert_num_queries(1):
        found = verification(certificate.code)
    assert found == Verification(
        code=certificate.code,
        state="valid",
        kind="Leistungsnachweis",
        course="Sicher im Netz",
        language="de",
        partners=["Bibliothek Cottbus/Chóśebuz"],
        rule="Alle Pflichtlektionen bearbeitet.",
        competences=certificate.facts["competences"],
        effort_minutes=150,
        stages=["Erwachsenenbildung"],
        results=certificate.facts["results"],
        started_on=date(2026, 10, 1),
        completed_on=date(2026, 11, 20),
        issued_on=date(2026, 11, 24),
        has_name=True,
    )
    assert "Müller" not in repr(found)


def test_a_revoked_one_tells_since_when_and_why():
    certificate = CertificateFactory(state="revoked", ended_at=NOW, revocation_reason="deceit")
    found = verification(certificate.code)
    assert (found.state, found.ended_on, found.revocation_reason) == (
        "revoked",
        date(2026, 11, 24),
        "Täuschung",
    )


@pytest.mark.parametrize(("until", "state"), [("2026-11-23", "expired"), ("2026-11-24", "valid")])
def test_the_last_day_counts(until, state, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    found = verification(CertificateFactory(facts=facts(valid_until=until)).code)
    assert (found.state, found.valid_until) == (state, date.fromisoformat(until))


def test_what_was_revoked_does_not_merely_expire():
    certificate = CertificateFactory(
        state="revoked", ended_at=NOW, facts=facts(valid_until="2020-01-01")
    )
    assert verification(certificate.code).state == "revoked"


def test_an_unknown_one_costs_the_same(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert verification("x" * 27) == Verification(code="x" * 27, state="unknown")


def test_a_code_reads_the_same_however_it_is_written():
    code = new_code()
    assert plain_code(f" {grouped(code).upper()} ") == code
