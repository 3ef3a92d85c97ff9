"""What allauth and the outbox tell us."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.accounts.actions import end_sessions, load_texts
from lms.accounts.enums import MailKind
from lms.accounts.models import User
from lms.accounts.preferences import wants
from lms.accounts.queries import SECOND_FACTORS, may_take_back
from lms.records.bouncing import is_closed
from lms.records.models import OutboxMessage
from lms.records.signals import mail_leaving
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


@receiver(mail_leaving, dispatch_uid="accounts.ask-the-reader")
def ask_the_reader(sender: Any, message: OutboxMessage, **kwargs: Any) -> bool:
    """True where the reader switched this kind of mail off after it was queued, or is gone."""
    if not message.topic or not message.person_key:
        return False
    user = User.objects.filter(key=message.person_key).first()
    return user is None or not wants(user, MailKind(message.topic))


@receiver(user_logged_in, dispatch_uid="accounts.tell-of-bounces")
def tell_of_bounces(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whose mails come back cannot hear of it by mail; one query for who has an address."""
    if user.email and is_closed(user.email):
        messages.warning(
            request,
            _(
                "E-Mails an Ihre Adresse kommen zurück. Bitte prüfen Sie die Adresse "
                "unter „Mein Konto“, „Meine E-Mails“."
            ),
            fail_silently=True,
        )


@receiver(user_logged_in, dispatch_uid="accounts.tell-of-erasure")
def tell_of_erasure(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Whoever signs in within the fourteen days sees it, and how to keep the account.

    Not a pupil at a seat: a guardian asked for it, and only the guardian can take it back.
    """
    if user.erase_at is not None and not user.is_pseudonymous:
        day = date_format(localtime(user.erase_at), "DATE_FORMAT")
        text = _("Dieses Konto wird am %(day)s gelöscht.")
        if may_take_back(user, user.key):
            text = _(
                "Ihr Konto wird am %(day)s gelöscht. Behalten können Sie es unter „Mein Konto“."
            )
        messages.warning(request, text % {"day": day}, fail_silently=True)
