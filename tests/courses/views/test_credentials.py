"""Documents for programs: no cookies, no persons, nothing of houses that issued nothing."""

import json

import pytest
from django.core.cache import cache
from django.utils import timezone

from courses.actions.certificate import revoke_certificate
from courses.actions.credential import signed_credential
from courses.formats.credentials import integrity
from courses.formats.credentials.linked_data import canonical
from courses.formats.credentials.status_list import is_set
from courses.models import SigningKey
from courses.queries.signing import key_ring
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.network import PartnerFactory
from tests.support.credentials import verifier_says

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def read(response):
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    return json.loads(response.content)


def test_the_keys_of_tokens_are_public(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/.well-known/jwks.json")
    assert response["Content-Type"] == "application/jwk-set+json"
    (key,) = read(response)["keys"]
    assert key["kid"] == SigningKey.objects.get(use="token").kid
    assert "d" not in key


def test_a_house_that_issued_is_an_issuer(client, django_assert_num_queries):
    row = CertificateFactory()
    with django_assert_num_queries(3):
        response = client.get(f"/aussteller/{row.achievement.issuer_key}")
    assert response["Content-Type"] == "application/ld+json"
    document = read(response)
    assert document["name"] == "Bibliothek Cottbus/Chóśebuz"
    assert document["id"] == f"http://testserver/aussteller/{row.achievement.issuer_key}"
    assert row.holder_name not in response.content.decode()


def test_others_are_not(client):
    for key in (PartnerFactory().key, "unknown", ""):
        assert client.get(f"/aussteller/{key}").status_code == 404


def test_an_achievement_outlives_its_course(client, django_assert_num_queries):
    row = CertificateFactory().achievement
    with django_assert_num_queries(1):
        response = client.get(f"/leistung/{row.key}")
    document = read(response)
    assert (document["name"], document["inLanguage"]) == ("Sicher im Netz", "de")
    assert document["creator"]["name"] == "Bibliothek Cottbus/Chóśebuz"
    assert document["alignment"][0]["targetUrl"] == document["id"]  # the framework has none
    assert "Sicher im Netz" in canonical(document)
    assert "Accept" in response["Vary"]


def test_a_browser_sees_the_same_as_a_page(client):
    row = CertificateFactory()
    address = f"/leistung/{row.achievement.key}"
    browser = {"Accept": "text/html,application/xhtml+xml"}
    response = client.get(address, headers=browser)
    assert response["Location"] == f"/de{address}/"
    assert client.get(address, headers={**browser, "Accept-Language": "en"})["Location"].startswith("/en/")  # fmt: skip
    page = client.get(response["Location"])
    html = page.content.decode()
    for words in ("Sicher im Netz", "Leistungsnachweis", "2 Std. 30 Min.", "Daten bewerten"):
        assert words in html
    assert row.holder_name not in html
    assert page["X-Robots-Tag"] == "noindex"
    assert not page.cookies
    assert "What is certified" in client.get(f"/en{address}/").content.decode()


def test_a_status_list_is_signed_and_knows_what_was_revoked(client, django_assert_num_queries):
    row, other = CertificateFactory(), CertificateFactory()
    address = f"/sperrliste/{row.status_list.issuer_key}/1"
    with django_assert_num_queries(3):
        document = read(client.get(address))
    with django_assert_num_queries(1):
        assert read(client.get(address)) == document
    assert integrity.verify(document, keys=key_ring().proofs)
    assert document["id"] == f"http://testserver{address}"
    assert not is_set(document["credentialSubject"]["encodedList"], row.status_index)
    revoke_certificate(code=row.code, reason="error", actor=None, at=NOW)
    after = read(client.get(address))
    assert integrity.verify(after, keys=key_ring().proofs)
    bits = after["credentialSubject"]["encodedList"]
    assert [is_set(bits, one.status_index) for one in (row, other)] == [True, False]


def test_without_a_key_there_is_no_list(client, settings, tmp_path):
    row = CertificateFactory()
    settings.SIGNING_KEY_DIR = tmp_path
    cache.clear()
    address = f"/sperrliste/{row.status_list.issuer_key}/1"
    assert client.get(address).status_code == 503


@pytest.mark.parametrize(
    "address",
    ["/leistung/unknown", "/de/leistung/unknown/", "/sperrliste/unknown/1", "/sperrliste/x/0",
     "/sperrliste/k2f7m9x3bc/2", "/sperrliste/k2f7m9x3bc/x", f"/sperrliste/k2f7m9x3bc/{'9' * 40}"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client, address):
    CertificateFactory()
    assert client.get(address).status_code == 404


def test_a_verifier_nobody_here_wrote_follows_our_addresses(client):
    row = CertificateFactory(facts=facts(course="Daten verstehen ®é中 in Chóśebuz"))
    good = json.loads(signed_credential(row, name=row.holder_name))
    issuer = read(client.get(good["issuer"]["id"].removeprefix("http://testserver")))
    described = read(
        client.get(good["credentialSubject"]["achievement"]["id"].removeprefix("http://testserver"))
    )
    assert described["name"] == good["name"] == "Daten verstehen ®é中 in Chóśebuz"
    bad = json.loads(json.dumps(good))
    bad["credentialSubject"]["result"][0]["value"] = "10"
    answers = verifier_says([good, bad], issuer)
    assert answers[0] is True
    assert answers[1] is not True


def test_nothing_is_changed_there(client):
    for address in ("/.well-known/jwks.json", "/aussteller/x", "/leistung/x", "/sperrliste/x/1"):
        assert client.post(address).status_code == 405
