"""The file of a certificate whose name is not kept: made for one request, and for nothing else."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from courses.actions.badge import FORMS, badge_file
from courses.actions.certificate import record_certificate
from courses.actions.certificate_name import claim_name
from courses.actions.certificate_pdf import certificate_pdf
from courses.actions.credential import signed_credential
from courses.actions.pdf_signing import file_signer
from courses.actions.signing import proof_key, token_key
from courses.models import Certificate
from lms.accounts.models import User
from lms.common.pdf import PdfUnavailableError, pdf_available

TYPES = {"pdf": "application/pdf", **FORMS}


@dataclass(frozen=True)
class FetchedFile:
    """A file to send; nothing of it may be kept or logged."""

    certificate: Certificate
    ending: str  # of TYPES
    data: bytes


def fetch_file(
    *,
    certificate: Certificate,
    name: str,
    ending: str = "pdf",
    replaces: bool = False,
    actor: User | None,
    at: datetime,
) -> FetchedFile:
    """Print and sign a certificate with a name that was typed for this request.

    The same name gives the same file, as long as the key that signs is the same.

    Args:
        certificate: One that keeps no name, with ``enrolment__user``.
        name: As it was typed.
        ending: One of ``TYPES``: the page, or a badge for a wallet.
        replaces: Whether another name than before is to make a new certificate.
        actor: Who fetches it; None for a guardian. The caller has checked the right to.
        at: When.

    Raises:
        DomainError: See ``claim_name``; nothing has changed then.
        SigningError: A key is gone.
        PdfUnavailableError: The native libraries are missing.
    """
    check_signing(at=at)
    current, printed = claim_name(
        certificate=certificate, name=name, replaces=replaces, actor=actor, at=at
    )
    if ending == "pdf":
        data = signed_page(current, name=printed, at=at)
    else:
        current.credential = signed_credential(current, name=printed)
        data = badge_file(current, ending, name=printed)
    record_certificate("certificate.fetch", current, actor=actor, at=at, form=ending)
    return FetchedFile(current, ending, data)


def check_signing(*, at: datetime) -> None:
    """See whether a file could be signed, before a name is bound to it.

    Raises:
        SigningError: A key is gone, or what signs files cannot.
        PdfUnavailableError: The native libraries are missing.
    """
    proof_key()
    token_key()
    file_signer(at=at)
    if not pdf_available():
        message = "Pango and its sister libraries are not installed."
        raise PdfUnavailableError(message)


def signed_page(certificate: Certificate, *, name: str, at: datetime) -> bytes:
    """The PDF of a certificate that keeps no name, with the signed document of the same inside.

    Its SHA-256 stays, so that the file is known again whatever becomes of keys and templates. Only
    who has the key that signs could tell from it which name was guessed right: a signature that
    depends on the name is in the file.

    Args:
        certificate: With ``achievement`` and ``status_list``.
        name: To print.
        at: When.

    Raises:
        SigningError: A key is gone.
        PdfUnavailableError: The native libraries are missing.
    """
    credential = signed_credential(certificate, name=name)
    data = certificate_pdf(certificate, holder=name, credential=credential, at=at)
    digest = hashlib.sha256(data).hexdigest()
    Certificate.objects.filter(pk=certificate.pk, holder_name="").update(pdf_sha256=digest)
    return data
