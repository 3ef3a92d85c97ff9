from datetime import UTC, datetime

import pytest

from lms.common.delivery_status import DeliveryStatus
from lms.records.bouncing import is_closed, note_bounce, open_mailbox, record_bounce
from lms.records.composing import digest
from lms.records.models import DeadMailbox, MailState, OutboxMessage

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def plant(key, **values):
    return OutboxMessage.objects.create(
        key=key, kind="test", recipient="weg@example.org", subject="x", created_at=AT, due_at=AT,
        **{"state": MailState.SENT, "attempts": 1, "digest": digest(key), **values},
    )  # fmt: skip


def bounce(key, code="5.1.1", action="failed"):
    return record_bounce(DeliveryStatus(digest(key), action, code), at=AT)


def test_two_hard_bounces_close_an_address_and_its_owner_opens_it():
    plant("a")
    plant("b")
    assert bounce("a") is True
    row = OutboxMessage.objects.get(key="a")
    assert (row.state, row.bounced_at, row.error) == (MailState.BOUNCED, AT, "bounce 5.1.1")
    assert is_closed("weg@example.org") is False
    assert bounce("b") is True
    assert is_closed("WEG@example.org ") is True
    open_mailbox("Weg@Example.org")
    assert is_closed("weg@example.org") is False


def test_the_same_notice_twice_counts_once():
    plant("a")
    assert [bounce("a"), bounce("a")] == [True, False]
    assert DeadMailbox.objects.get().bounces == 1


@pytest.mark.parametrize(
    ("code", "action", "state", "rows"),
    [
        ("5.2.2", "failed", MailState.BOUNCED, 0),
        ("4.4.7", "failed", MailState.BOUNCED, 0),
        ("4.4.1", "delayed", MailState.SENT, 0),
        ("5.1.1", "failed", MailState.BOUNCED, 1),
    ],
)
def test_only_what_can_never_arrive_counts_against_an_address(code, action, state, rows):
    plant("a")
    bounce("a", code, action)
    assert OutboxMessage.objects.get().state == state
    assert DeadMailbox.objects.count() == rows


def test_a_notice_about_no_mail_of_ours_changes_nothing():
    plant("never-left", state=MailState.PENDING, attempts=0)
    assert [bounce("other"), bounce("never-left")] == [False, False]
    assert record_bounce(DeliveryStatus("", "failed", "5.1.1"), at=AT) is False
    assert not DeadMailbox.objects.exists()


def test_an_address_is_kept_as_a_hash_only():
    note_bounce("weg@example.org", at=AT)
    assert "weg" not in str(DeadMailbox.objects.values().get())
    assert is_closed("") is False
