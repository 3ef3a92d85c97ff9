"""What happens when mails come back: the row says so, and a dead mailbox gets no more."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from lms.common.delivery_status import DeliveryStatus
from lms.records.models import DeadMailbox, MailState, OutboxMessage

CLOSES = 2  # hard bounces until nothing more is sent
KNOWN = (MailState.SENT, MailState.PENDING, MailState.FAILED)


def mailbox_hash(address: str) -> str:
    """What stands for an address where the address itself need not be kept."""
    return salted_hmac(
        "lms.records.mailbox", address.strip().lower(), algorithm="sha256"
    ).hexdigest()


def is_closed(address: str) -> bool:
    """Whether mails to an address came back so often that none is sent any more; one query."""
    found = DeadMailbox.objects.filter(mailbox_hash=mailbox_hash(address))
    return bool(address) and found.filter(closed_at__isnull=False).exists()


@transaction.atomic
def note_bounce(address: str, *, at: datetime) -> None:
    """Count one more mail that could not reach an address; the second closes it."""
    row, _is_new = DeadMailbox.objects.get_or_create(
        mailbox_hash=mailbox_hash(address), defaults={"bounced_at": at}
    )
    mine = DeadMailbox.objects.filter(pk=row.pk)
    mine.update(bounces=F("bounces") + 1, bounced_at=at)
    mine.filter(bounces__gte=CLOSES, closed_at=None).update(closed_at=at)


def open_mailbox(address: str) -> None:
    """Its owner says that the address is right: mails are sent there again."""
    DeadMailbox.objects.filter(mailbox_hash=mailbox_hash(address)).delete()


@transaction.atomic
def record_bounce(status: DeliveryStatus, *, at: datetime) -> bool:
    """Write down that a mail came back; reading the same notice twice counts once.

    Only a notice that holds the Message-ID of a mail of ours is believed. A delay is no bounce.

    Returns:
        Whether it was about a mail of ours that had not been known to have come back.
    """
    if not status.is_failure or not status.digest:
        return False
    rows = OutboxMessage.objects.filter(digest=status.digest, state__in=KNOWN, attempts__gt=0)
    message = rows.first()
    taken = message is not None and rows.filter(pk=message.pk).update(
        state=MailState.BOUNCED,
        bounced_at=at,
        error=f"bounce {status.code}",
        text="",
        html="",
        attachment=None,
    )
    if message is None or not taken:
        return False
    if status.is_hard:
        note_bounce(message.recipient, at=at)
    return True
