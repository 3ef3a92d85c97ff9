"""The certificate of a child, for a guardian."""

from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from courses.enums import CertificateState
from courses.forms.certificate import FetchForm
from courses.models import Certificate
from courses.views.certificate_files import fetched_file, nameless_or_404, stored_file
from lms.accounts.consent.views.guardian import for_guardian
from lms.accounts.models import Guardian
from lms.common.pdf import pdf_available


@sensitive_post_parameters()
@for_guardian
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_for_guardian(
    request: HttpRequest, guardian: Guardian, code: str
) -> HttpResponseBase:
    """Hand over the file; where no name is kept, ask for the one to print.

    Absent while there is none that holds.
    """
    rows = Certificate.objects.filter(enrolment__user=guardian.child)
    stored = rows.filter(code=code, state=CertificateState.VALID).exclude(pdf_name="").first()
    if stored is not None and request.method != "POST":
        return stored_file(stored)
    certificate = nameless_or_404(rows, code)
    form, response = FetchForm(request.POST or None), None
    status: int = HTTPStatus.OK
    if request.method == "POST":
        response, status = fetched_file(form, certificate, actor=None)
    context = {
        "child": guardian.child,
        "certificate": certificate,
        "fetch_form": form,
        "can_make_pdf": pdf_available(),
    }
    return response or render(request, "courses/guardian-certificate.html", context, status=status)
