"""The key and certificate with which an operator signs whole files: PKCS #12 or PEM."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeGuard

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12Certificate

FileKey = EllipticCurvePrivateKey | RSAPrivateKey
_PEM = b"-----BEGIN "
_LEAST_BITS = 2048  # of an RSA key


class SignerFileError(ValueError):
    """A file is no signer's file; says why, without what is in it."""


@dataclass(frozen=True)
class FileSigner:
    """Who signs: a key, its certificate, and those that lead to one that readers trust."""

    key: FileKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    def is_valid(self, at: datetime) -> bool:
        """Tell whether the certificate has begun and not ended."""
        begin, end = self.certificate.not_valid_before_utc, self.certificate.not_valid_after_utc
        return begin <= at <= end


def read_signer(data: bytes, passphrase: str) -> FileSigner:
    """Read a key with its certificates.

    Args:
        data: The file.
        passphrase: "" where the file has none.

    Raises:
        SignerFileError: It cannot be read, the key is neither EC P-256 nor RSA of 2,048 bits, no
            certificate fits it, or that one is not for signing.
    """
    secret = passphrase.encode() or None
    try:
        key, certificates = _from_pem(data, secret) if _PEM in data else _from_p12(data, secret)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        message = "it cannot be read; is the passphrase right?"
        raise SignerFileError(message) from error
    if not _is_suitable(key):
        message = "its key is neither EC P-256 nor RSA of 2,048 bits or more"
        raise SignerFileError(message)
    own = [one for one in certificates if one.public_key() == key.public_key()]
    if not own:
        message = "it holds no certificate of its key"
        raise SignerFileError(message)
    if not _is_for_signing(own[0]):
        message = "its certificate is not for signing"
        raise SignerFileError(message)
    return FileSigner(key, own[0], tuple(one for one in certificates if one not in own))


def read_certificates(data: bytes) -> tuple[x509.Certificate, ...]:
    """Read certificates from a PEM file.

    Raises:
        SignerFileError: There is none, or one cannot be read.
    """
    try:
        return tuple(x509.load_pem_x509_certificates(data))
    except ValueError as error:
        message = "it holds no certificates"
        raise SignerFileError(message) from error


def _from_pem(data: bytes, secret: bytes | None) -> tuple[object, list[x509.Certificate]]:
    return load_pem_private_key(data, secret), x509.load_pem_x509_certificates(data)


def _from_p12(data: bytes, secret: bytes | None) -> tuple[object, list[x509.Certificate]]:
    store = pkcs12.load_pkcs12(data, secret)
    entries: list[PKCS12Certificate | None] = [store.cert, *store.additional_certs]
    return store.key, [entry.certificate for entry in entries if entry]


def _is_suitable(key: object) -> TypeGuard[FileKey]:
    if isinstance(key, RSAPrivateKey):
        return key.key_size >= _LEAST_BITS
    return isinstance(key, EllipticCurvePrivateKey) and isinstance(key.curve, SECP256R1)


def _is_for_signing(certificate: x509.Certificate) -> bool:
    """Without a word about its use a certificate is for anything."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment
