"""Public Ed25519 keys as text: Multikey (W3C Controlled Identifiers 1.0) and ``did:key``."""

import base58
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_ED25519 = b"\xed\x01"  # multicodec ed25519-pub
_LENGTH = 32
_BASE58 = "z"  # multibase base58-btc


class KeyFormatError(ValueError):
    """A text names no Ed25519 key."""


def written(key: Ed25519PublicKey) -> str:
    """Write a public key, such as ``z6Mk…``."""
    return to_base58(_ED25519 + key.public_bytes_raw())


def read(text: str) -> Ed25519PublicKey:
    """Read a public key.

    Raises:
        KeyFormatError: It is no Multikey, or one of another kind.
    """
    data = from_base58(text)
    if not data.startswith(_ED25519) or len(data) != len(_ED25519) + _LENGTH:
        message = "no Ed25519 key"
        raise KeyFormatError(message)
    return Ed25519PublicKey.from_public_bytes(data.removeprefix(_ED25519))


def named_in(method: str) -> Ed25519PublicKey:
    """The key that the address of a verification method itself states after ``#``.

    That is all of ``did:key``; behind the address of a page it tells which key was used, not whose
    it is.

    Raises:
        KeyFormatError: The address states no key, or two different ones, or it has to be asked
            for at a place that is not asked here (``did:web`` and others).
    """
    address, _, fragment = method.partition("#")
    if address.startswith("did:key:"):
        stated = address.removeprefix("did:key:")
        if fragment not in ("", stated):
            message = "a did:key with another key behind it"
            raise KeyFormatError(message)
        return read(stated)
    if not address.startswith("https://"):
        message = "a key that would have to be fetched"
        raise KeyFormatError(message)
    return read(fragment)


def to_base58(data: bytes) -> str:
    """Write bytes in multibase base58-btc."""
    return f"{_BASE58}{base58.b58encode(data).decode()}"


def from_base58(text: str) -> bytes:
    """Read multibase base58-btc.

    Raises:
        KeyFormatError: It is something else.
    """
    if not text.startswith(_BASE58):
        message = "not in base58"
        raise KeyFormatError(message)
    try:
        return base58.b58decode(text[1:])
    except ValueError as error:
        message = "not in base58"
        raise KeyFormatError(message) from error
