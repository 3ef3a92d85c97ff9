"""What allauth tells us."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from lms.accounts.actions import end_sessions, load_texts
from lms.accounts.models import User
from lms.accounts.queries import SECOND_FACTORS
from lms.taxonomy.signals import vocabularies_loaded


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


@receiver(vocabularies_loaded, dispatch_uid="accounts.load-consent-texts")
def load_consent_texts(sender: Any, **kwargs: Any) -> None:
    """Set-up also brings the first versions of the texts people consent to."""
    load_texts(at=timezone.now())
