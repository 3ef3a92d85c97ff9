"""Looking at one person for a reason, in a privacy case."""

from datetime import datetime

from django.utils.translation import gettext as _

from lms.accounts.enums import AccountKind, AgeBand
from lms.accounts.models import PrivacyCase, User
from lms.common.errors import DomainError
from lms.records.actions import record_event

SHORTEST_REASON = 10


class ReasonMissingError(DomainError):
    """Nobody looks at a person without saying why."""


class NobodyFoundError(DomainError):
    """No personal account has this address."""


def look_at_person(
    *, actor: User, person: User, reason: str, case: str = "", role: str = "city", at: datetime
) -> None:
    """Write down who looks at whom and why; the person can read it.

    Raises:
        ReasonMissingError: The reason says nothing.
    """
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise ReasonMissingError(_("Bitte schreiben Sie in einem Satz, warum."))
    record_event(
        action="person.look",
        object_type="user",
        object_key=person.key,
        actor_key=actor.key,
        person_key=person.key,
        data={"role": role, "case": case},
        note=reason,
        at=at,
    )


def find_person(*, actor: User, email: str, reason: str, case: str = "", at: datetime) -> User:
    """One adult's account by its exact address, never a child or a seat; the look is logged.

    With ``case`` the person is written into that case.

    Raises:
        ReasonMissingError: See ``look_at_person``.
        NobodyFoundError: No personal account has the address.
    """
    adults = User.objects.filter(kind=AccountKind.PERSONAL, age_band__in=["", AgeBand.ADULT])
    person = adults.filter(email__iexact=email.strip(), email__gt="").first()
    if person is None:
        raise NobodyFoundError(_("Zu dieser Adresse gibt es kein persönliches Konto."))
    look_at_person(actor=actor, person=person, reason=reason, case=case, at=at)
    if case:
        PrivacyCase.objects.filter(number=case, person_key="", closed_at=None).update(
            person_key=person.key
        )
    return person
