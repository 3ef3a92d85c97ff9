"""The mails of a case: composed once for preview and outbox, so that both say the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from lms.accounts.mails import absolute
from lms.records.actions import queue_mail
from network.models import Cooperation, CooperationPartner, Partner

LANGUAGE = "de"  # a role mailbox has no language of its own


@dataclass(frozen=True)
class CaseMail:
    """One mail to a role mailbox, as it will leave."""

    template: str  # such as ``case_request``
    partner: Partner | None  # whose mailbox it is; None: who coordinates
    recipient: str
    subject: str
    text: str


def compose(
    template: str,
    case: Cooperation,
    *,
    recipient: str,
    partner: Partner | None = None,
    **context: Any,
) -> CaseMail:
    """Write the mail ``email/<template>_subject.txt`` and ``…_message.txt``."""
    with override(LANGUAGE):
        full = {
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
            "case": case,
            "partner": partner,
            "link": absolute(reverse("network:case", args=[case.key])),
            **context,
        }
        subject = render_to_string(f"email/{template}_subject.txt", full)
        text = render_to_string(f"email/{template}_message.txt", full)
    return CaseMail(template, partner, recipient, " ".join(subject.split()), text.strip() + "\n")


def queue(mail: CaseMail, *, key: str, at: datetime) -> None:
    """Put the mail into the outbox; the same key a second time sends nothing."""
    queue_mail(
        key=key,
        kind=mail.template,
        recipient=mail.recipient,
        subject=mail.subject,
        text=mail.text,
        at=at,
    )


def names_beside(parts: list[CooperationPartner], partner: Partner) -> list[str]:
    """The names of the other partners."""
    return [part.partner.name for part in parts if part.partner_id != partner.pk]
