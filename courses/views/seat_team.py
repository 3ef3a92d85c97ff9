"""The seats of a run, for its team and the house's admins: how many, the key, cancelling."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.seat.cancelling import cancel_run
from courses.actions.seat.capacity import CapacityError, set_capacity
from courses.actions.seat.vouchers import renew_entry_code
from courses.enums import Entrance, RunKind
from courses.forms.seat import CapacityForm
from courses.models import CourseRun
from courses.queries.seat_people import seat_counts, without_mail
from courses.queries.team import run_titles
from courses.rules import SeatRights, seat_rights
from courses.views.access import language, person, see, signed_in
from lms.accounts.mails import absolute
from lms.common.errors import DomainError


def run_or_404(request: HttpRequest, key: str, *kinds: RunKind) -> tuple[CourseRun, SeatRights]:
    """A run whose seats the person looks after; 403 for others of the house, else absent.

    So are runs of other kinds than those named; seats of a class are always its own business.
    """
    kinds = kinds or (RunKind.SELF_PACED, RunKind.DATED)
    run = CourseRun.objects.select_related("course__partner", "place").filter(key=key).first()
    if run is None or run.kind not in kinds:
        raise Http404
    rights = seat_rights(run, person(request), timezone.now())
    if rights.seats:
        return run, rights
    if rights.is_known:
        raise PermissionDenied(_("Das macht die Verwaltung Ihrer Einrichtung."))
    raise Http404


@never_cache
@signed_in
@require_safe
def seats(request: HttpRequest, run: str) -> HttpResponse:
    """Show the counts, and what one can do."""
    found, rights = run_or_404(request, run)
    return _page(request, found, rights)


@signed_in
@require_POST
def capacity(request: HttpRequest, run: str) -> HttpResponse:
    """Set how many seats there are; never fewer than people enrolled."""
    found, rights = run_or_404(request, run)
    form = CapacityForm(request.POST)
    if not form.is_valid():
        return _page(request, found, rights, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    number = form.cleaned_data["capacity"]
    try:
        set_capacity(run=found, capacity=number, at=timezone.now(), actor=person(request))
    except DomainError as refusal:
        form.add_error("capacity", _words(refusal, rights))
        return _page(request, found, rights, form=form, status=refusal.status)
    messages.success(request, _("Die Zahl der Plätze ist gespeichert."))
    return see(reverse("courses:run-seats", args=[found.key]))


def _words(refusal: DomainError, rights: SeatRights) -> str:
    if isinstance(refusal, CapacityError) and not rights.people:
        return _("Es sind schon mehr Personen angemeldet.")
    return str(refusal)


@signed_in
@require_POST
def entry_code(request: HttpRequest, run: str) -> HttpResponse:
    """Draw a new key; the old one and its link open nothing any more."""
    found, _rights = run_or_404(request, run)
    renew_entry_code(run=found, actor=person(request), at=timezone.now())
    messages.success(request, _("Der neue Schlüssel gilt ab sofort."))
    return see(reverse("courses:run-seats", args=[found.key]))


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, run: str) -> HttpResponse:
    """Say what cancelling does, and cancel."""
    found, rights = run_or_404(request, run)
    error, status = "", int(HTTPStatus.OK)
    if request.method == "POST":
        try:
            cancel_run(run=found, actor=person(request), at=timezone.now())
        except DomainError as refusal:
            error, status = str(refusal), refusal.status
        else:
            messages.success(request, _("Der Termin ist abgesagt. Alle werden benachrichtigt."))
            return see(reverse("courses:run-seats", args=[found.key]))
    context = {**_about(found, rights), "error": error}
    if rights.people:
        context["without_mail"] = without_mail(found)
    return render(request, "courses/run-cancel.html", context, status=status)


def _about(run: CourseRun, rights: SeatRights) -> dict[str, Any]:
    """Only the team knows how many people there are; others know it by fives."""
    titles, counts = run_titles([run], language()), seat_counts(run)
    return {
        "run": run,
        "title": titles[run.course_id],
        "rights": rights,
        "counts": counts if rights.people else counts.told(),
    }


def _page(
    request: HttpRequest,
    run: CourseRun,
    rights: SeatRights,
    *,
    form: CapacityForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    has_key = run.entrance == Entrance.KEY and run.entry_code
    link = absolute(reverse("courses:run-invitation", args=[run.entry_code])) if has_key else ""
    context = {
        **_about(run, rights),
        "form": form or CapacityForm(initial={"capacity": run.capacity}),
        "link": link,
    }
    return render(request, "courses/run-seats.html", context, status=status)
