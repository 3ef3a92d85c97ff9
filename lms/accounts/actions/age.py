"""The yearly question for the age band, and the band raised in between."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.actions.consent import refresh_pause
from lms.accounts.actions.guardian import end_grown_up, send_code
from lms.accounts.consent.queries import is_pending
from lms.accounts.consent.rules import (
    GUARDED,
    MINOR,
    adult_not_before,
    could_be,
    is_raised,
    may_raise_own,
)
from lms.accounts.enums import AgeBand
from lms.accounts.models import Guardian, User
from lms.accounts.signals import band_lowered
from lms.common.errors import ConflictError, DomainError
from lms.records.actions import record_event

_FIELDS = (
    "age_band",
    "age_band_asked_at",
    "adult_not_before",
    "certificate_name",
    "certificate_name_confirmed_at",
)


class LowerBandError(DomainError):
    """A lower band was chosen without saying that the earlier answer was wrong."""


@transaction.atomic
def state_band(
    *, user: User, band: AgeBand, confirms_lower: bool = False, actor_key: str, at: datetime
) -> None:
    """Store how old somebody is now; the account goes on or waits as the new band says.

    Args:
        user: Whose age it is.
        band: The band that is true now.
        confirms_lower: It was said in so many words that the earlier answer was wrong.
        actor_key: ``User.key`` or ``Guardian.key`` of who answers.
        at: When.

    Raises:
        ConflictError: The account has no band; not enough years have passed for this one; or a
            child would step past guardians who refused or have not answered yet.
        LowerBandError: Lower, and not confirmed.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    old = locked.age_band
    _check_step(locked, band, actor_key, at)
    is_lower = old != band and not is_raised(old, band)
    if is_lower and not confirms_lower:
        raise LowerBandError(_("Bitte bestätigen Sie, dass die frühere Angabe nicht stimmte."))
    locked.adult_not_before = _adult_from(locked)
    locked.age_band, locked.age_band_asked_at = band, at
    if band in MINOR:  # of minors no name is stored
        locked.certificate_name, locked.certificate_name_confirmed_at = "", None
    locked.save(update_fields=_FIELDS)
    if old != band:
        _tell(locked, old, actor_key, at)
    if is_lower:
        band_lowered.send(sender=User, user=locked, at=at)
    end_grown_up(user=locked, at=at)
    refresh_pause(user=locked, at=at)
    user.refresh_from_db()


def _check_step(user: User, band: AgeBand, actor_key: str, at: datetime) -> None:
    old = user.age_band
    if not old:
        raise ConflictError(_("Für dieses Konto wird kein Alter gefragt."))
    if not could_be(band, _adult_from(user), at):
        raise ConflictError(
            _("Nach den bisherigen Antworten ist dafür noch nicht genug Zeit vergangen.")
        )
    if is_pending(user) and old in GUARDED and band not in GUARDED:
        # Nobody agreed yet: a click must not do instead.
        raise ConflictError(
            _(
                "Solange das Konto wartet, geht das nicht. Löschen Sie es und legen Sie ein "
                "neues an."
            )
        )
    if actor_key == user.key and not may_raise_own(old, band, user.pause_reason):
        raise ConflictError(
            _("Solange das Konto wartet, kann das nur jemand angeben, der das Sorgerecht hat.")
        )


def _adult_from(user: User) -> datetime | None:
    return adult_not_before(user.age_band, user.age_band_asked_at, user.adult_not_before)


def _tell(user: User, old: str, actor_key: str, at: datetime) -> None:
    """Log the change, and tell the guardians of a child: nobody grows up unnoticed."""
    record_event(
        action="person.state-age-band",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=actor_key,
        person_key="" if actor_key == user.key else user.key,
    )
    if old not in GUARDED:
        return
    for guardian in Guardian.objects.filter(child=user, ended_at=None, confirmed_at__isnull=False):
        send_code(
            guardian=guardian,
            template="email/guardian_age_changed",
            # Once a day for each band: going to and fro fills nobody's mailbox.
            key=f"age-changed:{guardian.key}:{user.age_band}:{at.date()}",
            at=at,
        )
