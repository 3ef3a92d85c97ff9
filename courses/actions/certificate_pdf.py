"""Renders a certificate from its frozen facts, stores it privately and tells the holder."""

import base64
import hashlib
import io
import logging
import mimetypes
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import segno
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.text import slugify
from django.utils.translation import gettext as _, override
from PIL import Image

from courses.actions.certificate import mail_key
from courses.actions.credential import signed_credential
from courses.actions.pdf_signing import signed_pdf
from courses.enums import LEAVE_KINDS, CertificateKind, CertificateState
from courses.models import Certificate
from courses.queries.addresses import short_address
from courses.queries.leave_words import leave_lines
from courses.queries.verification import grouped
from lms.accounts.mails import send
from lms.common.pdf import Source, render_pdf
from lms.common.text import visible
from lms.records.actions import Attachment

logger = logging.getLogger("courses")

CREDENTIAL = "zertifikat.json"  # the name of the signed document inside the file
MAX_LOGO_BYTES = 300_000
MAX_LOGOS = 6  # the other houses are named
MAX_FILE_NAME = 70  # characters, without the ending
_INK = bytes([255, 0, *[0] * 254])  # a dark module is a 1
DOTS = 4  # of the picture for a side of a QR module
MAX_COMPETENCES = 12  # what fits on the page; the verification page lists all
FEWER_COMPETENCES = 6  # where there is room for a signature


def render_certificate(*, code: str, at: datetime) -> Certificate:
    """Make the PDF of a certificate unless it is there, and queue the mail to its holder.

    Safe to run any number of times at once: the first result is kept, one mail is sent. Nothing is
    made of what does not hold any more, or whose name was forgotten before or meanwhile.

    Raises:
        Certificate.DoesNotExist: No such code.
        PdfUnavailableError: The native libraries are missing; the sweeper tries again.
        SigningError: There is no key that could sign, or what should sign the file cannot; as
            above.
    """
    rows = Certificate.objects.select_related("enrolment__user", "achievement", "status_list")
    certificate = rows.get(code=code)
    holder = certificate.holder_name
    if certificate.pdf_name or not holder or certificate.state != CertificateState.VALID:
        return certificate
    certificate.credential = signed_credential(certificate, name=holder)
    pdf = certificate_pdf(certificate, holder=holder, credential=certificate.credential, at=at)
    with transaction.atomic():
        row = Certificate.objects.filter(
            pk=certificate.pk, pdf_name="", state=CertificateState.VALID, holder_name=holder
        )
        is_first = row.update(
            pdf_name=file_path(code),
            pdf_sha256=hashlib.sha256(pdf).hexdigest(),
            rendered_at=at,
            credential=certificate.credential,
        )
        if is_first:
            _store(file_path(code), pdf)
            _tell_holder(certificate, pdf, at)
    certificate.refresh_from_db()
    return certificate


def file_path(code: str) -> str:
    """Where the file of a certificate lies in the private storage."""
    return f"certificates/{code[:2]}/{code}.pdf"


def _store(path: str, data: bytes) -> None:
    """Write a file, also over one that somebody left who was killed before the row said so.

    While the row is locked nobody else writes here.
    """
    storage = storages["private"]
    storage.delete(path)
    storage.save(path, ContentFile(data))


def certificate_pdf(
    certificate: Certificate, *, holder: str, credential: str, at: datetime
) -> bytes:
    """The file as it is handed out: signed as a whole where the operator installed that.

    Raises:
        SigningError: What is installed for that cannot sign.
    """
    pdf = unsigned_pdf(certificate, holder=holder, credential=credential)
    return signed_pdf(pdf, moment=certificate.issued_at, at=at)


def unsigned_pdf(certificate: Certificate, *, holder: str, credential: str) -> bytes:
    """Render the one page, with the signed document of the same facts inside the file.

    Everything on it comes from the frozen facts and the name, as plain text. The same facts, name
    and signature give the same file.
    """
    with override(certificate.facts["language"]):
        description = _("Die Angaben dieses Zertifikats, signiert (Open Badges 3.0)")
    source = Source(CREDENTIAL, credential.encode(), description, certificate.issued_at)
    return certificates_pdf([(certificate, holder)], sources=[source])


def certificates_pdf(
    named: Sequence[tuple[Certificate, str]], *, sources: Sequence[Source] = ()
) -> bytes:
    """Render a page for each certificate and the name to print on it; "" leaves a line for a pen.

    The names are printed and not kept: neither here nor in any cache of the renderer.
    """
    sheets = [_sheet(certificate, holder) for certificate, holder in named]
    facts = _visible(named[0][0].facts)
    with override(facts["language"]):
        title = f"{CertificateKind(facts['kind']).label}: {facts['course']}"
    css = render_to_string("pdf/certificate.css")
    return render_pdf(
        "".join(sheets),
        title=title,
        language=facts["language"],
        css=css,
        sources=sources,
        is_universal=True,
    )


def _sheet(certificate: Certificate, holder: str) -> str:
    with override(certificate.facts["language"]):
        return render_to_string("pdf/certificate.html", page_context(certificate, holder))


def page_context(certificate: Certificate, holder: str) -> dict[str, Any]:
    """What the page template needs: the facts, readable dates and the pictures as data.

    Without what nobody sees: it could turn the direction in which a title reads.
    """
    facts, holder = _visible(certificate.facts), visible(holder)
    address = short_address(certificate.code)
    taught = facts["competences"]
    most = FEWER_COMPETENCES if _is_signed_by_hand(facts) else MAX_COMPETENCES
    return {
        "facts": facts,
        "holder": holder,
        "kind": str(CertificateKind(facts["kind"]).label),
        "leads": _leads(facts),
        "leave_lines": leave_lines(facts["leave"]) if "leave" in facts else [],
        "dates": {
            name: parse_date(facts[name])
            for name in ("started_on", "completed_on", "issued_on", "valid_until")
            if name in facts
        },
        "logos": [_logo(partner) for partner in facts["partners"][:MAX_LOGOS]],
        "more_partners": [partner["name"] for partner in facts["partners"][MAX_LOGOS:]],
        "framework": _one_framework(taught),
        "competences": taught[:most],
        "more_competences": max(len(taught) - most, 0),
        "code": grouped(certificate.code),
        "address": address,
        "qr": _qr_code(address),
        "site_name": settings.SITE_NAME,
        "name_size": "long" if len(holder) > 45 else "",  # noqa: PLR2004
    }


def _one_framework(taught: list[dict[str, Any]]) -> str:
    """The framework of all competences, which then is named once; "" where there are several."""
    names = {f"{one['framework']} {one['version']}" for one in taught}
    return names.pop() if len(names) == 1 else ""


def _is_signed_by_hand(facts: dict[str, Any]) -> bool:
    own = facts.get("wording", {})
    return bool(own.get("closing") or own.get("signatory"))


def _leads(facts: dict[str, Any]) -> tuple[str, str]:
    """What stands before and after the name: the house's own words, else the usual ones."""
    before, after = _usual_leads(CertificateKind(facts["kind"]))
    own = facts.get("wording", {})
    return own.get("before") or before, own.get("after") or after


def _usual_leads(kind: CertificateKind) -> tuple[str, str]:
    if kind == CertificateKind.ACHIEVEMENT:
        return (
            _("Hiermit wird bescheinigt, dass"),
            _("den folgenden Kurs mit Erfolg abgeschlossen hat:"),
        )
    if kind == CertificateKind.LEAVE_REGISTRATION:
        return (
            _("Hiermit wird die Anmeldung bestätigt von"),
            _("zur folgenden Veranstaltung, die als Bildungszeit anerkannt ist:"),
        )
    attended = _("Hiermit wird die Teilnahme bescheinigt von")
    if kind == CertificateKind.LEAVE_ATTENDANCE:
        return attended, _("an der folgenden Veranstaltung, die als Bildungszeit anerkannt ist:")
    return attended, _("am folgenden Kurs:")


def _visible(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _visible(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_visible(one) for one in value]
    return visible(value) if isinstance(value, str) else value


def _qr_code(address: str) -> str:
    """Draw an address as a gray PNG, which costs a quarter of what paths cost.

    Error level M and a fixed mask: choosing the best mask takes most of the time.
    """
    code = segno.make(address, error="m", mask=2, micro=False)
    side, target = len(code.matrix), io.BytesIO()
    modules = b"".join(bytes(row) for row in code.matrix).translate(_INK)
    picture = Image.frombytes("L", (side, side), modules)
    picture.resize((side * DOTS, side * DOTS), Image.Resampling.NEAREST).save(target, format="PNG")
    return _data_uri("image/png", target.getvalue())


def _data_uri(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _logo(partner: dict[str, str]) -> dict[str, str]:
    """Embed a partner's logo; without a readable one its name has to do."""
    address = partner["logo_url"]
    name = address.removeprefix(settings.MEDIA_URL)
    kind = mimetypes.guess_type(name)[0] or ""
    if name == address or not kind.startswith("image/"):
        return {**partner, "data": ""}
    try:
        return {**partner, "data": _picture(name, kind)}
    except (OSError, ValueError, SuspiciousOperation):
        logger.warning("logo of a certificate cannot be read")
        return {**partner, "data": ""}


@lru_cache(maxsize=32)
def _picture(name: str, kind: str) -> str:
    """A picture as data, read once per process: another picture has another name."""
    with default_storage.open(name) as file:
        data = file.read(MAX_LOGO_BYTES + 1)
    return _data_uri(kind, data) if 0 < len(data) <= MAX_LOGO_BYTES else ""


def file_name(certificate: Certificate) -> str:
    """Kind and course; a name would stand in every list of downloads."""
    return slugify(f"{certificate.get_kind_display()}-{certificate.facts['course']}")[
        :MAX_FILE_NAME
    ]


def _tell_holder(certificate: Certificate, pdf: bytes, at: datetime) -> None:
    enrolment = certificate.enrolment
    if enrolment is None or not enrolment.user.email:
        return
    language = certificate.facts["language"]
    is_leave = certificate.kind in LEAVE_KINDS
    page = "courses:leave-papers" if is_leave else "courses:certificate-name"
    with override(language):
        path = reverse(page, args=[enrolment.key])
    send(
        "email/leave_paper" if is_leave else "email/certificate",
        recipient=enrolment.user.email,
        context={
            "user": enrolment.user,
            "course": certificate.facts["course"],
            "kind": certificate.kind,
            "link": f"{settings.SITE_URL}{path}",
            "verify_link": short_address(certificate.code),
        },
        language=language,
        key=mail_key(certificate),
        attachment=Attachment(f"{file_name(certificate)}.pdf", "application/pdf", pdf),
        person=enrolment.user,
        at=at,
    )
