"""The last admin of a house goes: asked to hand over first, else the city is told."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lms.accounts.enums import MailKind
from lms.accounts.mails import send_many
from lms.accounts.models import User
from lms.accounts.queries import city_staff
from network.models import Partner
from network.queries.membership import administered_alone


def ask_to_hand_over(*, user: User) -> list[str]:
    """What to do before an account may go, one sentence for each house."""
    message = _(
        "Nur Sie verwalten „%(house)s“. Geben Sie diese Rechte zuerst jemand anderem, oder wenden "
        "Sie sich an die Stadtverwaltung."
    )
    return [message % {"house": partner.name} for partner in administered_alone(user)]


def tell_admin_gone(*, user: User, at: datetime) -> None:
    """Tell the city's staff which houses nobody administers any more; one mail for each."""
    for partner in administered_alone(user):
        send_many(
            "email/house_without_admin",
            people=city_staff().exclude(pk=user.pk),
            context=_words(partner),
            kind=MailKind.TASKS,
            key=f"without-admin:{partner.key}:{at.isoformat()}",
            at=at,
        )


def _words(partner: Partner) -> Callable[[str], dict[str, Any]]:
    return lambda _language: {"house": partner.name}
