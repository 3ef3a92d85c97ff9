"""Confirming an e-mail address by a code that works on any device (the link is allauth's)."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F, ProtectedError

from lms.accounts import codes
from lms.accounts.models import PendingConfirmation, User
from lms.accounts.signals import account_confirmed

GROUPS = 2  # eight letters, about 38 bits; with ten tries a code, guessing is hopeless
MAX_TRIES = 10
CODE_LIFE = timedelta(days=3)  # as long as the link in the same mail
UNCONFIRMED_LIFE = timedelta(days=7)


@transaction.atomic
def issue_code(*, user: User, email: str, target: str = "", at: datetime) -> str:
    """Begin to confirm ``email`` and return the code for the mail; an older code stops working.

    ``target`` is the course at which registration began; asked again without one, it stays.
    """
    code = codes.draw(GROUPS)
    values = {
        "email": email.lower(),
        "code_hash": codes.hashed(code, owner=user.key),
        "tries": 0,
        "created_at": at,
    }
    if target:
        values["target"] = target
    PendingConfirmation.objects.update_or_create(user=user, defaults=values)
    return code


def address_for_code(*, email: str, code: str, at: datetime) -> EmailAddress | None:
    """Find the unconfirmed address that waits for this code; counts the try.

    Costs the same for an address nobody has as for one whose code is wrong.
    """
    waiting = PendingConfirmation.objects.filter(
        email=email.lower(), tries__lt=MAX_TRIES, created_at__gt=at - CODE_LIFE
    )
    found = None
    for pending in waiting.select_related("user"):
        is_counted = PendingConfirmation.objects.filter(pk=pending.pk, tries__lt=MAX_TRIES).update(
            tries=F("tries") + 1
        )
        if is_counted and codes.matches(code, pending.code_hash, owner=pending.user.key):
            found = pending
    if found is None:
        return None
    return EmailAddress.objects.filter(user=found.user, email=found.email, verified=False).first()


def confirm_address(*, user: User, email: str, is_first: bool) -> None:
    """Finish after the address was confirmed, by link or code.

    The first confirmed address makes the account: ``account_confirmed`` goes out, after the
    transaction, because a receiver that fails must not undo the confirmation.
    """
    with transaction.atomic():
        pending = PendingConfirmation.objects.filter(user=user, email=email.lower()).first()
        if pending:
            pending.delete()
    if is_first:
        target = pending.target if pending else ""
        account_confirmed.send_robust(sender=User, user=user, target=target)


def drop_unconfirmed(*, at: datetime) -> int:
    """Delete registrations and address changes nobody confirmed for a week; returns how many.

    Nobody can so keep another person's address occupied.
    """
    expired = PendingConfirmation.objects.filter(created_at__lt=at - UNCONFIRMED_LIFE)
    dropped = 0
    for pending in expired.select_related("user"):
        try:
            _drop(pending)
        except ProtectedError:  # something already hangs on the account
            continue
        dropped += 1
    return dropped


@transaction.atomic
def _drop(pending: PendingConfirmation) -> None:
    user = pending.user
    is_used = user.last_login is not None
    if is_used or EmailAddress.objects.filter(user=user, verified=True).exists():
        EmailAddress.objects.filter(user=user, email=pending.email, verified=False).delete()
        pending.delete()
    else:
        user.delete()
