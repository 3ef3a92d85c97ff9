"""Certificates of a class on paper; a name exists only in the form and on the page it prints."""

import logging
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from courses.actions.certificate_fetch import check_signing
from courses.actions.school_class.certifying import (
    Named,
    OtherNamesError,
    certify_seats,
    name_certificates,
    one_file,
    single_files,
)
from courses.actions.signing import SigningError
from courses.enums import ClassKind
from courses.forms.class_certificates import PrintForm
from courses.models import SchoolClass
from courses.queries.class_certificates import class_graduates
from courses.views.access import language, person
from courses.views.class_access import of_own_class, only_for
from lms.common.errors import DomainError
from lms.common.pdf import pdf_available

logger = logging.getLogger("courses")


@sensitive_post_parameters()
@of_own_class
@only_for(ClassKind.SCHOOL, ClassKind.ADULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """Show who has earned one in a course (``kurs``); print them in one file."""
    asked = request.POST.get("kurs") or request.GET.get("kurs", "")
    graduates = class_graduates(found, course=asked, language=language())
    is_sent = request.method == "POST"
    form = PrintForm(request.POST if is_sent else None, graduates=graduates.ready)
    status = HTTPStatus.OK
    if is_sent and not pdf_available():
        status = HTTPStatus.SERVICE_UNAVAILABLE
    elif is_sent and form.is_valid():
        response, status = _printed(request, found, form)
        if response is not None:
            return response
    elif is_sent:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "class": found,
        "graduates": graduates,
        "form": form,
        "can_make_pdf": pdf_available(),
    }
    return render(request, "courses/class/certificates.html", context, status=status)


def _printed(
    request: HttpRequest, found: SchoolClass, form: PrintForm
) -> tuple[HttpResponse | None, HTTPStatus]:
    """The file itself, which is sent and kept nowhere; or the status of the page that says why."""
    try:
        check_signing(at=timezone.now())
        named = _named(request, found, form)
        return _file(found, form, named), HTTPStatus.OK
    except OtherNamesError as refusal:
        form.tell_other_names(refusal.enrolments, _("Bisher mit anderem Namen gedruckt."))
        return None, HTTPStatus.CONFLICT
    except SigningError:
        logger.exception("certificates of a class not made")
        form.add_error(
            None, _("Die Datei lässt sich gerade nicht erstellen. Bitte später noch einmal.")
        )
        return None, HTTPStatus.SERVICE_UNAVAILABLE
    except DomainError as refusal:  # such as: taken back meanwhile
        form.add_error(None, str(refusal))
        return None, HTTPStatus(refusal.status)


@transaction.atomic
def _named(request: HttpRequest, found: SchoolClass, form: PrintForm) -> list[Named]:
    printed, now = form.printed(), timezone.now()
    issued = certify_seats(
        school_class=found,
        enrolments=[one.enrolment for one, _name in printed],
        actor=person(request),
        at=now,
    )
    names = [name for _one, name in printed]
    return name_certificates(
        zip(issued, names, strict=True),
        replaces=form.cleaned_data["replaces"],
        actor=person(request),
        at=now,
    )


def _file(found: SchoolClass, form: PrintForm, named: list[Named]) -> HttpResponse:
    shape = form.cleaned_data["shape"]
    if shape == "zip":
        aliases = [slugify(one.seat.alias) for one, _name in form.printed()]
        files = [(alias, *one) for alias, one in zip(aliases, named, strict=True)]
        data = single_files(files, at=timezone.now())
    else:
        data = one_file(named)
    name = f"urkunden-{found.key}.{shape}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=f"application/{shape}", headers=headers)
