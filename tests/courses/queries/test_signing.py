"""Public keys, and under which addresses they are trusted."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils import timezone

from courses.actions.certificate import revoke_certificate
from courses.actions.signing import create_key
from courses.enums import KeyUse
from courses.formats.credentials.multikey import KeyFormatError
from courses.models import SigningKey
from courses.queries.addresses import method_address
from courses.queries.signing import (
    issuer_document,
    issuer_name,
    key_ring,
    key_set,
    revoked_places,
)
from tests.factories.certificates import CertificateFactory, facts
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


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


def test_the_key_set_holds_public_keys_of_tokens_old_and_new(settings, tmp_path):
    settings.SIGNING_KEY_DIR = tmp_path
    new = create_key(use=KeyUse.TOKEN, at=timezone.now(), algorithm="RS256")
    found = key_set()["keys"]
    assert {one["alg"] for one in found} == {"ES256", "RS256"}
    assert found[-1]["kid"] == new.kid
    assert {one["use"] for one in found} == {"sig"}
    private = {"d", "p", "q", "dp", "dq", "qi"}
    assert not any(private & set(one) for one in found)


def test_an_issuer_is_a_house_that_issued(django_assert_num_queries):
    idle = PartnerFactory()
    row = CertificateFactory(facts=facts(issuer={"key": idle.key, "name": "Früherer Name"}))
    other = CertificateFactory().achievement  # of a house that is gone
    with django_assert_num_queries(2):
        assert issuer_name(idle.key) == idle.name
    assert issuer_name(other.issuer_key) == "Bibliothek Cottbus/Chóśebuz"
    for key in (PartnerFactory().key, "", "unknown"):
        assert issuer_name(key) is None
    document = issuer_document(partner_key=row.achievement.issuer_key, name=idle.name)
    (method,) = document["assertionMethod"]
    assert method["controller"] == document["id"] == f"http://testserver/aussteller/{idle.key}"
    assert method["id"] == f"{document['id']}#{method['publicKeyMultibase']}"


def test_revoked_places_are_those_of_one_list():
    first, second = CertificateFactory(), CertificateFactory()
    assert first.status_list == second.status_list
    other = CertificateFactory(facts=facts(issuer={"key": "zzzzzzzzzz", "name": "Anderes Haus"}))
    for row in (second, other):
        revoke_certificate(code=row.code, reason="error", actor=None, at=NOW)
    assert revoked_places(first.status_list) == [second.status_index]
