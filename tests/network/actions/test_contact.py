"""A message to a partner's mailbox."""

import pytest

from lms.common.errors import ConflictError
from lms.records.models import AuditEvent, OutboxMessage
from network.actions.contact import write_to_partner
from tests.factories.network import NOW, PartnerFactory

pytestmark = pytest.mark.django_db
MESSAGE = {"subject": "Frage zum Saal", "text": "Guten Tag & <b>", "reply_to": "ich@example.org"}


def test_the_message_is_one_mail_and_nothing_else():
    partner = PartnerFactory(contact_mailbox="haus@example.org")
    write_to_partner(partner=partner, at=NOW, **MESSAGE)
    mail = OutboxMessage.objects.get()
    assert mail.recipient == "haus@example.org"
    assert "Guten Tag & <b>" in mail.text
    assert "Frage zum Saal" in mail.text
    assert "ich@example.org" in mail.text
    assert mail.subject == "Nachricht über das Netzwerk"  # kept when the text is gone
    assert not AuditEvent.objects.exists()


def test_without_mailbox_it_is_refused():
    with pytest.raises(ConflictError):
        write_to_partner(partner=PartnerFactory(), at=NOW, **MESSAGE)
