"""Choosing which mails come."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lms.accounts.actions.consent import record_consent
from lms.accounts.consent.queries import newest_voices
from lms.accounts.enums import Decision, MailKind, Method, Purpose
from lms.accounts.models import MailPreference, User
from lms.accounts.preferences import CHOSEN_HERE, NEEDS_CONSENT
from lms.records.actions import record_event
from lms.records.bouncing import open_mailbox


@transaction.atomic
def choose_mails(*, user: User, kinds: Collection[MailKind], at: datetime) -> None:
    """Switch these kinds on and all others off; what needs consent is given and withdrawn there."""
    _store(user, {kind: kind in kinds for kind in CHOSEN_HERE})
    _record(user, "person.choose-mails", sorted(kinds), at)


@transaction.atomic
def switch_off(*, user: User, kind: MailKind, at: datetime) -> None:
    """Switch one kind off, from the next mail on; safe to repeat.

    Where a consent is behind it, that is withdrawn.
    """
    if kind in NEEDS_CONSENT:
        _withdraw(user, NEEDS_CONSENT[kind], at)
    else:
        _store(user, {kind: False})
    _record(user, "person.switch-off-mail", [kind], at)


@transaction.atomic
def retry_mailbox(*, user: User, at: datetime) -> None:
    """Send to the person's address again, although mails came back from it."""
    open_mailbox(user.email)
    _record(user, "person.retry-mailbox", [], at)


def _withdraw(user: User, purpose: Purpose, at: datetime) -> None:
    voice = newest_voices(user, purpose).get("")
    if voice is not None and voice.decision == Decision.GIVEN:
        record_consent(
            user=user,
            purpose=purpose,
            decision=Decision.WITHDRAWN,
            version=voice.version,
            method=Method.LINK,
            at=at,
        )


def _store(user: User, chosen: dict[MailKind, bool]) -> None:
    MailPreference.objects.bulk_create(
        [MailPreference(user=user, kind=kind, is_on=is_on) for kind, is_on in chosen.items()],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["is_on"],
    )


def _record(user: User, action: str, kinds: list[MailKind], at: datetime) -> None:
    record_event(
        action=action,
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=user.key,
        data={"kinds": [kind.value for kind in kinds]} if kinds else {},
    )
