"""Random public keys of objects."""

import hashlib
import secrets

# No vowels and no look-alikes: keys spell no words and can be read aloud.
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
KEY_LENGTH = 10


def new_key() -> str:
    """Draw a 10-character key (28 letters, about 48 bits): it names, it never entitles."""
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY_LENGTH))


def new_code() -> str:
    """Draw a certificate code of 27 letters (about 129 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(27))


def new_salt() -> str:
    """Draw what makes hashes of equal texts differ (128 bits, 22 characters)."""
    return secrets.token_urlsafe(16)


def new_token() -> str:
    """Draw the secret of a link that works without log-in (256 bits); only its hash is stored."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of such a secret: 64 hexadecimal digits (SHA-256)."""
    return hashlib.sha256(token.encode()).hexdigest()
