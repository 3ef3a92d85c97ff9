"""What others write into the records: audit events, mails to send, stale marks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.validators import validate_email
from django.db import transaction

from lms.records.models import AuditEvent, AuditNote, OutboxMessage, StaleMark
from lms.records.tasks import send_outbox

SUBJECT_LENGTH = 255


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


@transaction.atomic
def queue_mail(  # noqa: PLR0913  (the parts of a mail)
    *,
    key: str,
    kind: str,
    recipient: str,
    subject: str,
    text: str,
    html: str = "",
    attachment: Attachment | None = None,
    person_key: str = "",
    unsubscribe_url: str = "",
    at: datetime,
) -> OutboxMessage:
    """Put a mail into the outbox; the same ``key`` a second time changes and sends nothing.

    It leaves after the caller's transaction has committed. A broker that is away does no harm:
    the row waits for the sweeper. ``person_key`` is the recipient's ``User.key`` where there is
    one; at ``unsubscribe_url`` one POST switches this kind of mail off (RFC 8058).

    Raises:
        ValidationError: ``recipient`` is not one e-mail address.
    """
    validate_email(recipient)
    message, is_new = OutboxMessage.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "recipient": recipient,
            # One line: a line break would begin another header.
            "subject": " ".join(subject.split())[:SUBJECT_LENGTH],
            "text": text,
            "html": html,
            **_columns(attachment),
            "person_key": person_key,
            "unsubscribe_url": unsubscribe_url,
            "created_at": at,
            "due_at": at,
        },
    )
    if is_new:
        transaction.on_commit(send_outbox.delay, robust=True)
    return message


def _columns(attachment: Attachment | None) -> dict[str, Any]:
    if attachment is None:
        return {}
    return {
        "attachment": attachment.data,
        "attachment_name": attachment.name,
        "attachment_type": attachment.type,
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
