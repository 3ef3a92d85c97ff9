"""The secret address of a person's calendar feed."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from lms.accounts.models import User
from lms.records.actions import record_event
from network.models import FeedToken

BYTES = 24  # 192 bits: nobody guesses an address


@transaction.atomic
def new_feed_token(*, user: User, at: datetime) -> str:
    """Make a new address; the one before stops working. Only its hash is kept, so show it once."""
    _revoke(user, at)
    token = secrets.token_urlsafe(BYTES)
    FeedToken.objects.create(user=user, token_hash=hashed(token), created_at=at)
    _log("feed.new", user, at)
    return token


@transaction.atomic
def revoke_feed(*, user: User, at: datetime) -> None:
    """Switch the feed of a person off; without one nothing happens."""
    if _revoke(user, at):
        _log("feed.revoke", user, at)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _revoke(user: User, at: datetime) -> int:
    return FeedToken.objects.filter(user=user, revoked_at=None).update(revoked_at=at)


def _log(action: str, user: User, at: datetime) -> None:
    record_event(action=action, object_type="user", object_key=user.key, at=at, actor_key=user.key)
