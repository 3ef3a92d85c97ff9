"""One's own account, and the ways in that allauth does not have."""

from http import HTTPStatus
from urllib.parse import urlencode

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.email_verification import (
    send_verification_email_to_address,
    verify_email_and_resume,
)
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lms.accounts import actions, forms
from lms.accounts.actions.confirmation import address_for_code
from lms.accounts.actions.invitation import InvitationError, invited_person
from lms.accounts.adapters import PENDING_EMAIL, WAIT
from lms.accounts.consent.rules import MINOR
from lms.accounts.mails import absolute
from lms.accounts.models import User
from lms.accounts.queries import may_take_back, second_factors, unused_recovery_codes
from lms.common.errors import DomainError


def see_other(name: str) -> HttpResponse:
    """Answer a form that was accepted."""
    return HttpResponseRedirect(reverse(name), status=HTTPStatus.SEE_OTHER)


def show(request: HttpRequest, template: str, form: Form, **context: object) -> HttpResponse:
    """Show a form, with 422 when it was sent and has errors."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, {"form": form, **context}, status=status)


def is_throttled(request: HttpRequest, action: str, form: Form, field: str) -> bool:
    """Count a try against the account named in ``field``; when it is one too many, say so."""
    key = str(form.cleaned_data[field]).strip().lower()
    if ratelimit.consume(request, action=action, key=key):
        return False
    form.add_error(None, WAIT)
    return True


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what one says about oneself; links to everything else of the account."""
    user = own(request)
    initial = {"display_name": user.display_name, "language": user.language}
    form = forms.ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.update_profile(user=user, **form.cleaned_data)
        messages.success(request, _("Gespeichert."))
        return see_other("accounts:profile")
    return show(
        request,
        "accounts/profile.html",
        form,
        has_second_factor=second_factors(user).exists(),
        stores_name=user.age_band not in MINOR,
        unused_codes=unused_recovery_codes(user),
        may_keep=may_take_back(user, user.key),
    )


@login_required
def certificate_name(request: HttpRequest) -> HttpResponse:
    """Confirm the name certificates carry."""
    user = own(request)
    initial = {"name": user.certificate_name or user.display_name}
    form = forms.CertificateNameForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_certificate_name(
                user=user, name=form.cleaned_data["name"], at=timezone.now()
            )
        except DomainError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Ihr Name ist bestätigt."))
            return see_other("accounts:profile")
    return show(request, "accounts/certificate-name.html", form)


@never_cache
def confirm(request: HttpRequest) -> HttpResponse:
    """Type the code of a confirmation mail, on any device."""
    initial = {"email": request.session.get(PENDING_EMAIL, "")}
    form = forms.ConfirmCodeForm(request.POST or None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and not is_throttled(request, "confirm_code", form, "email")
    ):
        address = address_for_code(**form.cleaned_data, at=timezone.now())
        response = _confirm_address(request, address) if address else None
        if response:
            return response
        form.add_error("code", _("Dieser Code passt nicht zur Adresse oder gilt nicht mehr."))
    return show(request, "accounts/confirm.html", form, pending_email=initial["email"])


def _confirm_address(request: HttpRequest, address: EmailAddress) -> HttpResponse | None:
    """Confirm; sign in only the browser that has just registered (it knows the password)."""
    confirmed, response = verify_email_and_resume(request, EmailConfirmationHMAC(address))
    if confirmed is None:
        return None
    request.session.pop(PENDING_EMAIL, None)
    if isinstance(response, HttpResponse):
        response.status_code = HTTPStatus.SEE_OTHER
        return response
    return see_other("account_email" if request.user.is_authenticated else "account_login")


@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    """Send the confirmation mail again; says the same whether somebody waits for it or not."""
    form = forms.ResendForm(request.POST)
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        waiting = EmailAddress.objects.filter(email=email, verified=False)
        address = waiting.order_by("-primary", "-pk").first()
        if address:
            send_verification_email_to_address(request, address, signup=address.primary)
        request.session[PENDING_EMAIL] = email
    messages.info(
        request, _("Wenn diese Adresse auf Bestätigung wartet, ist eine neue E-Mail unterwegs.")
    )
    return see_other("account_email_verification_sent")


@login_required
@reauthentication_required(app="allauth.account")
@never_cache
def recovery_sheet(request: HttpRequest) -> HttpResponse:
    """Show the state of the printed sheet; POST draws a new one and shows it once.

    No redirect after this POST: the codes exist only in its answer.
    """
    user = own(request)
    codes = []
    if request.method == "POST":
        codes = actions.new_recovery_sheet(user=user, at=timezone.now())
    context = {
        "codes": codes,
        "unused_codes": unused_recovery_codes(user),
        "address": absolute(reverse("accounts:recover")),
    }
    return render(request, "accounts/recovery-sheet.html", context)


@never_cache
@sensitive_post_parameters("code", "password")
def recover(request: HttpRequest) -> HttpResponse:
    """Set a new password with user name and a code, of the printed sheet or from a guardian."""
    form = forms.RecoverForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and not is_throttled(request, "recover", form, "username")
    ):
        try:
            actions.reset_with_code(**form.cleaned_data, at=timezone.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Das neue Passwort gilt. Jetzt bitte damit anmelden."))
            return see_other("account_login")
    return show(request, "accounts/recover.html", form)


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation by choosing a password."""
    try:
        user = invited_person(token)
    except InvitationError as error:
        context = {"reason": str(error)}
        return render(
            request, "accounts/invitation-invalid.html", context, status=HTTPStatus.NOT_FOUND
        )
    form = forms.InvitationForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        actions.accept_invitation(user=user, **form.cleaned_data, at=timezone.now())
        messages.success(request, _("Ihr Passwort gilt. Bitte melden Sie sich an."))
        return see_other("account_login")
    return show(request, "accounts/invitation.html", form, person=user)


def admin_login(request: HttpRequest) -> HttpResponse:
    """Send Wagtail's own log-in page to the one door of the house."""
    query = urlencode({"next": request.GET.get("next", "/admin/")})
    return redirect(f"{reverse('account_login')}?{query}")


def own(request: HttpRequest) -> User:
    """The signed-in person (behind ``login_required``)."""
    assert isinstance(request.user, User)  # noqa: S101  (tells the type checker)
    return request.user
