"""The board of cases, one case, and writing one down."""

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
from lms.common.pdf import PdfUnavailableError
from network.actions.cooperation.agreement import agreement_docx, agreement_pdf
from network.actions.cooperation.change import By
from network.actions.cooperation.data_fix import close_task
from network.actions.cooperation.request import answer_until, unanswered
from network.actions.cooperation.terms import Terms, edit_case, propose
from network.enums import CooperationOrigin
from network.forms.case import CaseForm, initial_of, proposal_of
from network.models import PartnerTask
from network.queries.agreement import PRINTABLE
from network.queries.case_detail import case_facts, timeline
from network.queries.case_proposal import PAIR
from network.queries.cases import CaseSelection, board, open_tasks
from network.queries.funding_applications import applications_of_case
from network.queries.matches import pair_of
from network.queries.viewer import Viewer
from network.queries.visibility import may_open
from network.queries.workload import field_loads
from network.rules.cooperation import CLOSED, CaseAction
from network.views.case_scene import Scene, scene_or_404, today, trail, ways
from network.views.differences import differences
from network.views.doors import for_viewers, keeps_suggestions, see

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@for_viewers(keeps_suggestions)
@require_safe
def cases(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the cases by state; the address holds what narrows them."""
    context = {
        "viewer": viewer,
        "board": board(viewer, CaseSelection.from_query(request.GET), today()),
        "loads": field_loads(viewer, today()) if viewer.steers else [],
        "tasks": open_tasks(viewer),
    }
    return render(request, "network/cases.html", context)


@for_viewers(keeps_suggestions)
@require_safe
def case(request: HttpRequest, viewer: Viewer, case: str) -> HttpResponse:
    """Show one case: what comes next, who agreed, what happened."""
    scene = scene_or_404(viewer, case)
    context = {
        "viewer": viewer,
        "case": scene.case,
        "parts": scene.parts,
        "own": {part.pk for part in scene.own},
        "linked": {
            part.partner_id for part in scene.parts if may_open(part.partner, viewer, today())
        },
        "ways": ways(scene),
        "facts": case_facts(scene.case),
        "timeline": timeline(scene.case),
        "applications": applications_of_case(scene.case),
        "is_printable": scene.case.state in PRINTABLE,
        "is_over": scene.case.state in CLOSED,
        "waiting": [part.partner.name for part in unanswered(scene.case, scene.parts)],
        "answer_until": answer_until(scene.case),
        "breadcrumb": trail(scene),
    }
    return render(request, "network/case.html", context)


@for_viewers(keeps_suggestions)
@require_http_methods(["GET", "HEAD", "POST"])
def case_new(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Write down a new case; what the address proposes is checked like what is typed."""
    asked = request.GET
    initial = proposal_of(viewer, asked.getlist("partner"), asked.getlist("listing"), today())
    initial["is_suggested"] = asked.get("vorschlag") == "1"
    form = CaseForm(request.POST or None, viewer=viewer, initial=initial)
    # Asking for the listings of the chosen partners shows the form again and stores nothing.
    if "show" in request.POST or not form.is_valid():
        return _form_page(request, viewer, form, is_new=True)
    terms, by = form.terms(), By(actor=viewer.user)
    origin = _origin(viewer, terms, is_suggested=form.cleaned_data["is_suggested"])
    try:
        made = propose(terms=terms, by=by, at=timezone.now(), origin=origin)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, viewer, form, is_new=True, status=refusal.status)
    messages.success(request, _("Der Fall ist angelegt. Es wurde noch nichts verschickt."))
    return see(reverse("network:case", args=[made.key]))


def _origin(viewer: Viewer, terms: Terms, *, is_suggested: bool) -> CooperationOrigin:
    """From a suggestion, if the form says so and the two are suggested to each other."""
    keys = [share.partner.key for share in terms.shares]
    is_pair = is_suggested and len(keys) == PAIR
    if is_pair and pair_of(viewer, *keys) is not None:
        return CooperationOrigin.SUGGESTION
    return CooperationOrigin.MANUAL


def edit(request: HttpRequest, scene: Scene) -> HttpResponse:
    """Change what a case says; who comes second sees both versions and loses nothing."""
    viewer, row = scene.viewer, scene.case
    blank = CaseForm(viewer=viewer, case=row)
    initial = initial_of(row, blank.names)
    form = CaseForm(request.POST or None, viewer=viewer, case=row, initial=initial)
    if "show" in request.POST or not form.is_valid():
        return _form_page(request, viewer, form, scene=scene)
    by = By(actor=viewer.user, version=form.cleaned_data["version"] or 0)
    try:
        edit_case(cooperation=row, terms=form.terms(), by=by, at=timezone.now())
    except DomainError as refusal:
        return _edit_refused(request, scene, refusal)
    messages.success(request, _("Die Angaben sind gespeichert."))
    return see(scene.address)


def _edit_refused(request: HttpRequest, scene: Scene, refusal: DomainError) -> HttpResponse:
    """Both versions side by side; sending the form again replaces the newer one."""
    fresh = scene_or_404(scene.viewer, scene.case.key)
    data = request.POST.copy()
    data["version"] = str(fresh.case.version)
    blank = CaseForm(viewer=scene.viewer, case=fresh.case)
    initial = initial_of(fresh.case, blank.names)
    form = CaseForm(data, viewer=scene.viewer, case=fresh.case, initial=initial)
    newer = differences(form) if refusal.status == HTTPStatus.CONFLICT else []
    return _form_page(
        request, scene.viewer, form, scene=fresh, newer=newer, error=str(refusal),
        status=refusal.status,
    )  # fmt: skip


def _form_page(
    request: HttpRequest,
    viewer: Viewer,
    form: CaseForm,
    *,
    scene: Scene | None = None,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    is_wrong = form.is_bound and "show" not in request.POST and bool(form.errors)
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    here = [("/", _("Start")), (reverse("network:cases"), _("Fälle")), ("", _("Neuer Fall"))]
    context = {
        "viewer": viewer,
        "form": form,
        "case": scene.case if scene else None,
        "shows_errors": is_wrong,
        "breadcrumb": trail(scene, str(CaseAction.EDIT.label)) if scene else here,
        **more,
    }
    return render(request, "network/case-form.html", context, status=status or usual)


@for_viewers(keeps_suggestions)
@require_safe
def agreement(request: HttpRequest, viewer: Viewer, case: str, kind: str) -> HttpResponse:
    """Give out the agreement as PDF or Word document."""
    scene = scene_or_404(viewer, case)
    if kind not in {"pdf", "docx"} or scene.case.state not in PRINTABLE:
        raise Http404
    try:
        make = agreement_pdf if kind == "pdf" else agreement_docx
        content = make(case=scene.case, parts=scene.parts)
    except PdfUnavailableError:
        messages.error(request, _("PDF geht gerade nicht. Nehmen Sie bitte die Word-Datei."))
        return see(scene.address)
    mime = "application/pdf" if kind == "pdf" else DOCX
    response = HttpResponse(content, content_type=mime)
    name = f"vereinbarung-{scene.case.key}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_viewers(keeps_suggestions)
@require_POST
def task(request: HttpRequest, viewer: Viewer, task: str) -> HttpResponse:
    """Close something that had to be mended, with or without taking over what was proposed."""
    rows = PartnerTask.objects.select_related("partner")
    row = get_object_or_404(rows, key=task)
    if viewer.user is None or not (viewer.is_staff or row.partner_id in viewer.edits):
        raise Http404
    try:
        is_taken = request.POST.get("apply") == "1"
        close_task(task=row, apply=is_taken, actor=viewer.user, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Erledigt."))
    return see(reverse("network:cases"))
