"""What others write into the records: audit events, mails to send, stale marks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.validators import validate_email
from django.db import transaction

from lms.records.models import (
    AuditEvent,
    AuditNote,
    MailPriority,
    MailState,
    OutboxMessage,
    StaleMark,
)
from lms.records.tasks import send_outbox

SUBJECT_LENGTH = 255
BATCH = 200  # rows of one INSERT


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    type: str  # such as text/calendar; text is UTF-8
    data: bytes


@transaction.atomic
def record_event(  # noqa: PLR0913  (the columns of the row)
    *,
    action: str,
    object_type: str,
    object_key: str,
    at: datetime,
    actor_key: str = "",
    partner_key: str = "",
    person_key: str = "",
    data: dict[str, Any] | None = None,
    note: str = "",
) -> AuditEvent:
    """Write one line of the audit log; it can never be changed.

    Args:
        action: What happened, such as ``certificate.revoke``.
        object_type: Type of the object, such as ``certificate``.
        object_key: Its public key.
        at: When.
        actor_key: ``User.key`` of who did it, "" for the system.
        partner_key: Key of the partner in whose house it happened.
        person_key: ``User.key`` of whose data was looked at or changed by somebody else.
        data: Facts without personal text (JSON).
        note: Personal text (reasons, names); stored beside the event, erasable.
    """
    event = AuditEvent.objects.create(
        at=at,
        actor_key=actor_key,
        action=action,
        object_type=object_type,
        object_key=object_key,
        partner_key=partner_key,
        person_key=person_key,
        data=data or {},
    )
    if note:
        AuditNote.objects.create(event=event, text=note)
    return event


@dataclass(frozen=True)
class Mail:
    """A mail as it will leave, for one reader.

    Attributes:
        key: What makes it go once, however often it is queued.
        kind: Which mail it is, such as the name of its template.
        recipient: One address.
        person_key: ``User.key`` of who reads it, where that is somebody with an account.
        topic: What the reader may switch off; "" where they may not.
        unsubscribe_url: Where one POST switches that off (RFC 8058).
    """

    key: str
    kind: str
    recipient: str
    subject: str
    text: str
    html: str = ""
    attachment: Attachment | None = None
    person_key: str = ""
    topic: str = ""
    unsubscribe_url: str = ""
    priority: MailPriority = MailPriority.AWAITED


@transaction.atomic
def queue_mail(mail: Mail, *, at: datetime) -> OutboxMessage:
    """Put a mail into the outbox; the same ``key`` a second time changes and sends nothing.

    It leaves after the caller's transaction has committed. A broker that is away does no harm:
    the row waits for the sweeper.

    Raises:
        ValidationError: ``recipient`` is not one e-mail address.
    """
    validate_email(mail.recipient)
    message, is_new = OutboxMessage.objects.get_or_create(key=mail.key, defaults=_columns(mail, at))
    if is_new:
        transaction.on_commit(send_outbox.delay, robust=True)
    return message


@transaction.atomic
def queue_mails(mails: list[Mail], *, at: datetime) -> None:
    """Do it for many; one statement for each ``BATCH``. What was queued before stays as it is.

    Raises:
        ValidationError: A recipient is not one e-mail address; none is queued.
    """
    for mail in mails:
        validate_email(mail.recipient)
    OutboxMessage.objects.bulk_create(
        [OutboxMessage(key=mail.key, **_columns(mail, at)) for mail in mails],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    if mails:
        transaction.on_commit(send_outbox.delay, robust=True)


def queued_keys(keys: Iterable[str]) -> set[str]:
    """Those of the keys under which a mail was queued before; one query."""
    rows = OutboxMessage.objects.filter(key__in=set(keys))
    return set(rows.values_list("key", flat=True))


def _columns(mail: Mail, at: datetime) -> dict[str, Any]:
    file = mail.attachment
    return {
        "kind": mail.kind,
        "recipient": mail.recipient,
        # One line: a line break would begin another header.
        "subject": " ".join(mail.subject.split())[:SUBJECT_LENGTH],
        "text": mail.text,
        "html": mail.html,
        "attachment": file.data if file else None,
        "attachment_name": file.name if file else "",
        "attachment_type": file.type if file else "",
        "person_key": mail.person_key,
        "topic": mail.topic,
        "unsubscribe_url": mail.unsubscribe_url,
        "priority": mail.priority,
        "created_at": at,
        "due_at": at,
    }


def mark_stale(*, object_type: str, object_key: str, at: datetime) -> None:
    """Remember that something compiled must be compiled again (one upsert)."""
    StaleMark.objects.bulk_create(
        [StaleMark(object_type=object_type, object_key=object_key, marked_at=at)],
        update_conflicts=True,
        unique_fields=["object_type", "object_key"],
        update_fields=["marked_at"],
    )


def clear_stale(*, object_type: str, object_key: str, at: datetime) -> None:
    """Remove the mark after work that began at ``at``; a mark set since then stays."""
    StaleMark.objects.filter(
        object_type=object_type, object_key=object_key, marked_at__lte=at
    ).delete()


def withdraw_mail(key: str) -> bool:
    """Take a mail that has not left yet out of the outbox; what is being sent now still leaves.

    Returns:
        Whether there was one.
    """
    waiting = OutboxMessage.objects.filter(key=key, state=MailState.PENDING)
    return bool(waiting.delete()[0])
