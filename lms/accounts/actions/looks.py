"""Looking at one person for a reason, in a privacy case."""

from datetime import datetime

from django.db import transaction
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


class WrongCaseError(DomainError):
    """The case is closed, or about somebody else."""


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


@transaction.atomic
def find_person(*, actor: User, email: str, reason: str, case: str = "", at: datetime) -> User:
    """One adult's account by its exact address, never a child or a seat; the look is logged.

    With ``case`` that case is about this person from now on, and never about another.

    Raises:
        ReasonMissingError: See ``look_at_person``.
        NobodyFoundError: No personal account has the address.
        WrongCaseError: The case is closed, or about somebody else.
    """
    adults = User.objects.filter(kind=AccountKind.PERSONAL, age_band__in=["", AgeBand.ADULT])
    person = adults.filter(email__iexact=email.strip(), email__gt="").first()
    if person is None:
        raise NobodyFoundError(_("Zu dieser Adresse gibt es kein persönliches Konto."))
    if case:
        _bind(case, person)
    look_at_person(actor=actor, person=person, reason=reason, case=case, at=at)
    return person


def _bind(number: str, person: User) -> None:
    rows = PrivacyCase.objects.filter(number=number, closed_at=None)
    # One statement: of two people opened at once by one case, one is refused.
    if not rows.filter(person_key__in=["", person.key]).update(person_key=person.key):
        raise WrongCaseError(
            _("In diesem Vorgang geht es um eine andere Person, oder er ist abgeschlossen.")
        )
