"""Sends what waits in the outbox: claim one row, send it, write down how it went.

A row is claimed by a conditional UPDATE that moves its due time into the future (a lease). Two
workers can therefore never hold the same row, and a row whose worker died comes back by itself.
The lease is renewed as the words go out; a sender so slow that somebody else has taken over by
then keeps its words to itself.
Whether a mail arrived is unknown where its words went out and no answer came back; that is noted
before the words go, and after the second time the mail is given up: nobody gets three.
Nobody reads the words of a mail that was sent or given up: they leave the row with the outcome.
"""

import logging
import smtplib
import time
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, QuerySet

from lms.records.bouncing import is_closed, note_bounce
from lms.records.composing import compose, digest
from lms.records.models import MailState, OutboxMessage
from lms.records.signals import mail_leaving

logger = logging.getLogger("lms.records")

LEASE = timedelta(minutes=1)  # longer than all time-outs from the words to the answer together
LONGEST_LEASE = 4  # times that, after as many tries: longer than a whole slow dialogue
GIVE_UP_AFTER = timedelta(hours=24)
LONGEST_PAUSE = timedelta(hours=4)
PERMANENT = 500  # SMTP codes from here on say "never"
MOST_UNCLEAR = 2  # copies somebody may get at most
NO_SUCH_MAILBOX = {550, 551, 553}
POLICY = b"5.7."  # refused for what it is or where it comes from, not because nobody is there
EMPTIED = {
    "text": "",
    "html": "",
    "attachment": None,
}  # addresses and one-time links do not outlive their mail


class TakenOverError(Exception):
    """The lease ran out before the words: somebody else sends the mail."""


def is_due(*, at: datetime) -> bool:
    """Whether a mail waits to be sent now; one query."""
    return _due(at).exists()


def claim(*, at: datetime) -> OutboxMessage | None:
    """Take the due mail that matters most, the oldest first; None when there is none.

    Costs two queries unless somebody else was faster.
    """
    while (message := _due(at).order_by("priority", "due_at", "pk").first()) is not None:
        message.digest = digest(message.key)
        taken = _held(message).update(
            attempts=F("attempts") + 1,
            due_at=at + LEASE * min(message.attempts + 1, LONGEST_LEASE),
            digest=message.digest,
        )
        if taken:
            message.attempts += 1
            return message
    return None


def deliver(message: OutboxMessage, *, at: datetime) -> bool:
    """Send a claimed mail and store the outcome.

    Returns:
        False when the mail server itself cannot be used, so that the caller stops trying.
    """
    if _stays(message):
        return True
    connection, began = get_connection(), time.monotonic()
    try:
        connection.open()
        _note_before_words(message, connection, at, began)
        compose(message, connection).send()
    except TakenOverError:
        return True
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _store_failure(message, error, at)
        return isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError | ValueError)
    finally:
        _close(connection)
    # What was unclear before stays noted: as many copies may have arrived besides this one.
    _finish(message, MailState.SENT, sent_at=at, error="", unclear=message.unclear)
    return True


def pause(attempts: int) -> timedelta:
    """How long to wait after a failed try: 2, 4, 8 … minutes, at most four hours."""
    return min(timedelta(minutes=2 ** min(attempts, 10)), LONGEST_PAUSE)


def _due(at: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(state=MailState.PENDING, due_at__lte=at)


def _stays(message: OutboxMessage) -> bool:
    """Store why a mail does not leave, if there is a reason; one query and what receivers ask."""
    if message.unclear >= MOST_UNCLEAR:
        _finish(message, MailState.FAILED, error="NoAnswerAfterWords")
    elif any(answer for _receiver, answer in mail_leaving.send(None, message=message)):
        _finish(message, MailState.DROPPED, error="")
    elif is_closed(message.recipient):
        _finish(message, MailState.FAILED, error="MailboxClosed")
    else:
        return False
    return True


def _held(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    """The row, unless it was finished or taken over since it was read."""
    return OutboxMessage.objects.filter(
        pk=message.pk, state=MailState.PENDING, attempts=message.attempts
    )


def _finish(message: OutboxMessage, state: MailState, **values: Any) -> None:
    _held(message).update(state=state, **values, **EMPTIED)


def _note_before_words(
    message: OutboxMessage, connection: BaseEmailBackend, at: datetime, began: float
) -> None:
    """Have it noted, as the last thing before the words go out, that no answer is known.

    ``began`` is what ``time.monotonic`` told at ``at``.
    """
    server = getattr(connection, "connection", None)
    if not isinstance(server, smtplib.SMTP):
        return
    send_words = server.data

    def data(words: Any) -> tuple[int, bytes]:
        now = at + timedelta(seconds=time.monotonic() - began)
        if not _held(message).update(unclear=message.unclear + 1, due_at=now + LEASE):
            raise TakenOverError
        message.unclear += 1
        try:
            answer = send_words(words)
        except smtplib.SMTPDataError:  # it would not even begin to read them
            message.unclear -= 1
            raise
        message.unclear -= 1
        return answer

    server.data = data  # type: ignore[method-assign,assignment]


def _store_failure(message: OutboxMessage, error: Exception, at: datetime) -> None:
    """Try again later, or give up; the stored reason names no person."""
    is_final = _is_refused(error) or at - message.created_at >= GIVE_UP_AFTER
    values = {"error": _reason(error), "unclear": message.unclear}
    if is_final or message.unclear >= MOST_UNCLEAR:
        _finish(message, MailState.FAILED, **values)
    else:
        _held(message).update(due_at=at + pause(message.attempts), **values)
    if _is_nobody(error):
        note_bounce(message.recipient, at=at)
    logger.warning("mail not sent", extra={"kind": message.kind, "reason": _reason(error)})


def _is_refused(error: Exception) -> bool:
    """The server knows no such mailbox, wants no such mail, or the mail itself is impossible."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= PERMANENT
    return isinstance(error, ValueError)


def _is_nobody(error: Exception) -> bool:
    """The server says that nobody is there."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        code in NO_SUCH_MAILBOX and POLICY not in text for code, text in error.recipients.values()
    )


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
