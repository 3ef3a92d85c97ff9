"""Registration: the age band first, then the form that belongs to it."""

from http import HTTPStatus
from typing import Any

from allauth.account import views as account
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lms.accounts import actions
from lms.accounts.consent.forms import BandForm, ChildSignupForm
from lms.accounts.consent.queries import wording
from lms.accounts.consent.rules import GUARDED, SPEAKS
from lms.accounts.entrance import at_home
from lms.accounts.enums import AgeBand, Purpose
from lms.accounts.views import see_other, show


class BandSignupView(account.SignupView):
    """allauth's registration for who is 16 or older."""

    def get_initial(self) -> dict[str, Any]:
        """The band comes from the page before."""
        return {**super().get_initial(), "band": self.request.GET.get("band", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the text to consent to, where one is needed."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if context["form"]["band"].value() in SPEAKS:
            context["wording"] = wording(Purpose.ACCOUNT)
        return context

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Account, code and mail together or not at all; one commit, also for a taken address."""
        answer: HttpResponse = super().form_valid(form)
        return answer


def signup(request: HttpRequest) -> HttpResponse:
    """Ask for the band; with it, show the form that belongs to it. No birth date, ever."""
    band = request.POST.get("band") or request.GET.get("band", "")
    if band in GUARDED and not request.user.is_authenticated:
        return child(request)
    if band in AgeBand.values or request.user.is_authenticated:
        answer: HttpResponse = at_home(BandSignupView.as_view())(request)
        return answer
    is_sent = request.method == "POST" or "band" in request.GET
    form = BandForm(request.GET if is_sent else None)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK
    context = {"form": form, "next": request.GET.get("next", "")}
    return render(request, "accounts/signup-age.html", context, status=status)


@never_cache
@sensitive_post_parameters("password1")
def child(request: HttpRequest) -> HttpResponse:
    """Register somebody under 16: an account that waits, and mails to who decides.

    No address is looked up, so nothing can be learned about who has an account.
    """
    form = ChildSignupForm(
        request.POST or None, initial={"band": request.GET.get("band", AgeBand.UNDER_14)}
    )
    if request.method == "POST":
        too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="signup")
        if too_many is not None:
            return too_many
        if form.is_valid():
            user = actions.register_child(
                band=AgeBand(form.cleaned_data["band"]),
                password=form.cleaned_data["password1"],
                guardian_emails=form.emails(),
                language=get_language() or "de",
                at=timezone.now(),
            )
            perform_login(request, user, email_verification="none")
            return see_other("accounts:waiting")
    return show(request, "accounts/signup-child.html", form)
