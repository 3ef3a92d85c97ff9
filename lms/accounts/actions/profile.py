"""What people say about themselves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.consent.rules import MINOR
from lms.accounts.models import User
from lms.common.errors import DomainError
from lms.common.text import name_form, visible
from lms.records.actions import record_event


class CertificateNameError(DomainError):
    """Nothing may be issued to this name."""


@transaction.atomic
def update_profile(*, user: User, display_name: str, language: str) -> None:
    """Store how the person is greeted and in which language mails are written ("": as the page)."""
    user.display_name = " ".join(display_name.split())
    user.language = language
    user.save(update_fields=["display_name", "language"])


def printable_name(name: str, user: User | None) -> str:
    """Tidy up a name that a certificate is to carry.

    Args:
        name: As it was typed.
        user: Whose it is said to be, where that is known.

    Raises:
        CertificateNameError: It is empty, unreadable, the user name, or looks like an address.
    """
    name = " ".join(name.split())
    if not name_form(name):
        raise CertificateNameError(_("Bitte geben Sie den Namen ein, der gedruckt werden soll."))
    if name != visible(name):
        raise CertificateNameError(
            _("In diesem Namen sind Zeichen, die man nicht sieht. Bitte tippen Sie ihn neu ein.")
        )
    is_user_name = user is not None and name.casefold() == user.username.casefold()
    if is_user_name or "@" in name:
        raise CertificateNameError(
            _("Ein Zertifikat trägt Ihren Namen, keinen Benutzernamen und keine E-Mail-Adresse.")
        )
    return name


@transaction.atomic
def confirm_certificate_name(*, user: User, name: str, at: datetime) -> None:
    """Store the name that certificates carry from now on; issued ones keep theirs.

    Raises:
        CertificateNameError: See ``printable_name``; or the person is a minor, whose name is typed
            when a file is fetched and kept nowhere.
    """
    if user.age_band in MINOR:
        raise CertificateNameError(
            _("Unter 18 speichern wir keinen Namen. Er wird erst beim Herunterladen eingegeben.")
        )
    user.certificate_name = printable_name(name, user)
    user.certificate_name_confirmed_at = at
    user.save(update_fields=["certificate_name", "certificate_name_confirmed_at"])
    record_event(
        action="person.confirm-certificate-name",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=user.key,
    )
