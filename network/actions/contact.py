"""A message from anybody to a partner's mailbox; nothing of it is kept."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from lms.accounts.mails import send
from lms.common.errors import ConflictError
from network.models import Partner


def write_to_partner(
    *, partner: Partner, subject: str, text: str, reply_to: str, at: datetime
) -> None:
    """Send a message to the partner's mailbox by the outbox, which forgets it once it left.

    Args:
        partner: To whom.
        subject: One line; stands in the text, because the outbox keeps a mail's subject.
        text: What the sender wrote.
        reply_to: Where an answer goes; stands in the text, so no header can be forged.
        at: When.

    Raises:
        ConflictError: The partner has no mailbox.
    """
    if not partner.contact_mailbox:
        raise ConflictError(_("Diese Einrichtung hat kein Postfach angegeben."))
    send(
        "email/partner_contact",
        recipient=partner.contact_mailbox,
        context={"partner": partner, "subject": subject, "text": text, "reply_to": reply_to},
        language=settings.LANGUAGE_CODE,
        at=at,
    )
