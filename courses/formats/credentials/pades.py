"""Signs a whole PDF (PAdES baseline B-B, invisible) and finds such a signature again.

Nothing is fetched: no time stamp, no revocation. pyHanko costs 0.3 s and some memory once per
process, hence this module is imported where a file is to be signed or checked, and not before.

Source: ETSI EN 319 142-1 (PAdES), ISO 19005-3 (what a signature may not change in PDF/A-3).
"""

import asyncio
import io
import logging
import zlib
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as PyHankoError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from courses.formats.credentials.signer_file import FileSigner

T = TypeVar("T")
FIELD = "Siegel"
_HASH = "sha256"
_EC_LENGTH = 72  # of a P-256 signature in DER, at most
# What a broken file makes the library raise; its documentation names the first two alone.
_BROKEN = (
    PdfError,
    PyHankoError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)
# Its own complaints about strangers' files are none of ours.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


class _Writer(IncrementalPdfFileWriter):
    """Leaves the file a PDF 1.7: newer versions and their extensions are not for PDF/A-3."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        pass

    def register_extension(self, ext: object) -> None:
        pass


class _Signer(Signer):
    """Signs with a key as it was read: the library's own one parses it anew, RSA in 90 ms."""

    def __init__(self, signer: FileSigner) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(map(_asn1, signer.chain))
        super().__init__(
            signing_cert=_asn1(signer.certificate), cert_registry=store, embed_roots=False
        )
        self.key = signer.key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,
    ) -> bytes:
        """Sign; a dry run gives as many bytes as a signature has at most."""
        if isinstance(self.key, EllipticCurvePrivateKey):
            return bytes(_EC_LENGTH) if dry_run else self.key.sign(data, ECDSA(SHA256()))
        return (
            bytes(self.key.key_size // 8) if dry_run else self.key.sign(data, PKCS1v15(), SHA256())
        )


class Pades:
    """Signs files with one key; shared by all of a process."""

    def __init__(self, signer: FileSigner) -> None:
        self.signer = _Signer(signer)
        self.reserved = 0  # hexadecimal digits in the file; known after the first

    def sign(self, pdf: bytes, *, moment: datetime) -> bytes:
        """Append a signature over the whole file, which stays as it is.

        Args:
            pdf: Without signatures.
            moment: That the signature states; nobody vouches for it.

        Takes about 10 ms and 6 to 10 kB.
        """
        return _apart(lambda: asyncio.run(self._sign(pdf, moment)))

    async def _sign(self, pdf: bytes, moment: datetime) -> bytes:
        meta = PdfSignatureMetadata(
            field_name=FIELD, md_algorithm=_HASH, subfilter=SigSeedSubFilter.PADES
        )
        outside = InvisSigSettings(box_out_of_bounds=True)  # what PDF/UA asks of the invisible
        spec = SigFieldSpec(FIELD, readable_field_name=FIELD, invis_sig_settings=outside)
        signer = PdfSigner(meta, signer=self.signer, new_field_spec=spec)
        session = signer.init_signing_session(_Writer(io.BytesIO(pdf)))
        session.system_time = moment
        if not self.reserved:
            self.reserved = await session.estimate_signature_container_size(None, tight=True)
        document = session.prepare_tbs_document(validation_info=None, bytes_reserved=self.reserved)
        target = io.BytesIO()
        digest, _target = document.digest_tbs_document(output=target)
        attributes = PdfCMSSignedAttributes(signing_time=moment)
        await document.perform_signature(digest.document_digest, attributes)
        return target.getvalue()


def is_signed_by(pdf: bytes, certificates: Collection[x509.Certificate]) -> bool:
    """Tell whether the one signature of a file is intact, of one of these, and over all of it.

    Whether a certificate has ended since, or who issued it, is not asked: it is one of ours.
    """
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if len(signatures) != 1:
            return False
        status = _apart(
            lambda: validate_pdf_signature(signatures[0], ValidationContext(trust_roots=[]))
        )
    except _BROKEN:
        return False
    is_whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    is_ours = status.signing_cert.dump() in {one.public_bytes(Encoding.DER) for one in certificates}
    return bool(status.intact and status.valid and is_whole and is_ours)


def _apart(call: Callable[[], T]) -> T:
    """Call in a thread of its own: the library runs event loops, and this one may run one, too."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(call).result()


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))
