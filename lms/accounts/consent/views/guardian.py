"""The page of a guardian: one child, by a code, without an account."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.accounts import actions
from lms.accounts.actions.age import LowerBandError
from lms.accounts.actions.erasure import cancel_erasure, request_erasure
from lms.accounts.actions.export import export_person
from lms.accounts.actions.guardian import CodeError, code_hash
from lms.accounts.consent import session
from lms.accounts.consent.decisions import Refusal, card, decide
from lms.accounts.consent.forms import AgeForm, GuardianCodeForm, GuardianEmailForm
from lms.accounts.consent.queries import (
    decides,
    guardian_with_code,
    is_pending,
    may_act,
    may_keep,
    progress_of,
)
from lms.accounts.consent.rules import is_band_due
from lms.accounts.enums import AgeBand, Purpose
from lms.accounts.mails import absolute
from lms.accounts.models import Guardian
from lms.accounts.views import see_other, show
from lms.common.errors import ConflictError, DomainError
from lms.common.throttle import client_address, count_try, tries

MOST_FAILURES, WINDOW = 30, 600  # wrong codes from one address in so many seconds
MOST_LINKS, HOUR = 20, 3600  # asked for from one address: nobody writes to strangers through us
GuardianView = Callable[..., HttpResponseBase]


def for_guardian(view: GuardianView) -> GuardianView:
    """Hand the view who looks; without such a session the way leads to the code.

    Another child than the session's own answers like one that does not exist.
    """

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, child: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        guardian = session.guardian_of(request, timezone.now())
        if guardian is None:
            if request.headers.get("HX-Request"):
                return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
            return redirect("guardian:enter")
        if guardian.child.key != child:
            raise Http404
        return view(request, guardian, *args, **kwargs)

    return wrapped


@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Type a code, or ask for a new link."""
    form = GuardianCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _open(request, form.cleaned_data["code"])
        except CodeError as error:
            form.add_error("code", str(error))
    return show(request, "accounts/guardian-enter.html", form, email_form=GuardianEmailForm())


@never_cache
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail: opening it changes nothing, the button on it uses the code up."""
    if request.method == "POST":
        try:
            return _open(request, token)
        except CodeError:
            pass
    guardian = guardian_with_code(code_hash(token), timezone.now())
    if guardian is None:
        context = {"form": GuardianCodeForm(), "email_form": GuardianEmailForm(), "is_dead": True}
        return render(request, "accounts/guardian-enter.html", context, status=404)
    return render(request, "accounts/guardian-link.html", {"child": guardian.child})


@require_POST
def new_link(request: HttpRequest) -> HttpResponse:
    """Send a new link to an address; says the same whether anybody is known there."""
    form = GuardianEmailForm(request.POST)
    if not form.is_valid():
        context = {"form": GuardianCodeForm(), "email_form": form}
        return render(request, "accounts/guardian-enter.html", context, status=422)
    if count_try(f"guardian-link:{client_address(request)}", seconds=HOUR) <= MOST_LINKS:
        actions.send_new_links(email=form.cleaned_data["email"], at=timezone.now())
    messages.info(
        request, _("Wenn wir diese Adresse kennen, ist eine E-Mail mit einem neuen Link unterwegs.")
    )
    return see_other("guardian:enter")


@for_guardian
def page(request: HttpRequest, guardian: Guardian) -> HttpResponse:
    """Agree, refuse or withdraw; see how far the child is, never what it answered."""
    refusal = None
    if request.method == "POST":
        if not decides(guardian):
            raise Http404
        data = {**request.POST.dict(), "purpose": Purpose.ACCOUNT}
        refusal = decide(guardian.child, data, guardian=guardian, at=timezone.now())
        if refusal is None:
            messages.success(request, _("Ihre Entscheidung gilt ab sofort."))
            return _back(guardian)
    status = refusal.status if refusal else HTTPStatus.OK
    return _page(request, guardian, refusal=refusal, status=int(status))


@for_guardian
@require_POST
def age(request: HttpRequest, guardian: Guardian) -> HttpResponse:
    """Answer the yearly question for a child, or say that it is older now."""
    form = AgeForm(request.POST)
    if not decides(guardian):
        raise Http404
    if form.is_valid():
        try:
            actions.state_band(
                user=guardian.child,
                band=AgeBand(form.cleaned_data["band"]),
                confirms_lower=form.cleaned_data["confirms_lower"],
                actor_key=guardian.key,
                at=timezone.now(),
            )
        except DomainError as error:
            field = "confirms_lower" if isinstance(error, LowerBandError) else "band"
            form.add_error(field, str(error))
        else:
            messages.success(request, _("Danke! Das ist gespeichert."))
            return _back(guardian)
    return _page(request, guardian, age_form=form, status=422)


@for_guardian
@require_POST
def password(request: HttpRequest, guardian: Guardian) -> HttpResponse:
    """Draw a code for a child that forgot its password. No redirect: it exists only here."""
    if not decides(guardian):
        raise Http404
    code, until = actions.new_code_from_guardian(guardian=guardian, at=timezone.now())
    context = {
        "child": guardian.child,
        "code": code,
        "until": until,
        "address": absolute(reverse("accounts:recover")),
    }
    return render(request, "accounts/guardian-password.html", context)


@for_guardian
@require_POST
def data(request: HttpRequest, guardian: Guardian) -> HttpResponse:
    """A copy of the child's data as a file; from 16 on only the young person gets one."""
    if not may_act(guardian):
        raise Http404
    packed = export_person(
        user=guardian.child, actor_key=guardian.key, role="guardian", at=timezone.now()
    )
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="lernkette-daten.zip"'
    return answer


@for_guardian
@require_POST
def erase(request: HttpRequest, guardian: Guardian) -> HttpResponse:
    """Have the child's data deleted: at once while nothing was used, else after a fortnight."""
    if not may_act(guardian):
        raise Http404
    if is_pending(guardian.child):
        actions.drop_own_pending(user=guardian.child)
        session.end(request)
        messages.success(request, _("Das Konto und alle Angaben sind gelöscht."))
        return see_other("guardian:enter")
    with suppress(ConflictError):  # asked for already: the page says until when
        request_erasure(
            user=guardian.child,
            keeps_certificates=False,
            actor_key=guardian.key,
            role="guardian",
            at=timezone.now(),
        )
    messages.success(request, _("Das Konto wird in 14 Tagen gelöscht."))
    return _back(guardian)


@for_guardian
@require_POST
def keep(request: HttpRequest, guardian: Guardian) -> HttpResponse:
    """Think again within the fortnight, about what oneself asked for."""
    if not may_keep(guardian):
        raise Http404
    cancel_erasure(user=guardian.child, actor_key=guardian.key, role="guardian", at=timezone.now())
    messages.success(request, _("Das Konto bleibt."))
    return _back(guardian)


@for_guardian
@require_POST
def finish(request: HttpRequest, guardian: Guardian) -> HttpResponse:
    """End one's own access for good."""
    actions.end_guardian(guardian=guardian, actor_key=guardian.key, at=timezone.now())
    session.end(request)
    messages.success(request, _("Ihr Zugang ist beendet, Ihre Adresse ist gelöscht."))
    return see_other("guardian:enter")


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the page in this browser; the next time takes a new link."""
    session.end(request)
    answer = see_other("guardian:enter")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _open(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    name = f"guardian-code:{client_address(request)}"
    if tries(name) >= MOST_FAILURES:
        raise CodeError(_("Zu viele Versuche. Bitte warten Sie zehn Minuten."))
    try:
        guardian = actions.use_code(code=code, at=now)
    except CodeError:
        count_try(name, seconds=WINDOW)
        raise
    session.begin(request, guardian, now)
    return _back(guardian)


def _back(guardian: Guardian) -> HttpResponse:
    address = reverse("guardian:child", args=[guardian.child.key])
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def _page(
    request: HttpRequest,
    guardian: Guardian,
    *,
    refusal: Refusal | None = None,
    age_form: AgeForm | None = None,
    status: int,
) -> HttpResponse:
    child = guardian.child
    account = Purpose.ACCOUNT
    context = {
        "guardian": guardian,
        "child": child,
        "decides": decides(guardian),
        "may_act": may_act(guardian),
        "may_keep": may_keep(guardian),
        "card": card(child, account, guardian_key=guardian.key, refusal=refusal),
        "progress": progress_of(child, get_language() or "de"),
        "age_form": age_form or AgeForm(initial={"band": child.age_band}),
        "asks_age": is_band_due(child.age_band, child.age_band_asked_at, timezone.now()),
        "is_pending": is_pending(child),
    }
    return render(request, "accounts/guardian-child.html", context, status=status)
