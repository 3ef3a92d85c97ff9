"""The keys of certificates: made, changed, and read when something is to be signed or compared.

Private halves lie as files in ``SIGNING_KEY_DIR``, readable by the site alone; the database knows
the public halves. A file that is gone or holds another key stops signing instead of signing with
what nobody could check.
"""

import hashlib
import hmac
import os
import secrets
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from courses.enums import KeyUse
from courses.formats.credentials.keys import (
    PROOF_ALGORITHM,
    KeyFileError,
    generate,
    multikey_of,
    pem,
    private_ed25519,
    public_jwk,
    read_pem,
    thumbprint,
)
from courses.formats.credentials.tokens import TokenKey
from courses.models import SigningKey
from lms.common.text import name_form
from lms.records.actions import record_event

USUAL_ALGORITHM = "ES256"  # what wallets and verifiers know best
NAME_ALGORITHM = "HS256"
_NAME_KEY_BYTES = 32
_FINGERPRINT = 40  # hexadecimal digits


class SigningError(RuntimeError):
    """Nothing can be signed; says what an operator has to do."""


@transaction.atomic
def create_key(*, use: KeyUse, at: datetime, algorithm: str = "") -> SigningKey:
    """Draw a key, write its file, and use it from now on; the one before is retired.

    Args:
        use: What it is for.
        at: When.
        algorithm: Of a key for tokens; "" for ES256. Proofs are always Ed25519.

    Raises:
        ValueError: There is no such algorithm.
        OSError: The file cannot be written; nothing has changed then.
    """
    if use == KeyUse.NAME:
        return create_name_key(at=at)
    chosen = PROOF_ALGORITHM if use == KeyUse.PROOF else algorithm or USUAL_ALGORITHM
    key = generate(chosen)
    kid = multikey_of(key) if use == KeyUse.PROOF else thumbprint(key)
    record_event(
        action="key.create", object_type="signing_key", object_key=kid, at=at, data={"use": use}
    )
    return put_in_use(key, kid=kid, use=use, at=at)


def put_in_use(key: TokenKey, *, kid: str, use: KeyUse, at: datetime) -> SigningKey:
    """Keep both halves of a new key, and retire the one before; not recorded."""
    SigningKey.objects.filter(use=use, retired_at=None).update(retired_at=at)
    row = SigningKey.objects.create(
        kid=kid, use=use, algorithm=key.algorithm, public=public_jwk(key), created_at=at
    )
    _write(key_file(row), pem(key))
    return row


@transaction.atomic
def create_name_key(*, at: datetime) -> SigningKey:
    """Draw the key names are compared by, once: names hashed with another one cannot be compared.

    Raises:
        IntegrityError: There is one.
        OSError: The file cannot be written; nothing has changed then.
    """
    secret = secrets.token_bytes(_NAME_KEY_BYTES)
    row = keep_name_key(secret, at=at)
    data: dict[str, object] = {"use": KeyUse.NAME}
    record_event(
        action="key.create", object_type="signing_key", object_key=row.kid, at=at, data=data
    )
    return row


def keep_name_key(secret: bytes, *, at: datetime) -> SigningKey:
    """Keep the key of names: its fingerprint in the database, itself in a file; not recorded."""
    row = SigningKey.objects.create(
        kid=_fingerprint(secret), use=KeyUse.NAME, algorithm=NAME_ALGORITHM, public={},
        created_at=at,
    )  # fmt: skip
    _write(key_file(row), secret.hex().encode())
    return row


def keyed_name(name: str, salt: str) -> str:
    """What the register keeps of a name that is nowhere stored; alike for all its spellings.

    HMAC-SHA256 (RFC 2104): who has the database alone can neither read nor guess names from it.

    Raises:
        SigningError: The key is gone or another one.
    """
    text = f"{salt} {name_form(name)}"
    return hmac.new(name_key(), text.encode(), hashlib.sha256).hexdigest()


def name_key() -> bytes:
    """The key of names; one query, one file.

    Raises:
        SigningError: There is none, or its file is gone or holds another key.
    """
    file = key_file(row := _in_use(KeyUse.NAME))
    try:
        secret = bytes.fromhex(file.read_text())
    except (OSError, ValueError) as error:
        message = f"The key of names {file.name} cannot be read; see docs/operate.md."
        raise SigningError(message) from error
    if _fingerprint(secret) != row.kid:
        message = f"The file {file.name} holds another key than it should; see docs/operate.md."
        raise SigningError(message)
    return secret


def _fingerprint(secret: bytes) -> str:
    return hashlib.sha256(secret).hexdigest()[:_FINGERPRINT]


def check_key(row: SigningKey) -> None:
    """See whether a key can be used.

    Raises:
        SigningError: It cannot; says why.
    """
    if row.use == KeyUse.NAME:
        name_key()
    else:
        private_half(row)


def create_missing_keys(*, at: datetime) -> list[SigningKey]:
    """Draw what was never drawn; a key whose file is gone is not replaced silently."""
    there = set(SigningKey.objects.filter(retired_at=None).values_list("use", flat=True))
    return [create_key(use=use, at=at) for use in KeyUse if use not in there]


def proof_key() -> tuple[str, Ed25519PrivateKey]:
    """The key for proofs in files, and its name; one query, one file.

    Raises:
        SigningError: There is none, or its file is gone or holds another key.
    """
    row = _in_use(KeyUse.PROOF)
    return row.kid, private_ed25519(private_half(row))


def token_key() -> tuple[str, TokenKey]:
    """The key for tokens, and its name; one query, one file.

    Raises:
        SigningError: There is none, or its file is gone or holds another key.
    """
    row = _in_use(KeyUse.TOKEN)
    return row.kid, private_half(row)


def private_half(row: SigningKey) -> TokenKey:
    """Read the file of a key and compare it with what the database knows of it.

    Raises:
        SigningError: It is gone, cannot be read or holds another key.
    """
    file = key_file(row)
    try:
        key = read_pem(file.read_bytes(), row.algorithm)
    except OSError as error:
        message = f"The signing key {file.name} cannot be read; see docs/operate.md."
        raise SigningError(message) from error
    except KeyFileError as error:
        message = f"The file {file.name} holds no {row.algorithm} key; see docs/operate.md."
        raise SigningError(message) from error
    if public_jwk(key) != row.public:
        message = f"The file {file.name} holds another key than it should; see docs/operate.md."
        raise SigningError(message)
    return key


def key_file(row: SigningKey) -> Path:
    """Where the private half of a key lies."""
    ending = "key" if row.use == KeyUse.NAME else "pem"
    return Path(settings.SIGNING_KEY_DIR) / f"{row.kid}.{ending}"


def _in_use(use: KeyUse) -> SigningKey:
    row = SigningKey.objects.filter(use=use, retired_at=None).first()
    if row is None:
        message = f"There is no signing key ({use}): manage.py signing_keys --create."
        raise SigningError(message)
    return row


def _write(file: Path, data: bytes) -> None:
    """Write a file that only the site may read, and that was not there before."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())
