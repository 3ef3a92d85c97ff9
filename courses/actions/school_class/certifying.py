"""Certificates of a class on paper: the rows are kept without names, the names nowhere."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.certificate import issue_without_name
from courses.actions.certificate_fetch import signed_page
from courses.actions.certificate_name import OtherNameError, claim_name
from courses.actions.certificate_pdf import certificates_pdf
from courses.actions.school_class.founding import record_class
from courses.enums import ClassKind
from courses.models import Certificate, Enrolment, SchoolClass
from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError

Named = tuple[Certificate, str]


class OtherNamesError(ConflictError):
    """Some were printed with other names before; new certificates have to be wanted."""

    def __init__(self, message: str, enrolments: list[str]) -> None:
        super().__init__(message)
        self.enrolments = enrolments  # keys


@transaction.atomic
def certify_seats(
    *, school_class: SchoolClass, enrolments: Iterable[Enrolment], actor: User, at: datetime
) -> list[Certificate]:
    """Issue what seats of a class have earned and have no certificate for yet, to print them.

    Which names are printed is neither asked here nor recorded; that they were printed is.

    Returns:
        The certificates in the order of ``enrolments``.

    Raises:
        NotAllowedError: A nursery group has one shared account, or a seat is another class's.
        NotCompletedError: One of the seats has not finished the course.
        AlreadyRevokedError: One of the certificates was taken back.
    """
    rows = list(enrolments)
    own = set(school_class.seats.filter(removed_at=None).values_list("user", flat=True))
    if school_class.kind == ClassKind.KINDERGARTEN or not {row.user_id for row in rows} <= own:
        raise NotAllowedError(_("Urkunden ohne Namen gibt es nur für Plätze einer Klasse."))
    issued = [issue_without_name(enrolment=row, actor=actor, at=at) for row in rows]
    data: dict[str, object] = {"number": len(issued)}
    record_class("class.certificates", school_class, actor=actor, at=at, data=data)
    return issued


@transaction.atomic
def name_certificates(
    named: Iterable[Named], *, replaces: bool, actor: User, at: datetime
) -> list[Named]:
    """Bind certificates to the names that are printed on them now; "" leaves a line for a pen.

    Args:
        named: Certificates of seats, with ``enrolment__user``, and what was typed.
        replaces: Whether other names than before are to make new certificates.
        actor: Who prints.
        at: When.

    Returns:
        The certificates to print, with the names.

    Raises:
        OtherNamesError: With all whose names are others; nothing has changed then.
        CertificateNameError: A name cannot be printed.
        SigningError: The key of names is gone.
    """
    printed, others = [], []
    for certificate, name in named:
        if not name:
            printed.append((certificate, ""))
            continue
        try:
            printed.append(
                claim_name(
                    certificate=certificate, name=name, replaces=replaces, actor=actor, at=at
                )
            )
        except OtherNameError:
            others.append(certificate.enrolment_key)
    if others:
        message = _("Einige Urkunden tragen schon andere Namen.")
        raise OtherNamesError(message, others)
    return printed


def one_file(named: Sequence[Named]) -> bytes:
    """A PDF to print, a page for each."""
    return certificates_pdf(named)


def single_files(named: Sequence[tuple[str, Certificate, str]], *, at: datetime) -> bytes:
    """A ZIP with a PDF for each, signed where a name was typed.

    Args:
        named: How the file is called, the certificate, and the name to print.
        at: When.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for alias, certificate, name in named:
            data = (
                signed_page(certificate, name=name, at=at)
                if name
                else one_file([(certificate, "")])
            )
            archive.writestr(f"{alias}.pdf", data)
    return packed.getvalue()
