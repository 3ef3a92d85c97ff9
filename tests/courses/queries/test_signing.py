"""Public keys, and under which addresses they are trusted."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils import timezone

from courses.actions.signing import create_key, create_missing_keys
from courses.enums import KeyUse
from courses.formats.credentials.multikey import KeyFormatError
from courses.models import SigningKey
from courses.queries.signing import issuer, issuer_document, key_ring, key_set, method_address
from tests.factories.certificates import CertificateFactory
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """A key for each thing."""
    settings.SIGNING_KEY_DIR = tmp_path
    return create_missing_keys(at=NOW)


def test_a_key_speaks_for_houses_of_this_site_alone(django_assert_num_queries):
    kid = SigningKey.objects.get(use=KeyUse.PROOF).kid
    with django_assert_num_queries(1):
        proofs = key_ring().proofs
        assert isinstance(proofs(method_address("k2f7m9x3bc", kid)), Ed25519PublicKey)
    strange = (
        f"https://example.org/aussteller/k2f7m9x3bc#{kid}",
        f"did:key:{kid}#{kid}",
        f"http://testserver/de/partner/x#{kid}",
        f"http://testserver.example.org/aussteller/k2f7m9x3bc#{kid}",
        method_address("k2f7m9x3bc", kid[:-1]),
        method_address("k2f7m9x3bc", ""),
        method_address("k2f7m9x3bc", SigningKey.objects.get(use=KeyUse.TOKEN).kid),
        "",
    )
    for method in strange:
        with pytest.raises(KeyFormatError):
            proofs(method)


def test_the_key_set_holds_public_keys_of_tokens_old_and_new():
    new = create_key(use=KeyUse.TOKEN, at=NOW, algorithm="RS256")
    found = key_set()["keys"]
    assert {one["alg"] for one in found} == {"ES256", "RS256"}
    assert found[-1]["kid"] == new.kid
    assert {one["use"] for one in found} == {"sig"}
    private = {"d", "p", "q", "dp", "dq", "qi"}
    assert not any(private & set(one) for one in found)


def test_an_issuer_is_a_house_that_issued(django_assert_num_queries):
    certificate, idle = CertificateFactory(), PartnerFactory()
    house = certificate.enrolment.course.partner
    with django_assert_num_queries(1):
        assert issuer(house.key) == house
    assert issuer(idle.key) is None
    assert issuer("") is None
    document = issuer_document(partner_key=house.key, name=house.name)
    (method,) = document["assertionMethod"]
    assert method["controller"] == document["id"] == f"http://testserver/aussteller/{house.key}"
    assert method["id"] == f"{document['id']}#{method['publicKeyMultibase']}"
