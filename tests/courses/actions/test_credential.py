"""Certificates and status lists as signed documents and tokens."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.actions.credential import credential_token, signed_credential, signed_status_list
from courses.actions.signing import SigningError, create_key
from courses.enums import KeyUse
from courses.formats.credentials.checking import State, check
from courses.queries.signing import key_ring
from tests.factories.certificates import CertificateFactory

pytestmark = pytest.mark.django_db
NAME = "Měrćin Müller-Łužyca"


def later():
    return timezone.now() + timedelta(days=1)


def test_document_and_token_state_the_same():
    row = CertificateFactory()
    document, token = signed_credential(row, name=NAME), credential_token(row, name=NAME)
    found = [check(text, keys=key_ring(), at=later()) for text in (document, token)]
    assert [one.state for one in found] == [State.VALID, State.VALID]
    plain = {name: value for name, value in found[0].credential.items() if name != "proof"}
    assert plain == found[1].credential
    assert not any(part in document + token for part in (NAME, *NAME.split()))


def test_the_same_name_gives_the_same_document_and_another_a_new_hash():
    row = CertificateFactory()
    assert signed_credential(row, name=NAME) == signed_credential(row, name=NAME)
    one, other = (json.loads(signed_credential(row, name=name)) for name in (NAME, "Anders"))
    hashes = [
        each["credentialSubject"].pop("identifier")[0]["identityHash"] for each in (one, other)
    ]
    assert hashes[0] != hashes[1]
    one.pop("proof")
    other.pop("proof")
    assert one == other


def test_a_new_key_signs_from_then_on_and_the_old_signature_holds(settings, tmp_path):
    row = CertificateFactory()
    old = signed_credential(row, name=NAME)
    settings.SIGNING_KEY_DIR = tmp_path
    create_key(use=KeyUse.PROOF, at=timezone.now())
    new = signed_credential(row, name=NAME)
    assert old != new
    for text in (old, new):
        assert check(text, keys=key_ring(), at=later()).state == State.VALID


def test_without_keys_nothing_is_signed(settings, tmp_path):
    row = CertificateFactory()
    settings.SIGNING_KEY_DIR = tmp_path
    for sign in (signed_credential, credential_token):
        with pytest.raises(SigningError):
            sign(row, name=NAME)
    with pytest.raises(SigningError):
        signed_status_list(row.status_list)
