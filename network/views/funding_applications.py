"""Applications for funding: the list, beginning one, its check list, its states."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.common.errors import DomainError
from network.actions.funding_application import (
    StaleApplicationError,
    begin_application,
    move_application,
    save_application,
)
from network.forms.funding_application import ApplicationForm, BeginForm, MoveForm, next_states
from network.models import Cooperation, FundingApplication, FundingProgramme
from network.models.funding_enums import GrantState
from network.queries.funding import shown_fit
from network.queries.funding_terms import of_case, vocabulary
from network.queries.programme_page import advisers
from network.queries.programmes import shown_programmes
from network.queries.viewer import Viewer
from network.rules.funding_sight import (
    application_of,
    applications as seen_applications,
    case_of,
    possible_applicants,
)
from network.views.differences import differences
from network.views.doors import for_viewers, keeps_suggestions, see


@for_viewers(keeps_suggestions)
@require_safe
def applications(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the applications this person may see."""
    context = {
        "viewer": viewer,
        "applications": seen_applications(viewer),
        "breadcrumb": _trail(),
    }
    return render(request, "network/applications.html", context)


@for_viewers(keeps_suggestions)
@require_http_methods(["GET", "HEAD", "POST"])
def application_new(request: HttpRequest, viewer: Viewer, programme: str) -> HttpResponse:
    """Begin an application, for a case (``?fall=KEY``) or for one's own house."""
    row = get_object_or_404(shown_programmes(), code=programme)
    case = _case(request, viewer)
    scene = {"viewer": viewer, "programme": row, "case": case}
    form = BeginForm(request.POST or None, houses=possible_applicants(viewer, case))
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return _begin_page(request, form, status=status, **scene)
    try:
        made = begin_application(
            programme=row, applicant=form.cleaned_data["applicant"], cooperation=case,
            open_points=_open_points(row, case, viewer), viewer=viewer, at=timezone.now(),
        )  # fmt: skip
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _begin_page(request, form, status=refusal.status, **scene)
    messages.success(request, _("Der Antrag ist als Idee angelegt."))
    return see(reverse("network:grant", args=[made.key]))


@for_viewers(keeps_suggestions)
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, viewer: Viewer, grant: str) -> HttpResponse:
    """Show an application and keep its facts."""
    row = _found(viewer, grant)
    offers = advisers(row.programme, viewer, timezone.now())
    form = ApplicationForm(request.POST or None, application=row, advisers=offers)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return _page(request, viewer, row, form, status=status)
    try:
        save_application(
            application=row, facts=form.facts(), version=form.cleaned_data["version"],
            viewer=viewer, at=timezone.now(),
        )  # fmt: skip
    except StaleApplicationError as refusal:
        return _on_newest(request, viewer, grant, refusal)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, viewer, _found(viewer, grant), form, status=refusal.status)
    messages.success(request, _("Die Angaben sind gespeichert."))
    return see(reverse("network:grant", args=[grant]))


@for_viewers(keeps_suggestions)
@require_POST
def application_move(request: HttpRequest, viewer: Viewer, grant: str) -> HttpResponse:
    """Take an application to its next state."""
    row = _found(viewer, grant)
    asked = MoveForm(request.POST)
    if not asked.is_valid():
        form = ApplicationForm(application=row, advisers=[])
        return _page(request, viewer, row, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        move_application(
            application=row, state=GrantState(asked.cleaned_data["state"]),
            version=asked.cleaned_data["version"], viewer=viewer, at=timezone.now(),
        )  # fmt: skip
    except DomainError as refusal:
        row = _found(viewer, grant)  # with its newest version, so that the next click counts
        form = ApplicationForm(application=row, advisers=[])
        return _page(request, viewer, row, form, status=refusal.status, fault=str(refusal))
    messages.success(request, _("Der Stand ist geändert."))
    return see(reverse("network:grant", args=[grant]))


def _on_newest(
    request: HttpRequest, viewer: Viewer, grant: str, refusal: DomainError
) -> HttpResponse:
    """What was typed beside what somebody else saved; saving again replaces the newer one."""
    row = _found(viewer, grant)
    data = request.POST.copy()
    data["version"] = str(row.version)
    offers = advisers(row.programme, viewer, timezone.now())
    form = ApplicationForm(data, application=row, advisers=offers)
    newer = differences(form, skip=("version", "more"))
    form.add_error(None, str(refusal))
    return _page(request, viewer, row, form, status=refusal.status, newer=newer)


def _found(viewer: Viewer, key: str) -> FundingApplication:
    row = application_of(viewer, key)
    if row is None:
        raise Http404
    return row


def _case(request: HttpRequest, viewer: Viewer) -> Cooperation | None:
    key = request.GET.get("fall", "")
    case = case_of(viewer, key) if key else None
    if key and case is None:
        raise Http404
    return case


def _open_points(
    programme: FundingProgramme, case: Cooperation | None, viewer: Viewer
) -> list[str]:
    """What is still missing by the rules, as the first points of the check list."""
    if case is None or not programme.has_rules:
        return []
    return shown_fit(programme, of_case(case, viewer), vocabulary()).missing


def _begin_page(
    request: HttpRequest, form: BeginForm, *, status: int, **scene: object
) -> HttpResponse:
    context = {**scene, "form": form, "breadcrumb": _trail(_("Neuer Antrag"))}
    return render(request, "network/application-new.html", context, status=status)


def _page(
    request: HttpRequest,
    viewer: Viewer,
    row: FundingApplication,
    form: ApplicationForm,
    *,
    status: int,
    **more: Any,
) -> HttpResponse:
    context = {
        "viewer": viewer,
        "application": row,
        "form": form,
        "moves": next_states(row),
        "breadcrumb": _trail(row.programme.title),
        **more,
    }
    return render(request, "network/application.html", context, status=status)


def _trail(*more: str) -> list[tuple[str, str]]:
    steps = [("/", _("Start")), (reverse("network:programmes"), _("Förderung"))]
    if not more:
        return [*steps, ("", _("Anträge"))]
    return [*steps, (reverse("network:grants"), _("Anträge")), ("", more[0])]
