"""Signs certificate files as a whole, where the operator installed a signature of its own."""

import logging
from datetime import datetime
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from django.conf import settings

from courses.actions.signing import SigningError
from courses.formats.credentials.signer_file import (
    FileSigner,
    SignerFileError,
    read_certificates,
    read_signer,
)

if TYPE_CHECKING:
    from courses.formats.credentials.pades import Pades

logger = logging.getLogger("courses")


def signed_pdf(pdf: bytes, *, moment: datetime, at: datetime) -> bytes:
    """Append the operator's signature to a file; without one installed the file stays as it is.

    Args:
        pdf: The whole file.
        moment: That the signature states. Where the operator's certificate is newer, its start:
            readers refuse a signature from before.
        at: Now.

    Raises:
        SigningError: What is installed cannot sign.
    """
    signer = file_signer(at=at)
    if signer is None:
        return pdf
    moment = max(moment, signer.certificate.not_valid_before_utc)
    return _pades(signer).sign(pdf, moment=moment)


def file_signer(*, at: datetime) -> FileSigner | None:
    """The operator's key and certificate, None where none is installed; read once per process.

    Raises:
        SigningError: The file is gone or no signer's, its certificate is not valid now, or the
            library that signs is not installed.
    """
    if not settings.PDF_SIGNER:
        return None
    if find_spec("pyhanko") is None:
        message = "PDF_SIGNER is set, but pyHanko is not installed; see docs/operate.md."
        raise SigningError(message)
    signer = _installed()
    if not signer.is_valid(at):
        message = f"The certificate of {settings.PDF_SIGNER} is not valid now; see docs/operate.md."
        raise SigningError(message)
    return signer


def is_signed_here(pdf: bytes) -> bool:
    """Tell whether a file bears this site's signature, intact and over all of it."""
    certificates = list(_trusted())
    if not certificates or find_spec("pyhanko") is None:
        return False
    from courses.formats.credentials.pades import is_signed_by

    return is_signed_by(pdf, certificates)


def _trusted() -> list[x509.Certificate]:
    """The certificate in use, and those from before; what cannot be read vouches for nothing."""
    found: list[x509.Certificate] = []
    try:
        if settings.PDF_SIGNER:
            found.append(_installed().certificate)
        if settings.PDF_SIGNERS_BEFORE:
            found += read_certificates(_path(settings.PDF_SIGNERS_BEFORE).read_bytes())
    except (SigningError, SignerFileError, OSError):
        logger.exception("certificate of a file's signature cannot be read")
    return found


def _installed() -> FileSigner:
    file = _path(settings.PDF_SIGNER)
    try:
        return _read(file, file.stat().st_mtime_ns, settings.PDF_SIGNER_PASSPHRASE)
    except OSError as error:
        message = f"PDF_SIGNER cannot be read: {file.name}; see docs/operate.md."
        raise SigningError(message) from error
    except SignerFileError as error:
        message = f"PDF_SIGNER, {file.name}: {error}; see docs/operate.md."
        raise SigningError(message) from error


@lru_cache(maxsize=1)
def _read(file: Path, _changed: int, passphrase: str) -> FileSigner:
    return read_signer(file.read_bytes(), passphrase)


@lru_cache(maxsize=1)
def _pades(signer: FileSigner) -> "Pades":
    from courses.formats.credentials.pades import Pades

    return Pades(signer)


def _path(name: str) -> Path:
    """Relative to the folder of keys, unless it is absolute."""
    return Path(settings.SIGNING_KEY_DIR) / name
