"""The one page of an account that waits: what is missing, and what can be done about it."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.accounts import actions
from lms.accounts.actions.child import deadline
from lms.accounts.actions.erasure import cancel_erasure, request_erasure
from lms.accounts.consent.forms import AgreeForm, GuardianEmailForm
from lms.accounts.consent.queries import (
    is_pending,
    newest_voices,
    open_forms,
    own_guardians,
    wording,
)
from lms.accounts.consent.rules import GUARDED, SAID_NO, SPEAKS, Voice, is_band_due
from lms.accounts.enums import Decision, Purpose
from lms.accounts.models import Guardian, User
from lms.accounts.queries import may_take_back
from lms.accounts.views import own, see_other
from lms.common.errors import ConflictError, NotAllowedError


@login_required
@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Say what is missing; who waits for nothing goes on learning."""
    user = own(request)
    if not user.pause_reason:
        return redirect("accounts:profile")
    return render(request, "accounts/waiting.html", _context(user, GuardianEmailForm()))


@login_required
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Send a guardian the mail once more; the form names a row, so the page shows no address."""
    user, now = own(request), timezone.now()
    guardian = _chosen_guardian(request, user)
    try:
        _check_may_ask(user)
    except ConflictError as error:
        context = _context(user, GuardianEmailForm()) | {"refusal": str(error)}
        return render(request, "accounts/waiting.html", context, status=error.status)
    actions.ask_guardian(guardian=guardian, at=now)
    messages.success(request, _("Die E-Mail ist unterwegs."))
    return see_other("accounts:waiting")


@login_required
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask somebody else by mail; the answer is always the same."""
    user, now = own(request), timezone.now()
    form = GuardianEmailForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/waiting.html", _context(user, form), status=422)
    try:
        _check_may_ask(user)
        guardian = actions.name_guardian(child=user, email=form.cleaned_data["email"], at=now)
    except ConflictError as error:
        form.add_error("email", str(error))
        context = _context(user, form)
        return render(request, "accounts/waiting.html", context, status=error.status)
    actions.ask_guardian(guardian=guardian, at=now)
    messages.success(request, _("Die E-Mail ist unterwegs."))
    return see_other("accounts:waiting")


@login_required
@never_cache
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """Print a form for one guardian. No redirect: the number exists only in this answer."""
    user, now = own(request), timezone.now()
    try:
        _check_may_ask(user)
        if request.POST.get("guardian"):
            guardian = _chosen_guardian(request, user)
        else:
            guardian = actions.name_guardian(child=user, email="", at=now)
        form, number = actions.print_form(guardian=guardian, at=now)
    except ConflictError as error:
        context = _context(user, GuardianEmailForm()) | {"refusal": str(error)}
        return render(request, "accounts/waiting.html", context, status=error.status)
    context = {"form": form, "number": number, "wording": wording(Purpose.ACCOUNT)}
    return render(request, "accounts/paper-form.html", context)


@login_required
@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    """Delete a waiting account at once; one that was in use goes after a fortnight."""
    user = own(request)
    if is_pending(user):
        actions.drop_own_pending(user=user)
        logout(request)
        messages.success(request, _("Das Konto und alle Angaben sind gelöscht."))
        return see_other("account_signup")
    if not user.pause_reason:
        raise Http404
    with suppress(ConflictError):  # asked for already: the page says until when
        request_erasure(user=user, keeps_certificates=False, at=timezone.now())
    messages.success(request, _("Das Konto wird in 14 Tagen gelöscht."))
    return see_other("accounts:waiting")


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Think again within the fortnight, unless a guardian asked for it."""
    try:
        cancel_erasure(user=own(request), at=timezone.now())
    except NotAllowedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Das Konto bleibt."))
    return see_other("accounts:waiting")


def _chosen_guardian(request: HttpRequest, user: User) -> Guardian:
    guardian = own_guardians(user).filter(key=request.POST.get("guardian", "")).first()
    if guardian is None:
        raise Http404
    return guardian


def _check_may_ask(user: User) -> None:
    if user.age_band not in GUARDED or not user.pause_reason:
        raise ConflictError(_("Für dieses Konto wird keine Einwilligung gebraucht."))
    # A child does not simply ask somebody else.
    if user.pause_reason in SAID_NO:
        raise ConflictError(_("Jemand hat schon Nein gesagt. Sprecht bitte zuerst miteinander."))


def _context(user: User, form: GuardianEmailForm) -> dict[str, Any]:
    now = timezone.now()
    voices = newest_voices(user, Purpose.ACCOUNT)
    text = wording(Purpose.ACCOUNT)
    return {
        "person": user,
        "form": form,
        "is_pending": is_pending(user),
        "may_keep": may_take_back(user, user.key),
        "deadline": deadline(user, now) if is_pending(user) else None,
        "guardians": [
            (row, _state(row, voices)) for row in own_guardians(user).filter(is_by_class=False)
        ],
        "needs_guardians": user.age_band in GUARDED,
        "may_ask": user.age_band in GUARDED and user.pause_reason not in SAID_NO,
        "has_open_form": open_forms(user, now).exists(),
        "asks_age": is_band_due(user.age_band, user.age_band_asked_at, now),
        "wording": text,
        "agree": _agree_form(user, voices.get(""), text.version),
    }


def _agree_form(user: User, voice: Voice | None, version: int) -> AgreeForm | None:
    """The person's own consent, where it is needed and not given to this text."""
    if user.age_band not in SPEAKS or voice == Voice(Decision.GIVEN, version):
        return None
    return AgreeForm(purpose=Purpose.ACCOUNT, version=version)


def _state(guardian: Guardian, voices: dict[str, Any]) -> str:
    voice = voices.get(guardian.key)
    return str(Decision(voice.decision).label) if voice else ""
