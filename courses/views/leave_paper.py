"""Bildungszeit for who takes it: both papers for the employer, and the anonymous sheet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.leave_paper import (
    ATTENDANCE,
    REGISTRATION,
    Basis,
    basis_of,
    obstacle,
    request_paper,
)
from courses.actions.leave_sheet import count_answers
from courses.enums import LEAVE_KINDS, CertificateKind, CertificateState
from courses.forms.certificate import CertificateNameForm
from courses.forms.leave import SheetForm
from courses.models import Certificate, Enrolment
from courses.queries.course import own_enrolments
from courses.queries.leave_dates import TO_TELL, minimum_in_words
from courses.queries.leave_paper import is_up_to_date, leave_facts
from courses.queries.team import run_titles
from courses.views.access import language, see, signed_in
from courses.views.certificate_files import stored_file
from lms.accounts.actions.profile import CertificateNameError
from lms.common.errors import DomainError
from lms.common.pdf import pdf_available

ASKED_FOR = timedelta(days=60)  # after the last appointment the sheet is offered
ANSWERED = "leave_sheets"  # in the session: the sheets it has sent; nothing else knows of them


@dataclass(frozen=True)
class Paper:
    """One of the two papers; ``obstacle`` says why it cannot be issued now, "" where it can."""

    kind: CertificateKind
    certificate: Certificate | None  # the newest
    obstacle: str
    is_outdated: bool

    @property
    def can_be_asked(self) -> bool:
        """There is none that holds, or it says what is not so any more."""
        holds = self.certificate is not None and self.certificate.state == CertificateState.VALID
        return not self.obstacle and (not holds or self.is_outdated)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Show where both papers stand; a POST asks for one."""
    mine = _own_enrolment(request, enrolment)
    form = _name_form(request, mine)
    if request.method != "POST":
        return _page(request, mine, form)
    kind = request.POST.get("kind", "")
    if kind not in LEAVE_KINDS:
        raise Http404
    if form is not None and not form.is_valid():
        return _page(request, mine, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    name = form.cleaned_data["name"] if form else ""
    try:
        request_paper(enrolment=mine, kind=CertificateKind(kind), name=name, at=timezone.now())
    except CertificateNameError as error:
        if form is not None:
            form.add_error("name", str(error))
        return _page(request, mine, form, status=error.status)
    except DomainError as error:
        return _page(request, mine, form, error=str(error), status=error.status)
    messages.success(request, _("Die Bescheinigung ist ausgestellt."))
    return see(request.path)


@signed_in
@require_safe
def pdf(request: HttpRequest, enrolment: str, code: str) -> HttpResponseBase:
    """Hand the holder the file of a paper; where there is none that holds the page says why."""
    mine = _own_enrolment(request, enrolment)
    paper = get_object_or_404(mine.certificates.filter(kind__in=LEAVE_KINDS), code=code)
    if paper.state != CertificateState.VALID or not paper.pdf_name:
        return redirect("courses:leave-papers", mine.key)
    return stored_file(paper)


@signed_in
@require_POST
def sheet(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Count what was answered; who answered is written down nowhere."""
    mine = _own_enrolment(request, enrolment)
    form = SheetForm(request.POST)
    if not _is_asked(request, mine, basis_of(mine.run), timezone.now()):
        raise Http404
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, mine, _name_form(request, mine), sheet=form, status=status)
    count_answers(run=mine.run, answers=form.answers())
    request.session[ANSWERED] = [*request.session.get(ANSWERED, []), mine.key]
    messages.success(request, _("Danke, Ihre Angaben sind gezählt."))
    return see(reverse("courses:leave-papers", args=[mine.key]))


def _own_enrolment(request: HttpRequest, key: str) -> Enrolment:
    """One's own, in a run that was at least put up for recognition."""
    rows = own_enrolments(request.user).filter(run__leave_recognition__isnull=False)
    rows = rows.select_related("user", "course__partner", "run__place", "run__course")
    return get_object_or_404(rows, key=key)


def _name_form(request: HttpRequest, mine: Enrolment) -> CertificateNameForm | None:
    """Asked once; where a name was confirmed before it is the one that is printed."""
    if mine.user.certificate_name_confirmed_at:
        return None
    data = request.POST if request.method == "POST" and "kind" in request.POST else None
    return CertificateNameForm(data, initial={"name": mine.user.certificate_name})


def _is_asked(request: HttpRequest, mine: Enrolment, basis: Basis, at: datetime) -> bool:
    if mine.key in request.session.get(ANSWERED, []) or basis.schedule is None:
        return False
    held = mine.certificates.filter(kind=ATTENDANCE, state=CertificateState.VALID)
    return at < basis.schedule.ends_at + ASKED_FOR and held.exists()


def _paper(mine: Enrolment, kind: CertificateKind, basis: Basis, at: datetime) -> Paper:
    newest = mine.certificates.filter(kind=kind).first()
    found = obstacle(mine, kind, basis, at)
    if found or newest is None or newest.state != CertificateState.VALID:
        return Paper(kind, newest, found, is_outdated=False)
    recognition, schedule = basis.known()
    facts = leave_facts(
        enrolment=mine,
        kind=kind,
        recognition=recognition,
        schedule=schedule,
        present=basis.present(mine),
        at=at,
    )
    return Paper(kind, newest, "", is_outdated=not is_up_to_date(newest, facts))


def _page(
    request: HttpRequest,
    mine: Enrolment,
    form: CertificateNameForm | None,
    *,
    sheet: SheetForm | None = None,
    error: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    now, basis = timezone.now(), basis_of(mine.run)
    recognition, schedule = basis.recognition, basis.schedule
    context: dict[str, Any] = {
        "enrolment": mine,
        "title": run_titles([mine.run], language())[mine.course_id],
        "recognition": recognition,
        "papers": [_paper(mine, kind, basis, now) for kind in (REGISTRATION, ATTENDANCE)],
        "form": form,
        "error": error,
        "can_make_pdf": pdf_available(),
    }
    if recognition and schedule:
        context |= {
            "schedule": schedule,
            "tell_by": schedule.first - TO_TELL if now < schedule.starts_at else None,
            "minimum": minimum_in_words(recognition, schedule),
        }
    if _is_asked(request, mine, basis, now):
        context["sheet"] = sheet or SheetForm()
    return render(request, "courses/leave-papers.html", context, status=status)
