"""The register of certificates."""

from datetime import UTC, datetime

import pytest

from courses.models import Certificate
from courses.queries.certificate_register import held_by, register_sheet
from tests.factories.certificates import CertificateFactory, facts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_only_the_exact_name_is_found():
    certificate = CertificateFactory()
    CertificateFactory(facts=facts(holder=""))
    rows = Certificate.objects.all()
    assert list(held_by(rows, " Měrćin  Müller-Łužyca ")) == [certificate]
    for other in ("Měrćin", "Müller-Łužyca", "mercin mueller-luzyca", ""):
        assert list(held_by(rows, other)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_table_names_nobody_and_costs_one_query(number, django_assert_num_queries):
    for _ in range(number):
        CertificateFactory(
            state="revoked", ended_at=NOW, revocation_reason="deceit", facts=facts(course="Ł é 中")
        )
    with django_assert_num_queries(1):
        sheet = register_sheet(Certificate.objects.all())
    assert len(sheet.rows) == number
    assert "Müller" not in str(sheet)
    code = Certificate.objects.first().code
    assert list(sheet.rows[0]) == [
        code,
        "Leistungsnachweis",
        "Ł é 中",
        "Bibliothek Cottbus/Chóśebuz",
        "2026-11-20",
        "2026-11-24",
        "widerrufen",
        "2026-11-24",
        "Täuschung",
    ]
    assert len(sheet.columns) == len(sheet.rows[0])
