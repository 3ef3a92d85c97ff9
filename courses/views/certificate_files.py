"""Files of certificates, as they are sent: stored ones, and those made for one request."""

import logging
from http import HTTPStatus

from django.core.files.storage import storages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.actions.certificate_fetch import TYPES, FetchedFile, fetch_file
from courses.actions.certificate_name import OtherNameError
from courses.actions.certificate_pdf import file_name
from courses.actions.signing import SigningError
from courses.enums import CertificateState
from courses.forms.certificate import FetchForm
from courses.models import Certificate
from lms.accounts.models import User
from lms.common.errors import DomainError
from lms.common.pdf import PdfUnavailableError

logger = logging.getLogger("courses")


def stored_file(certificate: Certificate) -> FileResponse:
    """The PDF that was rendered once, for whoever may have it."""
    try:
        file = storages["private"].open(certificate.pdf_name)
    except FileNotFoundError:
        logger.exception("certificate file is gone", extra={"object_key": certificate.code})
        raise Http404 from None
    name = f"{file_name(certificate)}.pdf"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES["pdf"])


def nameless_or_404(certificates: QuerySet[Certificate], code: str) -> Certificate:
    """One that holds and keeps no name; a page that still has the code before leads to the new one.

    Args:
        certificates: Those the person may print.
        code: Of one of them.
    """
    found = get_object_or_404(certificates, code=code)
    same = certificates.filter(enrolment_key=found.enrolment_key, kind=found.kind)
    holding = same.filter(state=CertificateState.VALID, holder_name="")
    certificate = holding.select_related("enrolment__user").first()
    if certificate is None:
        raise Http404
    return certificate


def fetched_file(
    form: FetchForm, certificate: Certificate, *, actor: User | None
) -> tuple[HttpResponse | None, int]:
    """Make the file a form asks for.

    Returns:
        What to send and 200; or None and the status of a page that shows the form, which then
        says what is wrong.
    """
    if not form.is_valid():
        return None, HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        fetched = fetch_file(
            certificate=certificate,
            name=form.cleaned_data["name"],
            ending=form.cleaned_data["ending"],
            replaces=form.cleaned_data["replaces"],
            actor=actor,
            at=timezone.now(),
        )
    except DomainError as error:
        form.add_error("name", str(error))
        form.asks_replaces = isinstance(error, OtherNameError)
        return None, error.status
    except (SigningError, PdfUnavailableError):
        logger.exception("certificate not made", extra={"object_key": certificate.code})
        form.add_error(
            None, _("Die Datei lässt sich gerade nicht erstellen. Bitte später noch einmal.")
        )
        return None, HTTPStatus.SERVICE_UNAVAILABLE
    return _attachment(fetched), HTTPStatus.OK


def _attachment(fetched: FetchedFile) -> HttpResponse:
    response = HttpResponse(fetched.data, content_type=TYPES[fetched.ending])
    name = f"{file_name(fetched.certificate)}.{fetched.ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
