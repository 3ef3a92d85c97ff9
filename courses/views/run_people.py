"""Lists of the people of a run, and entering those who called or wrote: for its team."""

from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from courses.actions.guests import add_guests
from courses.actions.run_invitation import invite_to_run
from courses.actions.run_team import name_people
from courses.forms.guests import GuestsForm, InviteForm
from courses.models import CourseRun
from courses.queries.run_sheets import ListKind, sheet_of
from courses.views.access import person, see
from courses.views.run_team import run_team, title_of
from lms.common.errors import DomainError, ThrottledError
from lms.common.spreadsheet import CSV_TYPE, Sheet, as_csv
from lms.common.throttle import count_try

DAY = 24 * 3600  # seconds
INVITATIONS = 100  # that one member sends in a day


@run_team
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, run: CourseRun, kind: str) -> HttpResponse:
    """A list to read and print; names come when one asks for them, which is logged."""
    wanted = _kind_or_404(kind)
    context = {"run": run, "title": title_of(run), "kind": wanted, "kinds": list(ListKind)}
    if request.method == "POST":
        context["sheet"] = _sheet(request, run, wanted)
    return render(request, "courses/run-sheet.html", context)


@run_team
@require_POST
def sheet_csv(request: HttpRequest, run: CourseRun, kind: str) -> HttpResponse:
    """The same list as a file."""
    wanted = _kind_or_404(kind)
    response = HttpResponse(as_csv(_sheet(request, run, wanted)), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{wanted.value}-{run.key}.csv"'
    return response


@run_team
@require_http_methods(["GET", "HEAD", "POST"])
def guests(request: HttpRequest, run: CourseRun) -> HttpResponse:
    """Enter people who have no account: nothing is stored unless every line is fine."""
    form = GuestsForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        try:
            people = form.cleaned_data["entries"]
            number = add_guests(run=run, people=people, actor=person(request), at=timezone.now())
        except DomainError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _entered(number))
            return see(reverse("courses:run-guests", args=[run.key]))
    elif form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _enter(request, run, status, form=form)


@run_team
@require_POST
def invite(request: HttpRequest, run: CourseRun) -> HttpResponse:
    """Invite somebody by an address; the answer is the same whoever has it."""
    form, status = InviteForm(request.POST, auto_id="invite_%s"), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        email, member, now = form.cleaned_data["email"], person(request), timezone.now()
        try:
            if count_try(f"run-invite:{member.key}", seconds=DAY) > INVITATIONS:
                raise ThrottledError(_("Für heute sind das genug Einladungen."))
            invite_to_run(run=run, email=email, actor=member, at=now)
        except DomainError as error:
            form.add_error(None, str(error))
            status = HTTPStatus(error.status)
        else:
            messages.success(request, _("Die Einladung geht an diese Adresse."))
            return see(reverse("courses:run-guests", args=[run.key]))
    return _enter(request, run, status, invite=form)


def _enter(request: HttpRequest, run: CourseRun, status: int, **forms: Form) -> HttpResponse:
    context = {"run": run, "title": title_of(run), "form": GuestsForm()}
    context |= {"invite": InviteForm(auto_id="invite_%s"), **forms}
    return render(request, "courses/run-guests.html", context, status=status)


def _entered(number: int) -> str:
    words = ngettext(
        "%(number)s Person ist eingetragen.", "%(number)s Personen sind eingetragen.", number
    )
    return words % {"number": number}


def _kind_or_404(kind: str) -> ListKind:
    if kind not in ListKind.values:
        raise Http404
    return ListKind(kind)


def _sheet(request: HttpRequest, run: CourseRun, kind: ListKind) -> Sheet:
    people = name_people(run=run, actor=person(request), at=timezone.now())
    return sheet_of(run, kind, people)
