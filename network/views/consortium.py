"""Looking for partners for one programme: ask, and look at the answer."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lms.common.errors import DomainError, ThrottledError
from lms.common.htmx import render_part
from lms.common.throttle import count_try
from network.actions.consortium import ask_for_consortium, is_lost
from network.models import Cooperation, FundingProgramme, Partner, ResourceCategory
from network.queries.consortium import USUAL_ROLES, newest_run
from network.queries.programme_page import house_of
from network.queries.programmes import shown_programmes
from network.queries.viewer import Viewer
from network.rules.funding_sight import case_of
from network.tasks import build_consortium
from network.views.doors import for_viewers, keeps_suggestions, see

HOUR = 3600  # seconds
MOST_QUESTIONS = 20  # of one person in an hour
Subject = tuple[Partner | None, Cooperation | None]  # whose consortium, for which case


@for_viewers(keeps_suggestions)
@require_http_methods(["GET", "HEAD", "POST"])
def consortium(request: HttpRequest, viewer: Viewer, programme: str) -> HttpResponse:
    """Choose what the consortium needs and see the last proposals."""
    row = get_object_or_404(shown_programmes(), code=programme)
    asked = request.POST if request.method == "POST" else request.GET
    partner, case = subject = _subject(viewer, asked)
    if request.method != "POST":
        return _page(request, viewer, row, subject)
    if partner is None:
        raise Http404
    try:
        _count(viewer)
        run = ask_for_consortium(
            programme=row, partner=partner, cooperation=case, roles=asked.getlist("rolle"),
            viewer=viewer, at=timezone.now(),
        )  # fmt: skip
    except DomainError as refusal:
        return _page(request, viewer, row, subject, fault=refusal)
    transaction.on_commit(lambda: build_consortium.delay(run.key))
    messages.success(request, _("Die Suche läuft."))
    return see(_address(row, partner, case))


def _count(viewer: Viewer) -> None:
    """Each question costs the worker seconds."""
    key = viewer.user.key if viewer.user else ""
    if count_try(f"network-consortium:{key}", seconds=HOUR) > MOST_QUESTIONS:
        raise ThrottledError(_("Sie haben gerade sehr oft gesucht. Bitte später erneut."))


def _subject(viewer: Viewer, asked: QueryDict) -> Subject:
    """Whose consortium, and for which case; what is not theirs answers like an absent one."""
    case = None
    if key := asked.get("fall", ""):
        case = case_of(viewer, key)
        if case is None:
            raise Http404
    if not (key := asked.get("partner", "")):
        return next(iter(viewer.own_partners), None), case
    partner = house_of(viewer, key)
    is_foreign = case is not None and partner and not case.parts.filter(partner=partner).exists()
    if partner is None or is_foreign:
        raise Http404
    return partner, case


def _page(
    request: HttpRequest,
    viewer: Viewer,
    programme: FundingProgramme,
    subject: Subject,
    *,
    fault: DomainError | None = None,
) -> HttpResponse:
    partner, case = subject
    found = newest_run(programme, partner, case, sees_all=viewer.steers) if partner else None
    chosen = request.POST.getlist("rolle") if fault else None
    usual = found.run.roles if found else USUAL_ROLES
    context: dict[str, Any] = {
        "viewer": viewer,
        "programme": programme,
        "partner": partner,
        "case": case,
        "found": found,
        "is_lost": found is not None and is_lost(found.run, timezone.now()),
        "address": _address(programme, partner, case),
        "chosen": usual if chosen is None else chosen,
        "categories": ResourceCategory.objects.all(),
        "fault": str(fault) if fault else "",
        "breadcrumb": _trail(programme),
    }
    response = render_part(request, "network/consortium.html", "consortium-result", context)
    if fault:
        response = render(request, "network/consortium.html", context, status=fault.status)
    return response


def _trail(programme: FundingProgramme) -> list[tuple[str, str]]:
    return [
        ("/", _("Start")),
        (reverse("network:programmes"), _("Förderung")),
        (reverse("network:programme", args=[programme.code]), programme.title),
        ("", _("Bündnis bauen")),
    ]


def _address(programme: FundingProgramme, partner: Partner | None, case: Cooperation | None) -> str:
    query = QueryDict(mutable=True)
    if partner is not None:
        query["partner"] = partner.key
    if case is not None:
        query["fall"] = case.key
    return f"{reverse('network:consortium', args=[programme.code])}?{query.urlencode()}"
