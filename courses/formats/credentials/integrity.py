"""Data Integrity proofs by Ed25519 over JSON documents.

Source: Data Integrity EdDSA Cryptosuites 1.0 (W3C, 15 May 2025), the suites eddsa-rdfc-2022 and
eddsa-jcs-2022; the older Ed25519Signature2020 is read, never written.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from courses.formats.credentials.contexts import UnknownContextError
from courses.formats.credentials.linked_data import LinkedDataError, canonical
from courses.formats.credentials.multikey import KeyFormatError, from_base58, to_base58

RDFC = "eddsa-rdfc-2022"
JCS = "eddsa-jcs-2022"
_OLD = "Ed25519Signature2020"
PURPOSE = "assertionMethod"
Keys = Callable[[str], Ed25519PublicKey]


class ProofError(ValueError):
    """A document is not signed as it claims."""


class UncheckableError(ProofError):
    """Whether it is cannot be told here: a key, a context or a suite is unknown."""


def sign(
    document: Mapping[str, Any], *, key: Ed25519PrivateKey, method: str, created: datetime
) -> dict[str, Any]:
    """Add an eddsa-rdfc-2022 proof to a document; the same input gives the same proof.

    Args:
        document: JSON-LD without a proof.
        key: Whose signature.
        method: The address under which the public key is found.
        created: The moment stated in the proof.

    Raises:
        LinkedDataError: The document says something no context explains.
    """
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": RDFC,
        "created": written_moment(created),
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
    }
    signature = key.sign(_to_sign(document, proof))
    return {**document, "proof": {**proof, "proofValue": to_base58(signature)}}


def verify(document: Mapping[str, Any], *, keys: Keys) -> list[str]:
    """Check every proof of a document.

    Args:
        document: JSON-LD with one proof or several.
        keys: Gives the key to the address of a verification method, or raises ``KeyFormatError``.

    Returns:
        The verification methods, in the order of the proofs.

    Raises:
        ProofError: There is no proof, or one of them does not hold.
        UncheckableError: That cannot be told with what is known here.
    """
    plain = {name: value for name, value in document.items() if name != "proof"}
    found = document.get("proof", [])
    proofs = found if isinstance(found, list) else [found]
    if not proofs:
        message = "no proof"
        raise ProofError(message)
    return [_verify(plain, proof, keys) for proof in proofs]


def _verify(document: Mapping[str, Any], proof: Any, keys: Keys) -> str:
    try:
        if proof["proofPurpose"] != PURPOSE:
            message = "a proof for another purpose"
            raise ProofError(message)
        options = {name: value for name, value in proof.items() if name != "proofValue"}
        method: str = proof["verificationMethod"]
        key = _key(method, keys)
        key.verify(from_base58(proof["proofValue"]), _to_sign(document, options))
    except (KeyError, TypeError, AttributeError, KeyFormatError, LinkedDataError) as error:
        message = f"no proof of this document: {error}"
        raise ProofError(message) from error
    except UnknownContextError as error:
        raise UncheckableError(str(error)) from error
    except InvalidSignature as error:
        message = "the signature does not belong to this document"
        raise ProofError(message) from error
    return method


def _key(method: str, keys: Keys) -> Ed25519PublicKey:
    try:
        return keys(method)
    except KeyFormatError as error:
        message = f"unknown key: {error}"
        raise UncheckableError(message) from error


def _to_sign(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    """64 bytes: the hash of the proof's options and that of the document."""
    kind, suite = proof["type"], proof.get("cryptosuite")
    if (kind, suite) == ("DataIntegrityProof", JCS):
        write = _canonical_json
    elif (kind, suite) in {("DataIntegrityProof", RDFC), (_OLD, None)}:
        write = _canonical_statements
    else:
        message = f"unknown suite {suite or kind}"
        raise UncheckableError(message)
    options = {"@context": document.get("@context"), **proof}
    return hashlib.sha256(write(options)).digest() + hashlib.sha256(write(document)).digest()


def _canonical_statements(document: Mapping[str, Any]) -> bytes:
    return canonical(document).encode()


def _canonical_json(document: Mapping[str, Any]) -> bytes:
    try:
        return rfc8785.dumps(dict(document))
    except (rfc8785.CanonicalizationError, RecursionError) as error:
        message = "not canonical JSON"
        raise ProofError(message) from error


def written_moment(moment: datetime) -> str:
    """A moment as credentials write it: whole seconds of universal time."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
