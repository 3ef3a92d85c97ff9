"""The joining code: people take a free seat by themselves."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.school_class.cards import Card, draw_joining_code
from courses.actions.school_class.founding import record_class
from courses.actions.school_class.seats import renew_card
from courses.models import SchoolClass
from courses.queries.class_entry import class_of_joining
from courses.queries.school_class import seats_of
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError

LONGEST_DAYS = 14


class UnknownCodeError(DomainError):
    """The code is wrong, closed or expired: which of these is not told."""


class NoFreeSeatError(ConflictError):
    """Every seat of the class is used."""


@transaction.atomic
def open_joining(*, school_class: SchoolClass, days: int, actor: User, at: datetime) -> str:
    """Draw a joining code, good for some days; an older one ends.

    Returns:
        The code; it is stored nowhere.
    """
    code, hashed = draw_joining_code()
    school_class.joining_hash = hashed
    school_class.joining_expires_at = at + timedelta(days=max(1, min(days, LONGEST_DAYS)))
    school_class.save(update_fields=["joining_hash", "joining_expires_at"])
    record_class("class.joining-open", school_class, actor=actor, at=at)
    return code


@transaction.atomic
def close_joining(*, school_class: SchoolClass, actor: User, at: datetime) -> None:
    """End the joining code at once."""
    school_class.joining_hash, school_class.joining_expires_at = "", None
    school_class.save(update_fields=["joining_hash", "joining_expires_at"])
    record_class("class.joining-close", school_class, actor=actor, at=at)


@transaction.atomic
def join_class(*, code: str, at: datetime) -> Card:
    """Take a free seat, any of them: its card is drawn anew for who joins.

    Raises:
        UnknownCodeError: The code is wrong, closed or expired.
        NoFreeSeatError: Every seat is used.
    """
    found = class_of_joining(code, at)
    if found is None:
        raise UnknownCodeError(_("Dieser Code gilt nicht. Einen anderen gibt es bei der Leitung."))
    # Two who come at once wait here for one another: they never get the same seat.
    locked = SchoolClass.objects.select_for_update().get(pk=found.pk)
    free = list(seats_of(locked).filter(first_used_at=None))
    if not free:
        raise NoFreeSeatError(_("Hier ist kein Platz mehr frei."))
    seat = secrets.choice(free)
    card = renew_card(seat, at=at)
    seat.first_used_at = at
    seat.save(update_fields=["first_used_at"])
    return card
