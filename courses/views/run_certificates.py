"""Certificates of a run, for its team: confirmed by hand, handed to whom no mail reaches."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from courses.actions.certificate_by_hand import certify_by_hand
from courses.actions.run_team import name_people
from courses.forms.certificate import FetchForm
from courses.forms.run_certificates import ByHandForm
from courses.models import CourseRun
from courses.queries.run_certificates import Graduate, graduates
from courses.queries.team import PersonOfRun, people_of
from courses.views.access import person, see
from courses.views.certificate_files import fetched_file, stored_file
from courses.views.run_team import run_team, title_of
from lms.common.errors import DomainError
from lms.common.pdf import pdf_available
from lms.records.actions import record_event


@never_cache
@run_team
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: HttpRequest, run: CourseRun) -> HttpResponse:
    """Show who has which, under numbers; a POST shows the names, or confirms by hand."""
    is_naming, member = request.POST.get("act") == "names", person(request)
    found = graduates(_people(request, run, is_naming=is_naming), viewer=member)
    is_sent = request.method == "POST" and not is_naming
    form = ByHandForm(request.POST if is_sent else None, graduates=found)
    status: int = HTTPStatus.OK
    if is_sent:
        status = _confirm(request, run, form)
        if status == HTTPStatus.SEE_OTHER:
            return see(reverse("courses:run-certificates", args=[run.key]))
    context = {
        "run": run,
        "title": title_of(run),
        "graduates": found,
        "with_names": is_naming,
        "form": form,
    }
    return render(request, "courses/run-certificates.html", context, status=status)


def _people(request: HttpRequest, run: CourseRun, *, is_naming: bool) -> list[PersonOfRun]:
    if is_naming:
        return name_people(run=run, actor=person(request), at=timezone.now())
    return people_of(run)


def _confirm(request: HttpRequest, run: CourseRun, form: ByHandForm) -> int:
    """Do what the form says; the status of the answer, and in the form what is wrong."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        number = certify_by_hand(
            run=run, actor=person(request), at=timezone.now(), **form.cleaned_data
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return refusal.status
    messages.success(request, _confirmed(number))
    return HTTPStatus.SEE_OTHER


@never_cache
@sensitive_post_parameters()
@run_team
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, run: CourseRun, enrolment: str) -> HttpResponseBase:
    """Hand the file to somebody whom no mail reaches; every time is logged."""
    found = _graduate_or_404(request, run, enrolment)
    issued = found.certificate
    if issued is None:
        raise Http404
    if issued.holder_name and request.method == "POST" and issued.pdf_name:
        _record(request, run, found)
        return stored_file(issued)
    form, status = FetchForm(), int(HTTPStatus.OK)
    if not issued.holder_name and request.method == "POST":
        form = FetchForm(request.POST)
        issued.enrolment = found.person.enrolment
        response, status = fetched_file(form, issued, actor=person(request))
        if response is not None:
            _record(request, run, found)
            return response
    context = {
        "run": run,
        "title": title_of(run),
        "one": found.person,
        "certificate": issued,
        "fetch_form": form,
        "can_make_pdf": pdf_available(),
    }
    return render(request, "courses/run-certificate.html", context, status=status)


def _graduate_or_404(request: HttpRequest, run: CourseRun, enrolment: str) -> Graduate:
    people = [one for one in people_of(run) if one.enrolment.key == enrolment]
    found = [one for one in graduates(people, viewer=person(request)) if one.can_be_handed_out]
    if not found:
        raise Http404
    return found[0]


def _record(request: HttpRequest, run: CourseRun, graduate: Graduate) -> None:
    record_event(
        action="enrolment.hand-out",
        object_type="enrolment",
        object_key=graduate.person.enrolment.key,
        actor_key=person(request).key,
        partner_key=run.course.partner.key,
        at=timezone.now(),
    )


def _confirmed(number: int) -> str:
    if not number:
        return _("Für diese Personen war nichts mehr zu tun.")
    words = ngettext(
        "%(number)s Person ist bestätigt. Das Zertifikat wird ausgestellt.",
        "%(number)s Personen sind bestätigt. Die Zertifikate werden ausgestellt.",
        number,
    )
    return words % {"number": number}
