"""The mails of a case: composed once for preview and outbox, so that both say the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from lms.accounts.mail_forms import Words, plain, write
from lms.accounts.mails import absolute, post
from network.models import Cooperation, CooperationPartner, Partner

LANGUAGE = "de"  # a role mailbox has no language of its own


@dataclass(frozen=True)
class CaseMail:
    """One mail to a role mailbox, as it will leave."""

    template: str  # such as ``case_request``
    partner: Partner | None  # whose mailbox it is; None: who coordinates
    recipient: str
    words: Words

    @property
    def subject(self) -> str:
        """What it is about."""
        return self.words.subject

    @property
    def text(self) -> str:
        """What it says, in plain form."""
        return plain(self.words)


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
        link = absolute(reverse("network:case", args=[case.key]))
    full = {"case": case, "partner": partner, "link": link, **context}
    words = write(f"email/{template}", full, LANGUAGE)
    return CaseMail(template, partner, recipient, words)


def queue(mail: CaseMail, *, key: str, at: datetime) -> None:
    """Put the mail into the outbox; the same key a second time sends nothing."""
    post(mail.words, recipient=mail.recipient, key=key, at=at)


def names_beside(parts: list[CooperationPartner], partner: Partner) -> list[str]:
    """The names of the other partners."""
    return [part.partner.name for part in parts if part.partner_id != partner.pk]
