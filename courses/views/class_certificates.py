"""Certificates of a class on paper; a name exists only in the form and on the page it prints."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from courses.actions.certificate_pdf import certificates_pdf
from courses.actions.school_class.certifying import certify_seats
from courses.enums import ClassKind
from courses.forms.class_certificates import PrintForm
from courses.models import SchoolClass
from courses.queries.class_certificates import class_graduates
from courses.views.access import language, person, see
from courses.views.class_access import of_own_class, only_for
from lms.common.errors import DomainError
from lms.common.pdf import pdf_available


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
        return _printed(request, found, form)
    elif is_sent:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "class": found,
        "graduates": graduates,
        "form": form,
        "can_make_pdf": pdf_available(),
    }
    return render(request, "courses/class/certificates.html", context, status=status)


def _printed(request: HttpRequest, found: SchoolClass, form: PrintForm) -> HttpResponse:
    """The file itself: it is sent, and kept nowhere."""
    printed = form.printed()
    try:
        issued = certify_seats(
            school_class=found,
            enrolments=[one.enrolment for one, _name in printed],
            actor=person(request),
            at=timezone.now(),
        )
    except DomainError as refusal:  # taken back meanwhile
        messages.error(request, str(refusal))
        return see(reverse("courses:class-certificates", args=[found.key]))
    names = [name for _one, name in printed]
    pdf = certificates_pdf(list(zip(issued, names, strict=True)))
    file = f"urkunden-{found.key}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{file}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
