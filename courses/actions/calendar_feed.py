"""The secret address of a person's calendar of appointments."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from courses.models import CalendarToken
from lms.accounts.models import User
from lms.records.actions import record_event

BYTES = 24  # 192 bits: nobody guesses an address


@transaction.atomic
def new_calendar_token(*, user: User, at: datetime) -> str:
    """Make a new address; the one before stops working. Only its hash is kept, so show it once."""
    User.objects.select_for_update().get(pk=user.pk)  # one address, whoever asks twice at once
    _revoke(user, at)
    token = secrets.token_urlsafe(BYTES)
    CalendarToken.objects.create(user=user, token_hash=hashed(token), created_at=at)
    _log("calendar.new", user, at)
    return token


@transaction.atomic
def revoke_calendar(*, user: User, at: datetime) -> None:
    """Switch the calendar of a person off; without one nothing happens."""
    if _revoke(user, at):
        _log("calendar.revoke", user, at)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _revoke(user: User, at: datetime) -> int:
    return CalendarToken.objects.filter(user=user, revoked_at=None).update(revoked_at=at)


def _log(action: str, user: User, at: datetime) -> None:
    record_event(action=action, object_type="user", object_key=user.key, at=at, actor_key=user.key)
