"""Certificates of one's own, and their verification by anybody."""

import logging
from http import HTTPStatus
from typing import Any

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.badge import FORMS, badge_file
from courses.actions.certificate import confirm_name_and_issue
from courses.actions.signing import SigningError
from courses.actions.verification import WINDOW, compare_name, look_up
from courses.enums import CertificateState
from courses.forms.certificate import CertificateNameForm, CodeForm, CompareNameForm
from courses.models import Certificate, Enrolment, LeaveRecognition
from courses.queries.certificate import UNKNOWN, Verification, course_certificates
from courses.queries.course import own_enrolments
from courses.views.access import signed_in
from lms.accounts.consent.views.guardian import for_guardian
from lms.accounts.models import Guardian
from lms.common.errors import DomainError, ThrottledError
from lms.common.pdf import pdf_available
from lms.common.throttle import client_address

logger = logging.getLogger("courses")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_name(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Show where one's certificate stands; take the name it waits for."""
    mine = _own_enrolment(request, enrolment)
    form = CertificateNameForm(request.POST or None, initial={"name": mine.user.certificate_name})
    status = HTTPStatus.OK if mine.completed_at else HTTPStatus.CONFLICT
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                confirm_name_and_issue(
                    enrolment=mine, name=form.cleaned_data["name"], at=timezone.now()
                )
            except DomainError as error:
                form.add_error("name", str(error))
                status = error.status
            else:
                return HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": request.path})
    return _certificate_page(request, mine, form, status)


@signed_in
@require_safe
def certificate_pdf(request: HttpRequest, enrolment: str, code: str) -> HttpResponseBase:
    """Hand the holder the PDF; while it is being made, say so."""
    mine = _own_enrolment(request, enrolment)
    certificate = get_object_or_404(course_certificates(), enrolment=mine, code=code)
    if certificate.state == CertificateState.REVOKED:
        return _certificate_page(request, mine, None, HTTPStatus.CONFLICT)
    if not certificate.pdf_name:
        return _certificate_page(request, mine, None, HTTPStatus.ACCEPTED)
    return file_response(certificate)


@signed_in
@require_safe
def certificate_badge(request: HttpRequest, enrolment: str, code: str, form: str) -> HttpResponse:
    """Hand the holder the credential for a wallet; absent while there is none that holds."""
    mine = _own_enrolment(request, enrolment)
    rows = mine.certificates.filter(state=CertificateState.VALID).exclude(credential="")
    certificate = get_object_or_404(rows.select_related("achievement", "status_list"), code=code)
    try:
        data = badge_file(certificate, form)
    except SigningError:
        logger.exception("token not signed", extra={"object_key": code})
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    response = HttpResponse(data, content_type=FORMS[form])
    response["Content-Disposition"] = f'attachment; filename="{_file_name(certificate)}.{form}"'
    response["Cache-Control"] = "no-store"
    return response


@for_guardian
@require_safe
def certificate_for_guardian(
    request: HttpRequest, guardian: Guardian, code: str
) -> HttpResponseBase:
    """Hand a guardian the PDF of the child's certificate; absent while there is none that holds."""
    rows = Certificate.objects.filter(enrolment__user=guardian.child, state=CertificateState.VALID)
    return file_response(get_object_or_404(rows.exclude(pdf_name=""), code=code))


def file_response(certificate: Certificate) -> FileResponse:
    """The file of a certificate, by the private storage.

    Raises:
        Http404: It is gone.
    """
    try:
        file = storages["private"].open(certificate.pdf_name)
    except FileNotFoundError:
        logger.exception("certificate file is gone", extra={"object_key": certificate.code})
        raise Http404 from None
    name = f"{_file_name(certificate)}.pdf"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


def _file_name(certificate: Certificate) -> str:
    return slugify(f"{certificate.get_kind_display()}-{certificate.facts['course']}")


@require_safe
def verify_search(request: HttpRequest) -> HttpResponse:
    """Take a code as people type it and lead to its page."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("courses:verify", code=form.cleaned_data["code"])
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "courses/verify-search.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """State what is known about a code; compare a name on request. Needs no account.

    The form that compares, and with it a cookie against forged requests, only comes when asked
    for by ``?name``.
    """
    is_comparing = request.method == "POST" or "name" in request.GET
    form = CompareNameForm(request.POST or None) if is_comparing else None
    matches = None
    try:
        found = look_up(code=code, address=client_address(request))
        if form is not None and form.is_valid():
            matches = compare_name(code=code, name=form.cleaned_data["name"])
    except ThrottledError as error:
        return _verify_page(request, {"throttled": str(error), "code": code}, error.status)
    status = HTTPStatus.NOT_FOUND if found.state == UNKNOWN else HTTPStatus.OK
    if form is not None and form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _verify_page(request, _shown(found, form, matches), status)


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the address on paper to the page in the visitor's language."""
    return redirect("courses:verify", code=code)


def _own_enrolment(request: HttpRequest, key: str) -> Enrolment:
    mine = own_enrolments(request.user).select_related("user", "course")
    return get_object_or_404(mine, key=key)


def _certificate_page(
    request: HttpRequest, enrolment: Enrolment, form: CertificateNameForm | None, status: int
) -> HttpResponse:
    context = {
        "enrolment": enrolment,
        "certificate": course_certificates().filter(enrolment_key=enrolment.key).first(),
        "is_name_known": bool(enrolment.user.certificate_name_confirmed_at),
        "can_make_pdf": pdf_available(),
        "form": form,
        "is_leave": LeaveRecognition.objects.filter(run=enrolment.run_id).exists(),
    }
    return render(request, "courses/certificate.html", context, status=status)


def _shown(
    found: Verification, form: CompareNameForm | None, matches: bool | None
) -> dict[str, Any]:
    return {"found": found, "code": found.code, "form": form, "matches": matches}


def _verify_page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, "courses/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(WINDOW)
    return response
