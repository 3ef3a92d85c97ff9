"""What certificates state, in the words of the standard."""

import pytest

from courses.enums import CertificateKind
from courses.queries.credential import KINDS, achievement_document, badge_of
from tests.factories.certificates import CertificateFactory, facts

pytestmark = pytest.mark.django_db


def test_every_fact_of_the_page_is_stated():
    row = CertificateFactory(
        facts=facts(partners=[{"name": name, "logo_url": "", "logo_alt": ""} for name in "ABC"])
    )
    badge = badge_of(row, name="Jana")
    assert badge.id == f"http://testserver/z/{row.code}"
    assert badge.issuer.id.endswith(f"/aussteller/{row.achievement.issuer_key}")
    assert badge.achieved.criteria == row.facts["rule"]
    assert badge.achieved.tags == ("Erwachsenenbildung",)
    (aim,) = badge.achieved.aims
    assert (aim.framework, aim.code, aim.level) == ("DigComp 3.0", "1.2", "Stufe 3")
    assert aim.url == badge.achieved.id
    assert [(one.name, one.value, one.highest) for one in badge.outcomes] == [
        ("Test", "7.5", "10"),
        ("Umfang", "2 Std. 30 Min.", ""),
    ]
    assert badge.description == "Leistungsnachweis. Angeboten von A, B und C."
    days = [moment.date().isoformat() for moment in (badge.started_at, badge.ended_at)]
    assert days == ["2026-10-01", "2026-11-20"]
    assert badge.status.index == row.status_index


def test_it_speaks_the_language_it_was_issued_in():
    row = CertificateFactory(facts=facts(language="en", summary=""))
    badge = badge_of(row, name="Jana")
    assert badge.outcomes[1].name == "Extent"
    assert badge.achieved.aims[0].level == "Level 3"
    assert "Offered by" in badge.description
    assert badge.achieved.description == "Sicher im Netz"
    assert achievement_document(row.achievement)["inLanguage"] == "en"


def test_a_framework_with_addresses_is_pointed_at():
    uri = "https://example.org/framework/1.2"
    values = facts()
    values["competences"][0]["uri"] = uri
    assert badge_of(CertificateFactory(facts=values), name="").achieved.aims[0].url == uri


def test_every_kind_has_a_type_of_the_standard():
    assert set(KINDS) == set(CertificateKind)
