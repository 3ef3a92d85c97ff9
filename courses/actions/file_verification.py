"""Says of a certificate's file whether it is what was issued; nothing of it is kept."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from courses.actions.certificate_pdf import unsigned_pdf
from courses.actions.pdf_signing import is_signed_here
from courses.actions.verification import compare_name, look_up
from courses.formats.credentials.baking import BakingError
from courses.formats.credentials.certificate_file import (
    CertificateFile,
    CertificateFileError,
    read_certificate_file,
)
from courses.formats.credentials.checking import MAX_BYTES, State, check, text_in
from courses.formats.credentials.open_badge import identity_hash
from courses.models import Certificate
from courses.queries.addresses import short_address
from courses.queries.certificate_differences import (
    differing_in_credential,
    differing_on_page,
    plain,
    text_between,
)
from courses.queries.signing import key_ring
from courses.queries.verification import UNKNOWN, Verification
from lms.common.errors import ThrottledError
from lms.common.throttle import count_try

FILES = 60  # from one address in a window; each costs about 60 ms
WINDOW = 600  # seconds
_CODE = re.compile(r"[2-9b-z]{27}")
SIGNED = {State.VALID, State.EXPIRED}  # whose signature holds
_ANYBODY = "QXJQZX"  # stands for a name where a page is made to be compared


class FileState(StrEnum):
    """What became of a file."""

    GENUINE = "genuine"  # byte for byte, or signed, as it was issued
    RESAVED = "resaved"  # another file, in which every fact agrees
    ALTERED = "altered"
    PRINTED = "printed"  # pages to print, unsigned; as far as they can be compared they agree
    FOREIGN = "foreign"  # nothing of this site
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class FileVerdict:
    """A file, what the register knows of its certificate, and which facts differ."""

    state: FileState
    found: Verification | None = None
    differing: list[str] = field(default_factory=list)  # see certificate_differences.labels


def verify_file(*, data: bytes, address: str, at: datetime) -> FileVerdict:
    """Check a PDF, a badge or a credential that anybody hands in.

    Args:
        data: The whole file.
        address: Of who asks.
        at: When.

    Raises:
        ThrottledError: Too many files or unknown codes came from there.
    """
    if count_try(f"verify-file:{address}", seconds=WINDOW) > FILES:
        raise ThrottledError(
            _("Von Ihrem Anschluss kamen zu viele Dateien. Bitte warten Sie 10 Minuten.")
        )
    if len(data) > MAX_BYTES:
        return FileVerdict(FileState.UNREADABLE)
    try:
        if data.startswith(b"%PDF-"):
            return _verify_pdf(data, read_certificate_file(data), address, at)
        return _verify_credential(text_in(data), address, at)
    except (CertificateFileError, BakingError):
        return FileVerdict(FileState.UNREADABLE)


def _verify_pdf(data: bytes, file: CertificateFile, address: str, at: datetime) -> FileVerdict:
    # On the page the address may run over two lines.
    on_page = plain(file.text)
    code = _code_in(file.credential) or _code_in(on_page)
    if file.pages > 1 and not file.credential and _code_in(on_page.partition(code)[2]):
        return FileVerdict(FileState.PRINTED)
    found, certificate = _registered(code, address)
    if certificate is None:
        return FileVerdict(FileState.FOREIGN, found)
    if hashlib.sha256(data).hexdigest() == certificate.pdf_sha256:
        return FileVerdict(FileState.GENUINE, found)
    if certificate.holder_name:
        state, differing = _compared(_differences(file, certificate))
    elif not file.credential:
        state, differing = _unsigned(file, certificate)
    else:
        state, differing = _vouched(data, file, certificate, at)
    return FileVerdict(state, found, differing)


def _compared(differing: list[str]) -> tuple[FileState, list[str]]:
    return FileState.ALTERED if differing else FileState.RESAVED, differing


def _vouched(
    data: bytes, file: CertificateFile, certificate: Certificate, at: datetime
) -> tuple[FileState, list[str]]:
    """Where the register has forgotten the name, the signature inside the file vouches for it."""
    if check(file.credential, keys=key_ring(), at=at).state not in SIGNED:
        return _compared(["other"])
    name, differing = _vouched_name(file, certificate)
    if differing:
        return FileState.ALTERED, differing
    made = unsigned_pdf(certificate, holder=name, credential=file.credential)
    # A signature over the whole file stands behind the bytes that were made.
    if data == made or (data.startswith(made) and is_signed_here(data)):
        return FileState.GENUINE, []
    return FileState.RESAVED, []


def _unsigned(file: CertificateFile, certificate: Certificate) -> tuple[FileState, list[str]]:
    """A page made for paper, such as those of a class: its facts, and its name by the hash."""
    framed = _text(certificate, _ANYBODY)
    name = text_between(file.text, *framed.split(_ANYBODY))
    if name is None:
        return FileState.ALTERED, differing_on_page(file.text, certificate, framed) or ["other"]
    if name and compare_name(code=certificate.code, name=name) is False:
        return FileState.ALTERED, ["name"]
    return FileState.PRINTED, []


def _differences(file: CertificateFile, certificate: Certificate) -> list[str]:
    """Compare page and document with those that were handed out."""
    genuine = _text(certificate, certificate.holder_name)
    inside = differing_in_credential(
        _as_document(file.credential), _as_document(certificate.credential)
    )
    if plain(file.text) == plain(genuine):
        return inside
    on_page = differing_on_page(file.text, certificate, genuine)
    if plain(certificate.holder_name) not in plain(file.text):
        on_page.insert(0, "name")
    # Where no fact is missing something else was added or taken away.
    return [*on_page, *(one for one in inside if one not in on_page)] or ["other"]


def _vouched_name(file: CertificateFile, certificate: Certificate) -> tuple[str, list[str]]:
    """The name on the page, and what differs: the facts, or the name from the hash in the file."""
    framed = _text(certificate, _ANYBODY)
    name = text_between(file.text, *framed.split(_ANYBODY))
    if name is None:
        return "", differing_on_page(file.text, certificate, framed) or ["other"]
    identity = _as_document(file.credential)["credentialSubject"]["identifier"][0]
    is_named = identity_hash(name, identity["salt"]) == identity["identityHash"]
    return name, [] if is_named else ["name"]


def _text(certificate: Certificate, holder: str) -> str:
    """What the page says when it is made anew."""
    made = unsigned_pdf(certificate, holder=holder, credential="{}")
    return read_certificate_file(made).text


def _verify_credential(text: str, address: str, at: datetime) -> FileVerdict:
    finding = check(text, keys=key_ring(), at=at)
    if finding.state == State.UNREADABLE:
        return FileVerdict(FileState.UNREADABLE)
    found, certificate = _registered(_code_in(str(finding.credential.get("id", ""))), address)
    if certificate is None:
        return FileVerdict(FileState.FOREIGN, found)
    if finding.state in SIGNED:
        return FileVerdict(FileState.GENUINE, found)
    issued = _as_document(certificate.credential)  # empty where the name is forgotten
    differing = differing_in_credential(finding.credential, issued) if issued else []
    return FileVerdict(FileState.ALTERED, found, differing or ["other"])


def _registered(code: str, address: str) -> tuple[Verification | None, Certificate | None]:
    """What the register says of a code; None twice where there is no code of ours."""
    if not code:
        return None, None
    found = look_up(code=code, address=address)
    if found.state == UNKNOWN:
        return found, None
    rows = Certificate.objects.select_related("achievement", "status_list")
    return found, rows.get(code=code)


def _code_in(text: str) -> str:
    """The code of the first address of a certificate of this site in a text."""
    prefix = short_address("x").removesuffix("x")
    start = text.find(prefix)
    match = _CODE.match(text, start + len(prefix)) if start >= 0 else None
    return match[0] if match else ""


def _as_document(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
