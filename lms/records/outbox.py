"""Sends what waits in the outbox: claim one row, send it, write down how it went.

A row is claimed by a conditional UPDATE that moves its due time into the future (a lease). Two
workers can therefore never hold the same row, and a row whose worker died comes back by itself.
Nobody reads the words of a mail that was sent or given up: they leave the row with the outcome.
"""

import hashlib
import logging
import smtplib
from datetime import datetime, timedelta
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from lms.records.models import MailState, OutboxMessage

logger = logging.getLogger("lms.records")

LEASE = timedelta(minutes=4)  # longer than all time-outs of one SMTP dialogue together
GIVE_UP_AFTER = timedelta(hours=24)
LONGEST_PAUSE = timedelta(hours=4)
PERMANENT = 500  # SMTP codes from here on say "never"
EMPTIED = {
    "text": "",
    "html": "",
    "attachment": None,
}  # addresses and one-time links do not outlive their mail


def claim(*, at: datetime) -> OutboxMessage | None:
    """Take the oldest due mail, or None; costs two queries unless somebody else was faster."""
    due = OutboxMessage.objects.filter(state=MailState.PENDING, due_at__lte=at)
    while (message := due.order_by("due_at", "pk").first()) is not None:
        taken = OutboxMessage.objects.filter(
            pk=message.pk, state=MailState.PENDING, attempts=message.attempts
        ).update(attempts=F("attempts") + 1, due_at=at + LEASE)
        if taken:
            message.attempts += 1
            return message
    return None


def deliver(message: OutboxMessage, *, at: datetime) -> bool:
    """Send a claimed mail and store the outcome.

    Returns:
        False when the mail server itself cannot be used, so that the caller stops trying.
    """
    connection = get_connection()
    try:
        connection.open()
        _compose(message, connection).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _store_failure(message, error, at)
        return isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError | ValueError)
    finally:
        _close(connection)
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=MailState.SENT, sent_at=at, error="", **EMPTIED
    )
    return True


def message_id(key: str) -> str:
    """The same key gives the same Message-ID, so that a mail sent twice is recognised as one."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"


def pause(attempts: int) -> timedelta:
    """How long to wait after a failed try: 2, 4, 8 … minutes, at most four hours."""
    return min(timedelta(minutes=2 ** min(attempts, 10)), LONGEST_PAUSE)


def _compose(message: OutboxMessage, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.recipient],
        connection=connection,
        headers={
            "Message-ID": message_id(message.key),
            "Auto-Submitted": "auto-generated",  # no out-of-office answers
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.attachment is not None:
        mail.attach(_file(message))
    return mail


def _file(message: OutboxMessage) -> MIMEBase:
    """The attachment as its own part; parameters of its type (``; method=REQUEST``) are kept."""
    kind, *parameters = message.attachment_type.split(";")
    maintype, subtype = kind.split("/")
    part = MIMEBase(maintype, subtype)
    for parameter in parameters:
        name, _equals, value = parameter.strip().partition("=")
        part.set_param(name, value)
    part.set_payload(bytes(message.attachment or b""))
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=message.attachment_name)
    return part


def _store_failure(message: OutboxMessage, error: Exception, at: datetime) -> None:
    """Try again later, or give up; the stored reason names no person.

    What another worker finished after our lease stays finished: its words are gone.
    """
    is_final = _is_refused(error) or at - message.created_at >= GIVE_UP_AFTER
    OutboxMessage.objects.filter(pk=message.pk, state=MailState.PENDING).update(
        state=MailState.FAILED if is_final else MailState.PENDING,
        due_at=at + pause(message.attempts),
        error=_reason(error),
        **(EMPTIED if is_final else {}),
    )
    logger.warning("mail not sent", extra={"kind": message.kind, "reason": _reason(error)})


def _is_refused(error: Exception) -> bool:
    """The server knows no such mailbox, or the mail itself is impossible."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _text in error.recipients.values())
    return isinstance(error, ValueError)


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({str(code) for code, _text in error.recipients.values()})
        return f"{type(error).__name__} {' '.join(codes)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    return type(error).__name__


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.info("mail connection broke while closing")
