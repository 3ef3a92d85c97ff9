"""What allauth tells us."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.accounts.actions import end_sessions
from lms.accounts.models import User
from lms.accounts.queries import SECOND_FACTORS


@receiver(authenticator_added, dispatch_uid="accounts.prove-by-setting-up")
def prove_by_setting_up(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Setting up a factor proves it: this session need not be asked for it again."""
    if authenticator.type in SECOND_FACTORS:
        record_authentication(
            request, user, method="mfa", id=authenticator.pk, type=authenticator.type
        )


@receiver(password_reset, dispatch_uid="accounts.end-sessions-on-reset")
def end_sessions_on_reset(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever knew the old password is out, everywhere."""
    end_sessions(user=user)


@receiver(user_logged_in, dispatch_uid="accounts.tell-of-erasure")
def tell_of_erasure(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever signs in within the fourteen days sees it, and how to keep the account."""
    if user.erase_at is not None:
        day = date_format(localtime(user.erase_at), "DATE_FORMAT")
        text = _("Ihr Konto wird am %(day)s gelöscht. Behalten können Sie es unter „Mein Konto“.")
        messages.warning(request, text % {"day": day}, fail_silently=True)
