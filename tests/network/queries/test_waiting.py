"""What waits for the office."""

from datetime import timedelta

import pytest

from lms.records.models import MailState, OutboxMessage
from network.enums import PartnerState
from network.models import ClaimRequest, PartnerApplication
from network.queries.waiting import waiting
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, PartnerFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def mail(recipient, state):
    OutboxMessage.objects.create(
        key=f"k{OutboxMessage.objects.count()}", kind="x", recipient=recipient, subject="x",
        state=state, created_at=NOW, due_at=NOW,
    )  # fmt: skip


def fill(number):
    mailbox = f"haus{number}@example.org"
    PartnerFactory()
    partner = PartnerFactory(contact_mailbox=mailbox, confirm_due=TODAY)
    mail(mailbox, MailState.FAILED)
    PartnerApplication.objects.create(
        name="Kita", kind="library", mailbox=mailbox, state="waiting", created_at=NOW,
        expires_at=NOW, confirmed_at=NOW,
    )  # fmt: skip
    ClaimRequest.objects.create(
        partner=partner, user=UserFactory(), state="proven", created_at=NOW, expires_at=NOW,
        proven_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("rows", [1, 3])
def test_everything_that_waits_in_five_queries(rows):
    for number in range(rows):
        fill(number)
    with expect_statements(5):
        found = waiting(TODAY)
    lists = (
        found.applications, found.claims, found.without_mailbox, found.bounced, found.unconfirmed,
    )  # fmt: skip
    assert [len(part) for part in lists] == [rows] * 5
    assert found.count == 5 * rows


def test_what_does_not_wait():
    PartnerFactory(state=PartnerState.DRAFT)
    PartnerFactory(state=PartnerState.PROVISIONAL)
    fine = PartnerFactory(contact_mailbox="haus@example.org", confirm_due=TODAY + timedelta(days=1))
    mail(fine.contact_mailbox, MailState.FAILED)
    mail(fine.contact_mailbox, MailState.SENT)
    PartnerApplication.objects.create(
        name="Kita", kind="library", mailbox="x@example.org", created_at=NOW, expires_at=NOW
    )
    ClaimRequest.objects.create(partner=fine, user=UserFactory(), created_at=NOW, expires_at=NOW)
    assert waiting(TODAY).count == 0
