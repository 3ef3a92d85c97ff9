"""Where allauth meets our house: mail by the outbox, addresses from settings, German messages."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import get_next_redirect_url
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy as _

from lms.accounts import mails, start
from lms.accounts.actions import confirm_address, issue_code, record_consent
from lms.accounts.enums import Decision, Purpose
from lms.accounts.models import User
from lms.accounts.queries import second_factors
from lms.common.keys import new_key

PENDING_EMAIL = "pending_email"  # session key: the address to confirm, shown on the code page
FRESH_LOGIN = 300  # seconds in which signing in counts as having just given the password

INVALID_LOGIN = _("Die Anmeldung hat nicht geklappt. Bitte prüfen Sie Ihre Eingaben.")
WAIT = _("Zu viele Versuche. Bitte warten Sie zehn Minuten und versuchen Sie es dann erneut.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts with or without e-mail; every mail is a row in the outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "cannot_remove_primary_email": _("Diese E-Mail-Adresse können Sie nicht entfernen."),
        "duplicate_email": _("Diese E-Mail-Adresse gehört schon zu Ihrem Konto."),
        # One sentence for every way of failing: it says nothing about who has an account.
        "email_password_mismatch": INVALID_LOGIN,
        "username_password_mismatch": INVALID_LOGIN,
        "invalid_login": INVALID_LOGIN,
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
        "enter_current_password": _("Das bisherige Passwort stimmt nicht."),
        "incorrect_password": _("Das Passwort stimmt nicht."),
        "incorrect_code": _("Der Code stimmt nicht."),
        "invalid_password_reset": _("Dieser Link gilt nicht mehr."),
        "same_as_current": _("Der neue Wert muss sich vom bisherigen unterscheiden."),
    }

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Draw a random user name: the address must not show through it."""
        user.username = user.username or new_key()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Remember language and age band; from 16 to 17 also the consent that came with them."""
        data = form.cleaned_data
        user.language = get_language() or ""
        user.age_band, user.age_band_asked_at = data.get("band", ""), user.date_joined
        saved: User = super().save_user(request, user, form, commit)
        if data.get("agrees"):
            record_consent(
                user=saved,
                purpose=Purpose.ACCOUNT,
                decision=Decision.GIVEN,
                version=data["version"],
                at=user.date_joined,
            )
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever asked for their account to go first sees when, and may keep it."""
        user = request.user
        if isinstance(user, User) and user.erase_at is not None:
            return reverse("accounts:erase")
        return str(super().get_login_redirect_url(request))

    def is_safe_url(self, url: str | None) -> bool:
        """Redirect only within this site."""
        host = settings.SITE_URL.partition("://")[2]
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={host}, require_https=settings.SITE_URL.startswith("https:")
        )

    def get_login_stages(self) -> list[str]:
        """Put our own e-mail stage in place: it lets accounts without an address in."""
        own = "lms.accounts.stages.EmailStage"
        return [
            own if path.endswith(".EmailVerificationStage") else path
            for path in super().get_login_stages()
        ]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Do not ask for the password again right after it was given."""
        request = allauth_context.request
        records = get_authentication_records(request, request.user)
        if records and timezone.now().timestamp() - records[-1]["at"] < FRESH_LOGIN:  # noqa: TID251  (allauth hands no time down)
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue one of allauth's mails."""
        user = context.get("user")
        mails.send(
            template_prefix,
            recipient=email,
            context={**context, "email": email},
            language=mails.language_of(user if isinstance(user, User) else None),
            person=user if isinstance(user, User) and user.pk else None,
            at=timezone.now(),  # noqa: TID251  (allauth hands no time down)
        )

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC, signup: bool
    ) -> None:
        """Send link and code in one mail; remember at which course registration began."""
        address = emailconfirmation.email_address
        code = issue_code(
            user=address.user,
            email=address.email,
            target=start.course_key(get_next_redirect_url(request) or ""),
            at=timezone.now(),  # noqa: TID251  (allauth hands no time down)
        )
        template = "email_confirmation_signup" if signup else "email_confirmation"
        self.send_mail(
            f"account/email/{template}",
            address.email,
            {
                "user": address.user,
                "code": code,
                "link": self.get_email_confirmation_url(request, emailconfirmation),
                "code_page": mails.absolute(reverse("account_email_verification_sent")),
            },
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner; whoever tried to register sees the usual page."""
        self.send_mail(
            "account/email/account_already_exists",
            email,
            {
                "login_url": mails.absolute(reverse("account_login")),
                "reset_url": mails.absolute(reverse("account_reset_password")),
            },
        )

    def get_email_confirmation_url(
        self, request: HttpRequest, emailconfirmation: EmailConfirmationHMAC
    ) -> str:
        """Build the address from settings, never from the Host header."""
        return mails.absolute(reverse("account_confirm_email", args=[emailconfirmation.key]))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Build the address from settings, never from the Host header."""
        uid, _dash, token = key.partition("-")
        return mails.absolute(
            reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        )

    def respond_email_verification_sent(
        self, request: HttpRequest, user: User | None
    ) -> HttpResponse:
        """Go to the page where the code is typed, with the address filled in."""
        if user is not None and user.email:
            request.session[PENDING_EMAIL] = user.email
        response: HttpResponse = super().respond_email_verification_sent(request, user)
        return response

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address, by whichever way, and tell the house."""
        user = email_address.user
        is_first = not EmailAddress.objects.filter(user=user, verified=True).exists()
        if not super().confirm_email(request, email_address):
            return False
        confirm_address(user=user, email=email_address.email, is_first=is_first)
        return True

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures per account: user name and address of one person share a counter."""
        login = str(credentials.get("email") or credentials.get("username") or "").strip()
        found = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login))
        pk = found.values_list("pk", flat=True).first()
        return f"account:{pk}" if pk else f"unknown:{login.lower()}"


class MFAAdapter(DefaultMFAAdapter):
    """Second factors; whoever must have one cannot remove the last."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Ihr Konto braucht einen zweiten Faktor. Richten Sie zuerst einen anderen ein."
        ),
        "incorrect_code": _("Der Code stimmt nicht."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Tell whether a person may do without this one."""
        user = authenticator.user
        if not user.requires_second_factor:
            return True
        return second_factors(user).exclude(pk=authenticator.pk).exists()
