"""Proofs: made here, checked here and by others, and broken in every way."""

import copy
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from courses.formats.credentials import contexts, integrity, multikey
from courses.formats.credentials.integrity import ProofError, UncheckableError
from courses.formats.credentials.linked_data import LinkedDataError
from tests.support.credentials import (
    ISSUER,
    KEY,
    METHOD,
    MOMENT,
    TITLE,
    credential,
    signed,
    trusted,
    verifier_says,
)

VECTORS = Path(__file__).parents[5] / "shared/data/vc-di-eddsa"
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def verify(document):
    return integrity.verify(document, keys=trusted)


def places(value, path=()):
    """Every place of a document that holds a text."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from places(one, (*path, name))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from places(one, (*path, at))
    elif isinstance(value, str):
        yield path


def changed(document, path, make):
    found = copy.deepcopy(document)
    place = found
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = make(place[path[-1]])
    return found


def test_a_proof_holds_and_is_the_same_each_time():
    document = signed()
    assert verify(document) == [METHOD]
    assert signed() == document
    assert document["proof"]["created"] == "2026-11-20T09:30:15Z"
    assert document["credentialSubject"]["achievement"]["name"] == TITLE


def test_one_changed_character_anywhere_is_noticed():
    document = signed()
    paths = list(places(document))
    assert len(paths) > 40
    for path in paths:
        for make in (lambda text: text[:-1] + ("x" if text[-1] != "x" else "y"), str.swapcase):
            other = changed(document, path, make)
            if other != document:
                with pytest.raises(ProofError):
                    verify(other)


def test_every_byte_of_a_signature_counts():
    document = signed()
    signature = document["proof"]["proofValue"]
    for at in range(1, len(signature)):
        other = ALPHABET[(ALPHABET.index(signature[at]) + 1) % len(ALPHABET)]
        broken = f"{signature[:at]}{other}{signature[at + 1 :]}"
        with pytest.raises(ProofError):
            verify({**document, "proof": {**document["proof"], "proofValue": broken}})


def test_a_fact_taken_away_or_added_is_noticed():
    document = signed()
    for name in set(document) - {"proof"}:
        with pytest.raises(ProofError):
            verify({key: value for key, value in document.items() if key != name})
    with pytest.raises(ProofError):
        verify({**document, "validUntil": "2099-01-01T00:00:00Z"})
    with pytest.raises(ProofError):
        verify({**document, "invented": "a word without meaning"})


def test_a_signature_of_another_certificate_does_not_fit():
    one, other = signed(), signed(description="Ein anderes.")
    with pytest.raises(ProofError, match="does not belong"):
        verify({**one, "proof": other["proof"]})


def test_a_stranger_cannot_sign_for_us():
    stranger = Ed25519PrivateKey.generate()
    forged = integrity.sign(credential(), key=stranger, method=METHOD, created=MOMENT)
    with pytest.raises(ProofError):
        verify(forged)
    method = f"{ISSUER.id}#{multikey.written(stranger.public_key())}"
    forged = integrity.sign(credential(), key=stranger, method=method, created=MOMENT)
    with pytest.raises(UncheckableError):
        verify(forged)


@pytest.mark.parametrize(
    "proof",
    [None, [], {}, "proof", 7, [[]], {"type": "DataIntegrityProof"}, {"proofPurpose": "assertionMethod"}],
)  # fmt: skip
def test_what_is_no_proof_proves_nothing(proof):
    with pytest.raises(ProofError):
        verify({**credential(), "proof": proof})


def test_no_proof_proves_nothing():
    with pytest.raises(ProofError, match="no proof"):
        verify(credential())


@pytest.mark.parametrize(
    "change",
    [
        {"proofPurpose": "authentication"},
        {"cryptosuite": "eddsa-jcs-2022"},
        {"cryptosuite": "none"},
        {"type": "Ed25519Signature2020"},
        {"proofValue": ""},
        {"proofValue": "z"},
        {"proofValue": 7},
        {"verificationMethod": None},
        {"created": "2026-11-20T09:30:16Z"},
    ],
)
def test_a_proof_cannot_be_said_to_be_another(change):
    document = signed()
    with pytest.raises(ProofError):
        verify({**document, "proof": {**document["proof"], **change}})


def test_each_of_several_proofs_has_to_hold():
    document = signed()
    proof = document["proof"]
    assert verify({**document, "proof": [proof, proof]}) == [METHOD, METHOD]
    with pytest.raises(ProofError):
        verify({**document, "proof": [proof, {**proof, "proofValue": proof["proofValue"][:-1]}]})


def test_what_means_nothing_is_not_signed():
    with pytest.raises(LinkedDataError):
        integrity.sign({**credential(), "invented": 1}, key=KEY, method=METHOD, created=MOMENT)


def test_moments_are_written_in_universal_time():
    moment = datetime.fromisoformat("2026-10-25T02:30:00.7+01:00")
    assert integrity.written_moment(moment) == "2026-10-25T01:30:00Z"
    assert integrity.written_moment(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "name",
    [
        "eddsa-jcs-2022/signedJCS.json",
        "eddsa-rdfc-2022/signedDataInt.json",
        "Ed25519Signature2020/signedEdSig.json",
    ],
)
def test_the_standards_own_documents_hold(name, tmp_path, monkeypatch):
    if not VECTORS.is_dir():
        pytest.skip("the standard's vectors are not beside the project")
    file = tmp_path / "examples.json"
    vocabulary = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    file.write_text(json.dumps(vocabulary), "utf-8")
    examples = "https://www.w3.org/ns/credentials/examples/v2"
    monkeypatch.setitem(contexts.FILES, examples, str(file))
    document = json.loads((VECTORS / name).read_text("utf-8"))
    assert len(integrity.verify(document, keys=multikey.named_in)) == 1
    with pytest.raises(ProofError):
        integrity.verify({**document, "name": "Something else"}, keys=multikey.named_in)


def controller():
    """The document behind the address of an issuer."""
    method = {
        "id": METHOD,
        "type": "Multikey",
        "controller": ISSUER.id,
        "publicKeyMultibase": multikey.written(KEY.public_key()),
    }
    return {
        "@context": [contexts.DID, contexts.MULTIKEY],
        "id": ISSUER.id,
        "assertionMethod": [method],
    }


def test_a_verifier_nobody_here_wrote_accepts_and_rejects():
    document = signed()
    paths = [path for path in places(document) if path[0] not in ("@context", "type")]
    broken = [changed(document, path, lambda text: f"{text}x") for path in paths]
    answers = verifier_says([document, *broken], controller())
    assert answers[0] is True
    assert len(answers) > 40
    assert [path for path, answer in zip(paths, answers[1:], strict=True) if answer is True] == []
