"""A small public-key infrastructure, drawn anew for each run: keys and certificates that sign."""

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
ROOT = "Wurzel der Tests"


@cache
def key_of(kind):
    """One key of a kind a run; an RSA key takes half a second."""
    if kind == "rsa":
        return rsa.generate_private_key(65537, 3072)
    curve = ec.SECP384R1() if kind == "p384" else ec.SECP256R1()
    return ec.generate_private_key(curve)


def usage(*names):
    """A certificate's uses, the others denied."""
    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: name in names for name in every})


def certificate(key, *, name, begin=BEGIN, days=900, uses=("content_commitment",), ask=""):
    """One of the root's making."""
    called = {
        one: x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (name, ROOT)
    }
    builder = (
        x509.CertificateBuilder()
        .subject_name(called[name])
        .issuer_name(called[ROOT])
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=days))
        .add_extension(x509.BasicConstraints(name == ROOT, None), critical=True)
    )
    if uses:
        builder = builder.add_extension(usage(*uses), critical=True)
    if ask:
        builder = builder.add_extension(_questions(ask), critical=False)
    return builder.sign(key_of("root"), SHA256())


def _questions(address):
    """Where an eager validator would ask for the issuer and for what was revoked."""
    target = x509.UniformResourceIdentifier(address)
    kinds = (AuthorityInformationAccessOID.OCSP, AuthorityInformationAccessOID.CA_ISSUERS)
    return x509.AuthorityInformationAccess([x509.AccessDescription(kind, target) for kind in kinds])


@cache
def root():
    return certificate(key_of("root"), name=ROOT, days=9000, uses=("key_cert_sign",))


def own(kind="ec", **values):
    """A signer's certificate."""
    return certificate(key_of(kind), name="Stadt Cottbus/Chóśebuz", **values)


def pem(key, *certificates, passphrase=""):
    """A PEM file as an operator's authority hands it out."""
    lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    parts = [one.public_bytes(Encoding.PEM) for one in certificates]
    return b"".join([*parts, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)])


def p12(key, own_certificate, *others, passphrase):
    """The same as PKCS #12."""
    lock = BestAvailableEncryption(passphrase.encode())
    return pkcs12.serialize_key_and_certificates(b"siegel", key, own_certificate, others, lock)


def install(settings, folder, data, *, passphrase=""):
    """What an operator does: put the file beside the site's keys, name it."""
    (folder / "siegel.pem").write_bytes(data)
    settings.PDF_SIGNER = str(folder / "siegel.pem")
    settings.PDF_SIGNER_PASSPHRASE = passphrase
