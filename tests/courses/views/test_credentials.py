"""Documents for programs: no cookies, no persons, nothing of houses that issued nothing."""

import json

import pytest
from django.utils import timezone

from courses.actions.signing import create_missing_keys
from courses.models import SigningKey
from tests.factories.certificates import CertificateFactory
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """A key for each thing."""
    settings.SIGNING_KEY_DIR = tmp_path
    return create_missing_keys(at=timezone.now())


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
    certificate = CertificateFactory()
    house = certificate.enrolment.course.partner
    with django_assert_num_queries(2):
        response = client.get(f"/aussteller/{house.key}")
    assert response["Content-Type"] == "application/ld+json"
    document = read(response)
    assert (document["name"], document["id"]) == (house.name, f"http://testserver/aussteller/{house.key}")  # fmt: skip
    assert certificate.holder_name not in response.content.decode()


def test_others_are_not(client):
    for key in (PartnerFactory().key, "unknown", ""):
        assert client.get(f"/aussteller/{key}").status_code == 404


def test_nothing_is_changed_there(client):
    assert client.post("/.well-known/jwks.json").status_code == 405
    assert client.post("/aussteller/x").status_code == 405
