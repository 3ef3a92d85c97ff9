"""Makes the message that leaves of a row of the outbox."""

import hashlib
from email.encoders import encode_base64
from email.mime.base import MIMEBase
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from lms.records.models import OutboxMessage


def digest(key: str) -> str:
    """The left part of the Message-ID of the mail with this key."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


def message_id(key: str) -> str:
    """The same key gives the same Message-ID, so that a mail sent twice is recognised as one."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{digest(key)}@{host}>"


def compose(message: OutboxMessage, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The mail with both its forms, its file and its headers.

    Mail servers send what comes back to the return path, people answer to the sender.
    """
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=settings.MAIL_RETURN_PATH or None,
        to=[message.recipient],
        connection=connection,
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": message_id(message.key),
            "Auto-Submitted": "auto-generated",  # no out-of-office answers
            **_switch(message),
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.attachment is not None:
        mail.attach(_file(message))
    return mail


def _switch(message: OutboxMessage) -> dict[str, str]:
    """The headers with which a mail program offers to switch this kind of mail off (RFC 8058)."""
    if not message.unsubscribe_url:
        return {}
    return {
        "List-Unsubscribe": f"<{message.unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


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
