"""One's own decisions: what one agrees to, how old one is, who may look."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.accounts import actions
from lms.accounts.actions.age import LowerBandError
from lms.accounts.consent.decisions import cards, decide, purposes_of
from lms.accounts.consent.forms import AgeForm
from lms.accounts.consent.queries import history, own_guardians
from lms.accounts.consent.rules import GUARDED
from lms.accounts.enums import AgeBand
from lms.accounts.views import own, see_other, show
from lms.common.errors import DomainError


@login_required
def consents(request: HttpRequest) -> HttpResponse:
    """Show each purpose with its text; give and withdraw, effective at once."""
    user, refusal = own(request), None
    if request.method == "POST":
        if request.POST.get("purpose") not in purposes_of(user):
            raise Http404
        refusal = decide(user, request.POST, at=timezone.now())
        if refusal is None:
            messages.success(request, _("Gespeichert."))
            return see_other("accounts:waiting" if user.pause_reason else "accounts:consents")
    context = {
        "cards": cards(user, refusal),
        "events": history(user),
        "guardians": own_guardians(user),
        "may_end": user.age_band not in GUARDED,
    }
    status = refusal.status if refusal else 200
    return render(request, "accounts/consents.html", context, status=status)


@login_required
def age(request: HttpRequest) -> HttpResponse:
    """Say how old one is now: the yearly question, or a birthday in between."""
    user = own(request)
    if not user.age_band:
        raise Http404
    form = AgeForm(request.POST or None, initial={"band": user.age_band})
    if request.method == "POST" and form.is_valid() and _state_band(user, form):
        messages.success(request, _("Danke! Das ist gespeichert."))
        return see_other("accounts:waiting" if user.pause_reason else "accounts:profile")
    return show(request, "accounts/age.html", form)


@login_required
@require_POST
def guardian_end(request: HttpRequest, guardian: str) -> HttpResponse:
    """From 16 on, end somebody's look at one's own learning."""
    user = own(request)
    found = own_guardians(user).filter(key=guardian).first()
    if found is None or user.age_band in GUARDED:
        raise Http404
    actions.end_guardian(guardian=found, actor_key=user.key, at=timezone.now())
    messages.success(request, _("Der Zugang ist beendet."))
    return see_other("accounts:consents")


def _state_band(user: Any, form: AgeForm) -> bool:
    """Store the answer; a refusal stands in the form."""
    try:
        actions.state_band(
            user=user,
            band=AgeBand(form.cleaned_data["band"]),
            confirms_lower=form.cleaned_data["confirms_lower"],
            actor_key=user.key,
            at=timezone.now(),
        )
    except DomainError as error:
        field = "confirms_lower" if isinstance(error, LowerBandError) else "band"
        form.add_error(field, str(error))
        return False
    return True
