"""Making, writing and naming the keys that sign credentials."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey

from courses.formats.credentials import multikey
from courses.formats.credentials.tokens import ALGORITHMS, Key, TokenKey

PROOF_ALGORITHM = "Ed25519"  # of eddsa-rdfc-2022
_RSA_BITS = 3072
_TYPES: dict[str, type[ECKey] | type[RSAKey] | type[OKPKey]] = {
    "ES256": ECKey,
    "RS256": RSAKey,
    "Ed25519": OKPKey,
}


class KeyFileError(ValueError):
    """A file holds no private key of its algorithm."""


def generate(algorithm: str) -> TokenKey:
    """Draw a new key.

    Raises:
        ValueError: The algorithm is none of ``ALGORITHMS``.
    """
    made: Key
    if algorithm == "ES256":
        made = ECKey.generate_key("P-256")
    elif algorithm == "RS256":
        made = RSAKey.generate_key(_RSA_BITS)
    elif algorithm == "Ed25519":
        made = OKPKey.generate_key("Ed25519")
    else:
        message = f"{algorithm} is none of {', '.join(ALGORITHMS)}"
        raise ValueError(message)
    return TokenKey(algorithm, made)


def pem(key: TokenKey) -> bytes:
    """Write a private key as an unencrypted PKCS 8 file."""
    return key.key.as_pem(private=True)


def read_pem(data: bytes, algorithm: str) -> TokenKey:
    """Read what ``pem`` wrote.

    Raises:
        KeyFileError: It is something else, a public key, or one of another kind.
    """
    try:
        key = _TYPES[algorithm].import_key(data)
    except (JoseError, ValueError, TypeError) as error:
        message = "no such key in the file"
        raise KeyFileError(message) from error
    if not key.is_private:
        message = "a public key in the file of a private one"
        raise KeyFileError(message)
    return TokenKey(algorithm, key)


def public_jwk(key: TokenKey) -> dict[str, Any]:
    """The public half as a JSON Web Key (RFC 7517), without a name."""
    jwk: dict[str, Any] = {**key.key.as_dict(private=False)}
    return jwk


def read_jwk(jwk: dict[str, Any], algorithm: str) -> TokenKey:
    """Read a public half."""
    return TokenKey(algorithm, _TYPES[algorithm].import_key(jwk))


def thumbprint(key: TokenKey) -> str:
    """The name of a key after RFC 7638."""
    return key.key.thumbprint()


def multikey_of(key: TokenKey) -> str:
    """The name of an Ed25519 key in proofs; it is the public key itself."""
    return multikey.written(public_ed25519(key))


def private_ed25519(key: TokenKey) -> Ed25519PrivateKey:
    """The key that signs proofs.

    Raises:
        KeyFileError: It is a key of another kind, or only the public half.
    """
    private = key.key.private_key
    if not isinstance(private, Ed25519PrivateKey):
        message = "no private Ed25519 key"
        raise KeyFileError(message)
    return private


def public_ed25519(key: TokenKey) -> Ed25519PublicKey:
    """The key that checks proofs.

    Raises:
        KeyFileError: It is a key of another kind.
    """
    public = key.key.public_key
    if not isinstance(public, Ed25519PublicKey):
        message = "no Ed25519 key"
        raise KeyFileError(message)
    return public
