"""What people say about themselves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import DomainError
from lms.common.text import visible
from lms.records.actions import record_event


class CertificateNameError(DomainError):
    """Nothing may be issued to this name."""


@transaction.atomic
def update_profile(*, user: User, display_name: str, language: str) -> None:
    """Store how the person is greeted and in which language mails are written ("": as the page)."""
    user.display_name = " ".join(display_name.split())
    user.language = language
    user.save(update_fields=["display_name", "language"])


@transaction.atomic
def confirm_certificate_name(*, user: User, name: str, at: datetime) -> None:
    """Store the name that certificates carry from now on; issued ones keep theirs.

    Raises:
        CertificateNameError: The name is empty, is the user name, looks like an address, or has
            characters that nobody sees.
    """
    name = " ".join(name.split())
    if not name:
        raise CertificateNameError(_("Bitte geben Sie den Namen ein, der gedruckt werden soll."))
    if name.casefold() == user.username.casefold() or "@" in name:
        raise CertificateNameError(
            _("Ein Zertifikat trägt Ihren Namen, keinen Benutzernamen und keine E-Mail-Adresse.")
        )
    if name != visible(name):
        raise CertificateNameError(
            _("In diesem Namen sind Zeichen, die man nicht sieht. Bitte tippen Sie ihn neu ein.")
        )
    user.certificate_name = name
    user.certificate_name_confirmed_at = at
    user.save(update_fields=["certificate_name", "certificate_name_confirmed_at"])
    record_event(
        action="person.confirm-certificate-name",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=user.key,
    )
