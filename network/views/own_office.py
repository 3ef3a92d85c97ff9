"""The office: applications and claims to decide, organisations to list."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.common.errors import DomainError
from network.actions.application import accept_application, decline_application
from network.actions.claim import approve_claim, decline_claim
from network.actions.partner_limit import set_listing_limit
from network.actions.partner_table import TableError, read_table
from network.actions.provisional import alike, store_provisional
from network.enums import PartnerState
from network.forms.entrance import LimitForm, ProvisionalForm, TableForm
from network.models import ClaimRequest, Partner, PartnerApplication
from network.queries.duplicates import similar_to_each
from network.queries.viewer import Viewer
from network.queries.waiting import waiting, waiting_applications, waiting_claims
from network.views.doors import office, see
from network.views.own_access import person

FORM = ["GET", "HEAD", "POST"]
SHOWN = 300  # provisional partners on the page


@office
@require_safe
def applications(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What waits for a decision, and which mailboxes and entries need a look."""
    rows = list(waiting_applications())
    similar = similar_to_each(row.name for row in rows)
    context = {
        "viewer": viewer,
        "applications": list(zip(rows, similar, strict=True)),
        "claims": waiting_claims(),
        "waiting": waiting(localdate(timezone.now())),
    }
    return render(request, "network/own-applications.html", context)


@office
@require_POST
def application_decide(request: HttpRequest, application: str, viewer: Viewer) -> HttpResponse:
    """Accept an application, or decline it with a reason."""
    row = get_object_or_404(PartnerApplication, key=application)
    return _decided(
        request,
        accept=lambda at: accept_application(application=row, actor=person(request), at=at),
        decline=lambda reason, at: decline_application(
            application=row, reason=reason, actor=person(request), at=at
        ),
    )


@office
@require_POST
def claim_decide(request: HttpRequest, claim: str, viewer: Viewer) -> HttpResponse:
    """Approve a claim, or decline it with a reason."""
    row = get_object_or_404(ClaimRequest, key=claim)
    return _decided(
        request,
        accept=lambda at: approve_claim(claim=row, actor=person(request), at=at),
        decline=lambda reason, at: decline_claim(
            claim=row, reason=reason, actor=person(request), at=at
        ),
    )


@office
@require_http_methods(FORM)
def provisional(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List organisations that have not joined yet: one by one, or from a table."""
    is_table = "tabelle" in request.POST
    form = ProvisionalForm(request.POST if request.POST and not is_table else None)
    table = TableForm(request.POST, request.FILES) if is_table else TableForm()
    faults: list[tuple[int, str]] = []
    if request.method == "POST":
        if is_table:
            done, faults = _take_table(request, table)
        else:
            done = _take_one(request, form)
        if done:
            return see(reverse("network:provisional"))
    rows = Partner.objects.filter(state=PartnerState.PROVISIONAL).order_by("name")
    context = {"viewer": viewer, "form": form, "table": table, "faults": faults,
               "count": rows.count(), "partners": rows[:SHOWN]}  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "network/own-provisional.html", context, status=status)


@office
@require_POST
def limit(request: HttpRequest, partner: str, viewer: Viewer) -> HttpResponse:
    """Raise or lower how many entries of a partner may be active."""
    row = get_object_or_404(Partner, key=partner)
    form = LimitForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["limit"]
        set_listing_limit(partner=row, limit=number, actor=person(request), at=timezone.now())
        messages.success(request, _("Die Höchstzahl ist geändert."))
    else:
        messages.error(request, " ".join(map(str, form.errors.get("limit", ()))))
    return see(reverse("network:own-house", args=[row.key]))


def _decided(
    request: HttpRequest, *, accept: Callable[[Any], Any], decline: Callable[[str, Any], Any]
) -> HttpResponse:
    try:
        if "annehmen" in request.POST:
            accept(timezone.now())
            messages.success(request, _("Angenommen. Die Nachricht ist unterwegs."))
        else:
            decline(request.POST.get("reason", ""), timezone.now())
            messages.success(request, _("Abgelehnt. Die Nachricht ist unterwegs."))
    except DomainError as error:
        messages.error(request, str(error))
    return see(reverse("network:applications"))


def _take_one(request: HttpRequest, form: ProvisionalForm) -> bool:
    if not form.is_valid():
        return False
    try:
        store_provisional(rows=[form.row()], actor=person(request), at=timezone.now())
    except TableError as error:
        for _line, sentence in error.lines:
            form.add_error(None, sentence)
        return False
    messages.success(request, _("%s steht jetzt vorläufig im Netzwerk.") % form.row().name)
    return True


def _take_table(request: HttpRequest, form: TableForm) -> tuple[bool, list[tuple[int, str]]]:
    """Whether everything was stored, else what is wrong, by line; then nothing was."""
    if not form.is_valid():
        return False, []
    try:
        rows = read_table(form.cleaned_data["table"])
        if not form.cleaned_data["are_others"] and (found := alike(rows)):
            return False, [(row.line, _("Gibt es schon: %s") % name) for row, name in found]
        taken = store_provisional(rows=rows, actor=person(request), at=timezone.now())
    except TableError as error:
        return False, error.lines
    sentence = _("Neu: %(added)d, geändert: %(changed)d, unverändert: %(kept)d.")
    messages.success(request, sentence % vars(taken))
    return True, []
