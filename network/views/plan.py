"""The planner: controls in the address, the quarter's plan behind them."""

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lms.accounts.models import User
from lms.common.errors import DomainError
from lms.common.htmx import render_part
from network.actions.plan import (
    ParametersError,
    Wish,
    is_lost,
    keep_plan,
    lock_plan,
    set_quota,
    wish as set_wish,
)
from network.forms.plan import PlanForm, QuotaForm, WishForm
from network.queries.plan import Parameters, field_quotas, fields, stored_plan
from network.queries.plan_page import plan_page
from network.queries.quarters import Quarter, around
from network.queries.viewer import Viewer
from network.tasks import solve_plan
from network.views.doors import office, see, steering


@require_safe
@steering
def plan(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what the controls give beside what is stored."""
    return _page(request, viewer)


@require_safe
@steering
def progress(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """How far the exact plan is; htmx asks again every two seconds until it is done."""
    quarter = _quarter(request)
    stored = stored_plan(quarter)
    context: dict[str, object] = {
        "plan": stored,
        "quarter": quarter,
        "viewer": viewer,
        "is_lost": stored is not None and is_lost(stored, timezone.now()),
    }
    return render_part(request, "network/plan-progress-page.html", "progress", context)


@require_POST
@office
def keep(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Store what the controls give and have the exact plan computed."""
    quarter = _quarter(request)
    form = _form(request, quarter)
    try:
        if form.is_bound and not form.is_valid():
            raise ParametersError(_("Bitte prüfen Sie die Vorgaben."))
        kept = keep_plan(
            quarter=quarter, wanted=form.wanted(), actor=_person(viewer), at=timezone.now()
        )
    except DomainError as error:
        return _page(request, viewer, str(error), error.status)
    transaction.on_commit(lambda: solve_plan.delay(kept.key))
    messages.success(request, _("Der Entwurf ist gespeichert. Der genaue Plan wird gerechnet."))
    return _back(request)


@require_POST
@office
def wish(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Fix a pair, rule it out, or leave it to the plan."""
    form = WishForm(request.POST)
    try:
        if not form.is_valid():
            raise ParametersError(_("Dieses Paar gibt es nicht."))
        set_wish(
            quarter=_quarter(request),
            pair=form.cleaned_data["paar"],
            kind=Wish(form.cleaned_data["wunsch"]),
            actor=_person(viewer),
            at=timezone.now(),
        )
    except DomainError as error:
        return _page(request, viewer, str(error), error.status)
    return _back(request)


@require_POST
@office
def lock(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Make the draft the quarter's plan."""
    try:
        lock_plan(quarter=_quarter(request), actor=_person(viewer), at=timezone.now())
    except DomainError as error:
        return _page(request, viewer, str(error), error.status)
    messages.success(request, _("Der Plan ist festgeschrieben."))
    return _back(request)


@require_POST
@steering
def quota(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Say how many new cooperations a field can look after."""
    form = QuotaForm(request.POST)
    try:
        if not form.is_valid():
            raise ParametersError(_("Bitte geben Sie eine ganze Zahl an."))
        set_quota(
            quarter=_quarter(request),
            field=form.cleaned_data["feld"].code,
            quota=form.cleaned_data["zahl"],
            fields=viewer.fields,
            actor=_person(viewer),
            at=timezone.now(),
        )
    except DomainError as error:
        return _page(request, viewer, str(error), error.status)
    messages.success(request, _("Das Kontingent ist geändert."))
    return see(f"{reverse('network:plan')}?quartal={_quarter(request).code}")


def _page(
    request: HttpRequest, viewer: Viewer, fault: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    quarter = _quarter(request)
    form = _form(request, quarter)
    context = {
        "page": plan_page(quarter, form.wanted(), timezone.localdate()),
        "form": form,
        "fault": fault,
        "quarters": [(one.code, one.title) for one in around(timezone.localdate())],
        "viewer": viewer,
    }
    return render(request, "network/plan.html", context, status=status)


def _form(request: HttpRequest, quarter: Quarter) -> PlanForm:
    given = request.POST if request.method == "POST" else request.GET
    usual = Parameters.of(stored_plan(quarter), field_quotas(quarter))
    return PlanForm(given, fields=fields(), usual=usual)


def _quarter(request: HttpRequest) -> Quarter:
    """The one in the address or form, else the next: this one has begun."""
    given = request.POST.get("quartal") or request.GET.get("quartal", "")
    return Quarter.parse(given) or Quarter.of(timezone.localdate()).later(1)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page as it was, controls included."""
    names = [name for name in request.POST if name not in {"csrfmiddlewaretoken", "paar", "wunsch"}]
    query = request.POST.copy()
    for name in set(query) - set(names):
        del query[name]
    return see(f"{reverse('network:plan')}?{query.urlencode()}")


def _person(viewer: Viewer) -> User:
    return cast("User", viewer.user)
