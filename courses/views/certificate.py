"""Certificates of one's own: their names, files and badges."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.badge import FORMS, badge_file
from courses.actions.certificate import confirm_name_and_issue, latest_certificate
from courses.actions.certificate_name import change_name
from courses.actions.certificate_pdf import file_name
from courses.actions.signing import SigningError
from courses.enums import CertificateState
from courses.forms.certificate import CertificateNameForm, FetchForm
from courses.models import Enrolment, LeaveRecognition
from courses.queries.certificate import course_certificates
from courses.queries.course import own_enrolments
from courses.rules import is_nameless
from courses.views.access import see, signed_in
from courses.views.certificate_files import fetched_file, nameless_or_404, stored_file
from lms.common.errors import DomainError
from lms.common.pdf import pdf_available

logger = logging.getLogger("courses")


@sensitive_post_parameters()
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_name(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Show where one's certificate stands; take the name it waits for, or another one."""
    mine = _own_enrolment(request, enrolment)
    form = CertificateNameForm(request.POST or None, initial={"name": mine.user.certificate_name})
    status = HTTPStatus.OK if mine.completed_at else HTTPStatus.CONFLICT
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                _take_name(mine, form.cleaned_data["name"])
            except DomainError as error:
                form.add_error("name", str(error))
                status = error.status
            else:
                return see(request.path)
    return _page(request, mine, status, form=form)


@signed_in
@require_safe
def certificate_pdf(request: HttpRequest, enrolment: str, code: str) -> HttpResponseBase:
    """Hand the holder the PDF; while it is being made, say so."""
    mine = _own_enrolment(request, enrolment)
    certificate = get_object_or_404(course_certificates(), enrolment=mine, code=code)
    if certificate.state != CertificateState.VALID:
        return _page(request, mine, HTTPStatus.CONFLICT)
    if not certificate.pdf_name:
        is_coming = bool(certificate.holder_name)
        return _page(request, mine, HTTPStatus.ACCEPTED if is_coming else HTTPStatus.CONFLICT)
    return stored_file(certificate)


@sensitive_post_parameters()
@signed_in
@require_POST
def certificate_file(request: HttpRequest, enrolment: str, code: str) -> HttpResponse:
    """Print a certificate that keeps no name, with the name its holder types."""
    mine = _own_enrolment(request, enrolment)
    certificate = nameless_or_404(course_certificates().filter(enrolment=mine), code)
    form = FetchForm(request.POST)
    response, status = fetched_file(form, certificate, actor=mine.user)
    return response or _page(request, mine, status, fetch_form=form)


@signed_in
@require_safe
def certificate_badge(request: HttpRequest, enrolment: str, code: str, form: str) -> HttpResponse:
    """Hand the holder the credential for a wallet; absent while there is none that holds."""
    mine = _own_enrolment(request, enrolment)
    rows = mine.certificates.filter(state=CertificateState.VALID).exclude(credential="")
    certificate = get_object_or_404(rows.select_related("achievement", "status_list"), code=code)
    try:
        data = badge_file(certificate, form, name=certificate.holder_name)
    except SigningError:
        logger.exception("token not signed", extra={"object_key": code})
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    response = HttpResponse(data, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{file_name(certificate)}.{form}"'
    response["Cache-Control"] = "no-store"
    return response


def _take_name(mine: Enrolment, name: str) -> None:
    current = latest_certificate(mine.key)
    if current is not None and current.state == CertificateState.VALID and current.holder_name:
        current.enrolment = mine
        change_name(certificate=current, name=name, at=timezone.now())
    else:
        confirm_name_and_issue(enrolment=mine, name=name, at=timezone.now())


def _own_enrolment(request: HttpRequest, key: str) -> Enrolment:
    mine = own_enrolments(request.user).select_related("user", "course__partner")
    return get_object_or_404(mine, key=key)


def _page(
    request: HttpRequest,
    enrolment: Enrolment,
    status: int,
    *,
    form: CertificateNameForm | None = None,
    fetch_form: FetchForm | None = None,
) -> HttpResponse:
    user = enrolment.user
    context = {
        "enrolment": enrolment,
        "certificate": latest_certificate(enrolment.key),
        "is_name_known": is_nameless(user) or bool(user.certificate_name_confirmed_at),
        "can_make_pdf": pdf_available(),
        "form": form or CertificateNameForm(initial={"name": user.certificate_name}),
        "fetch_form": fetch_form or FetchForm(),
        "is_leave": LeaveRecognition.objects.filter(run=enrolment.run_id).exists(),
    }
    return render(request, "courses/certificate.html", context, status=status)
