"""Keys that sign: made, changed, lost and mixed up."""

import shutil
import stat
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.actions.signing import (
    SigningError,
    create_key,
    create_missing_keys,
    key_file,
    keyed_name,
    name_key,
    private_half,
    proof_key,
    put_in_use,
    token_key,
)
from courses.enums import KeyUse
from courses.formats.credentials import integrity, tokens
from courses.formats.credentials.keys import generate, pem
from courses.models import SigningKey
from courses.queries.addresses import method_address
from courses.queries.signing import key_ring, key_set
from lms.records.models import AuditEvent
from tests.support.credentials import credential
from tests.support.database import known_keys, write_missing_keys

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUSE = "k2f7m9x3bc"
SIGNING = [KeyUse.PROOF, KeyUse.TOKEN]


@pytest.fixture(autouse=True)
def folder(db, settings, tmp_path):
    """A folder for keys that does not exist yet."""
    SigningKey.objects.all().delete()  # the template's
    settings.SIGNING_KEY_DIR = tmp_path / "site" / "keys"
    return settings.SIGNING_KEY_DIR


def proof():
    """A credential signed with the key in use."""
    kid, key = proof_key()
    return integrity.sign(credential(), key=key, method=method_address(HOUSE, kid), created=NOW)


def token():
    kid, key = token_key()
    return tokens.sign(credential(), key=key, kid=kid)


def test_the_keys_of_tests_fit_a_template_that_another_checkout_made(settings, tmp_path):
    settings.SIGNING_KEY_DIR = tmp_path / "first"
    kids = [put_in_use(key, kid=kid, use=use, at=NOW).kid for use, kid, key in known_keys()]
    settings.SIGNING_KEY_DIR = tmp_path / "second"
    with pytest.raises(SigningError, match="cannot be read"):
        proof_key()
    write_missing_keys()
    assert [proof_key()[0], token_key()[0]] == kids


def test_a_name_is_hashed_alike_in_all_its_spellings_and_unlike_with_another_salt():
    create_missing_keys(at=NOW)
    hashed = keyed_name("Mia Müller-Łužyca", "salz")
    assert hashed == keyed_name("luzyca, MIA  Mueller", "salz")
    assert hashed != keyed_name("Mia Müller", "salz")
    assert hashed != keyed_name("Mia Müller-Łužyca", "pfeffer")


def test_the_key_of_names_stays_and_another_one_is_noticed(folder):
    create_missing_keys(at=NOW)
    row = SigningKey.objects.get(use=KeyUse.NAME)
    assert name_key().hex() not in f"{row.kid}{row.public}"
    assert stat.S_IMODE(key_file(row).stat().st_mode) == 0o600
    with pytest.raises(IntegrityError), transaction.atomic():
        create_key(use=KeyUse.NAME, at=NOW)
    key_file(row).write_text("00" * 32)
    with pytest.raises(SigningError, match="another key"):
        name_key()
    key_file(row).write_text("nichts")
    with pytest.raises(SigningError, match="cannot be read"):
        keyed_name("Mia", "salz")


def test_the_key_of_names_checks_no_signature():
    create_missing_keys(at=NOW)
    assert SigningKey.objects.get(use=KeyUse.NAME).kid not in key_ring().tokens
    assert [key["kid"] for key in key_set()["keys"]] == [token_key()[0]]


def test_missing_keys_are_made_once():
    made = create_missing_keys(at=NOW)
    assert {row.use: row.algorithm for row in made} == {
        "proof": "Ed25519",
        "token": "ES256",
        "name": "HS256",
    }
    assert create_missing_keys(at=NOW) == []
    assert AuditEvent.objects.filter(action="key.create").count() == 3
    ring = key_ring()
    assert integrity.verify(proof(), keys=ring.proofs)
    assert tokens.verify(token(), keys=ring.tokens) == credential()


def test_files_are_for_the_site_alone_and_the_database_holds_no_private_half(folder):
    create_missing_keys(at=NOW)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for row in SigningKey.objects.all():
        assert stat.S_IMODE(key_file(row).stat().st_mode) == 0o600
        assert "d" not in row.public


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "Ed25519"])
def test_the_operator_chooses_the_algorithm_of_tokens(algorithm):
    create_key(use=KeyUse.TOKEN, at=NOW, algorithm=algorithm)
    kid, key = token_key()
    assert key.algorithm == algorithm
    assert tokens.verify(token(), keys=key_ring().tokens) == credential()
    assert kid == SigningKey.objects.get().kid


def test_what_an_old_key_signed_still_holds():
    create_missing_keys(at=NOW)
    old_proof, old_token = proof(), token()
    for use in SIGNING:
        create_key(use=use, at=NOW + timedelta(days=1))
    ring = key_ring()
    for document in (old_proof, proof()):
        assert integrity.verify(document, keys=ring.proofs)
    for text in (old_token, token()):
        assert tokens.verify(text, keys=ring.tokens)
    assert old_proof["proof"]["verificationMethod"] != proof()["proof"]["verificationMethod"]
    assert SigningKey.objects.filter(retired_at=None).count() == 3
    old = SigningKey.objects.exclude(retired_at=None)
    for row in old:
        key_file(row).unlink()  # an operator may destroy it
    assert integrity.verify(old_proof, keys=key_ring().proofs)


def test_without_a_key_nothing_is_signed():
    for sign in (proof_key, token_key):
        with pytest.raises(SigningError, match="no signing key"):
            sign()


def test_a_lost_file_stops_signing_and_is_not_replaced(folder):
    create_missing_keys(at=NOW)
    shutil.rmtree(folder)
    for sign in (proof_key, token_key):
        with pytest.raises(SigningError, match="cannot be read"):
            sign()
    assert create_missing_keys(at=NOW) == []
    with pytest.raises(SigningError):
        proof_key()


@pytest.mark.parametrize("use", SIGNING)
def test_another_key_in_the_file_stops_signing(use):
    row = create_key(use=use, at=NOW)
    key_file(row).chmod(0o600)
    key_file(row).write_bytes(pem(generate(row.algorithm)))
    with pytest.raises(SigningError, match="another key"):
        private_half(row)
    key_file(row).write_bytes(b"-----BEGIN PRIVATE KEY-----")
    with pytest.raises(SigningError, match="holds no"):
        private_half(row)


def test_a_folder_that_cannot_be_written_changes_nothing(folder):
    before = create_key(use=KeyUse.PROOF, at=NOW)
    shutil.rmtree(folder)
    folder.write_text("in the way")
    with pytest.raises(FileExistsError):
        create_key(use=KeyUse.PROOF, at=NOW)
    assert SigningKey.objects.get(retired_at=None) == before


def test_one_key_is_in_use_for_each_thing():
    row = create_key(use=KeyUse.PROOF, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SigningKey.objects.create(
            kid="other", use=KeyUse.PROOF, algorithm="Ed25519", public={}, created_at=NOW
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        SigningKey.objects.filter(pk=row.pk).update(retired_at=NOW - timedelta(days=1))
