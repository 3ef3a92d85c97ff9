"""Verification of certificates by anybody."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from courses.actions.signing import keyed_name
from courses.actions.verification import COMPARISONS, MISSES
from courses.models import Certificate
from lms.accounts.actions import record_consent
from lms.accounts.enums import Purpose
from lms.common.keys import new_code
from tests.factories.certificates import CertificateFactory, facts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_the_short_address_leads_to_the_page_in_the_visitors_language(client):
    code = new_code()
    assert client.get(f"/z/{code}").url == f"/de/zertifikat/{code}/"
    english = client.get(f"/z/{code}", headers={"Accept-Language": "en"})
    assert (english.status_code, english.url) == (302, f"/en/zertifikat/{code}/")


def verify_page(client, code):
    return client.get(f"/de/zertifikat/{code}/")


def test_verification_states_facts_and_no_name(client):
    response = verify_page(client, CertificateFactory().code)
    page = response.content.decode()
    told = ["ist gültig", "Leistungsnachweis", "Sicher im Netz", "Bibliothek Cottbus/Chóśebuz"]
    told += ["24. November 2026", "2 Std. 30 Min.", "Daten bewerten", "Alle Pflichtlektionen"]
    assert [text for text in told if text not in page] == []
    assert [name for name in ("Měrćin", "Müller", "Łužyca", "@example.org") if name in page] == []
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_revoked_and_unknown_are_said_plainly(client):
    revoked = {"state": "revoked", "ended_at": NOW, "revocation_reason": "deceit"}
    response = verify_page(client, CertificateFactory(**revoked).code)
    page = response.content.decode()
    assert response.status_code == 200
    assert "ist widerrufen" in page
    assert "Seit 24. November 2026. Grund: Täuschung." in page
    unknown = verify_page(client, new_code())
    assert unknown.status_code == 404
    assert "kennen wir nicht" in unknown.content.decode()
    assert unknown["X-Robots-Tag"] == "noindex"


def test_looking_sets_no_cookie_and_holds_no_token(client):
    for code in (CertificateFactory().code, new_code()):
        response = verify_page(client, code)
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_the_form_comes_when_asked_for(client):
    code = CertificateFactory().code
    page = client.get(f"/de/zertifikat/{code}/?name").content.decode()
    assert "csrfmiddlewaretoken" in page
    assert f'action="/de/zertifikat/{code}/#name"' in page


def test_where_nothing_is_known_there_is_no_name_to_compare(client):
    page = client.get(f"/de/zertifikat/{new_code()}/?name").content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert "Namen vergleichen" not in page


@pytest.mark.parametrize(
    ("name", "answer"),
    [("mueller luzyca mercin", "Der Name stimmt überein"), ("Jana", "stimmt nicht überein")],
)
def test_a_typed_name_is_compared_and_the_answer_says_how(client, name, answer):
    code = CertificateFactory().code
    page = client.post(f"/de/zertifikat/{code}/", {"name": name}).content.decode()
    assert answer in page
    assert "Verglichen wurden alle Vor- und Nachnamen" in page
    assert "Müller" not in page


def test_an_empty_name_is_refused_and_an_unknown_code_compares_nothing(client):
    code = CertificateFactory().code
    assert client.post(f"/de/zertifikat/{code}/", {"name": ""}).status_code == 422
    response = client.post(f"/de/zertifikat/{new_code()}/", {"name": "Jana"})
    assert response.status_code == 404
    assert "kennen wir nicht" in response.content.decode()
    assert "Der Name" not in response.content.decode()


def test_comparing_needs_the_forms_token():
    client = Client(enforce_csrf_checks=True)
    path = f"/de/zertifikat/{CertificateFactory().code}/"
    assert client.post(path, {"name": "Jana"}).status_code == 403


def test_guessing_is_throttled_with_a_hint_when_to_come_back(client):
    code = CertificateFactory().code
    for _ in range(COMPARISONS):
        client.post(f"/de/zertifikat/{code}/", {"name": "Jana"})
    response = client.post(f"/de/zertifikat/{code}/", {"name": "Měrćin Müller-Łužyca"})
    assert (response.status_code, response["Retry-After"]) == (429, "600")
    assert "stimmt" not in response.content.decode()
    for _ in range(MISSES):
        verify_page(client, new_code())
    assert verify_page(client, new_code()).status_code == 429


def test_a_code_is_found_as_people_type_it(client):
    code = new_code()
    groups = [code[start : start + 5] for start in range(0, 27, 5)]
    for typed in (code, code.upper(), "-".join(groups), f"  {' '.join(groups)} ", "–".join(groups)):
        response = client.get("/de/zertifikat/", {"code": typed})
        assert (response.status_code, response.url) == (302, f"/de/zertifikat/{code}/")


def test_the_search_page_needs_no_cookie_and_refuses_nonsense(client):
    response = client.get("/de/zertifikat/")
    assert (response.status_code, bool(response.cookies)) == (200, False)
    assert client.get("/de/zertifikat/", {"code": "../admin"}).status_code == 422
    assert client.get("/de/zertifikat/", {"code": "ü"}).status_code == 422


def test_a_replaced_one_says_so_and_leads_nowhere(client):
    new = CertificateFactory()
    old = CertificateFactory(
        state="replaced", ended_at=NOW, replaced_by=new, facts=facts(holder="")
    )
    page = verify_page(client, old.code).content.decode()
    assert "ist ersetzt" in page
    assert "Am 24. November 2026 wurde ein neues" in page
    assert new.code not in page


def test_a_minors_typed_name_is_compared_by_its_hash(client):
    certificate = CertificateFactory(facts=facts(holder=""))
    page = client.get(f"/de/zertifikat/{certificate.code}/?name").content.decode()
    assert "ist kein Name gespeichert" in page
    assert "csrfmiddlewaretoken" not in page
    hashed = keyed_name("Mia Müller", certificate.salt)
    Certificate.objects.filter(pk=certificate.pk).update(name_hash=hashed)
    for name, answer in (("mia mueller", "stimmt überein"), ("Mila", "stimmt nicht überein")):
        page = client.post(f"/de/zertifikat/{certificate.code}/", {"name": name}).content.decode()
        assert answer in page


def test_without_the_key_of_names_nothing_is_claimed(client, settings, tmp_path):
    certificate = CertificateFactory(facts=facts(holder=""), name_hash="a" * 64)
    settings.SIGNING_KEY_DIR = tmp_path
    response = client.post(f"/de/zertifikat/{certificate.code}/", {"name": "Mia"})
    assert response.status_code == 503
    assert "stimmt" not in response.content.decode()


def say(user, decision):
    record_consent(user=user, purpose=Purpose.NAME, decision=decision, version=1, at=NOW)


@pytest.mark.parametrize("band", ["adult", ""])
def test_who_agreed_is_shown_and_after_withdrawing_not(client, band):
    certificate = CertificateFactory(enrolment__user__age_band=band)
    say(certificate.enrolment.user, "given")
    page = verify_page(client, certificate.code).content.decode()
    assert "Měrćin Müller-Łužyca" in page
    assert "Namen vergleichen" not in page
    answer = client.get(f"/api/v1/certificates/{certificate.code}").content.decode()
    assert "Müller" not in answer
    say(certificate.enrolment.user, "withdrawn")
    assert "Müller" not in verify_page(client, certificate.code).content.decode()


def test_of_a_minor_no_name_is_shown_whatever_was_agreed(client):
    certificate = CertificateFactory(enrolment__user__age_band="adult")
    user = certificate.enrolment.user
    say(user, "given")
    user.age_band = "16_17"
    user.save()
    assert "Müller" not in verify_page(client, certificate.code).content.decode()
