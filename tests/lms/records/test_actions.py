from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lms.records.actions import (
    Mail,
    clear_stale,
    mark_stale,
    queue_mail,
    queue_mails,
    queued_keys,
    record_event,
)
from lms.records.models import AuditEvent, AuditNote, MailState, OutboxMessage, StaleMark
from lms.records.tasks import send_outbox

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MAIL = {
    "key": "k1",
    "kind": "test",
    "recipient": "ada@example.org",
    "subject": "Grüße aus Chóśebuz",
    "text": "Dobry źeń",
}


def test_record_event_keeps_personal_text_apart():
    event = record_event(
        action="certificate.revoke",
        object_type="certificate",
        object_key="c1",
        at=AT,
        actor_key="a1",
        partner_key="p1",
        person_key="u1",
        data={"kind": "attendance"},
        note="Frau Ada hat nicht teilgenommen.",
    )
    row = AuditEvent.objects.values().get()
    assert row == {
        "id": event.pk,
        "at": AT,
        "actor_key": "a1",
        "action": "certificate.revoke",
        "object_type": "certificate",
        "object_key": "c1",
        "partner_key": "p1",
        "person_key": "u1",
        "data": {"kind": "attendance"},
    }
    assert AuditNote.objects.get().text == "Frau Ada hat nicht teilgenommen."


def test_record_event_without_note_writes_no_note():
    record_event(action="x", object_type="y", object_key="z", at=AT)
    assert AuditEvent.objects.get().data == {}
    assert not AuditNote.objects.exists()


def test_queue_mail_leaves_after_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue_mail(Mail(**MAIL), at=AT)
        assert mail.outbox == []
    assert [(m.to, m.subject, m.body) for m in mail.outbox] == [
        (["ada@example.org"], "Grüße aus Chóśebuz", "Dobry źeń")
    ]
    assert OutboxMessage.objects.get().state == MailState.SENT


def test_queue_mail_twice_with_one_key_sends_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = queue_mail(Mail(**MAIL), at=AT)
        second = queue_mail(Mail(**{**MAIL, "subject": "anders"}), at=AT)
    assert first.pk == second.pk
    assert [m.subject for m in mail.outbox] == ["Grüße aus Chóśebuz"]


def queue_and_fail():
    with transaction.atomic():
        queue_mail(Mail(**MAIL), at=AT)
        raise RuntimeError


def test_queue_mail_of_a_failed_transaction_never_leaves(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks, pytest.raises(RuntimeError):
        queue_and_fail()
    assert callbacks == []
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    "recipient",
    ["ada@example.org\nBcc: eve@example.org", "ada@example.org,eve@example.org", "", "ada"],
)
def test_queue_mail_refuses_anything_but_one_address(recipient):
    with pytest.raises(ValidationError):
        queue_mail(Mail(**{**MAIL, "recipient": recipient}), at=AT)
    assert not OutboxMessage.objects.exists()


def test_queue_mail_makes_the_subject_one_short_line():
    message = queue_mail(
        Mail(**{**MAIL, "subject": "Kurs\r\nBcc: eve@example.org " + "x" * 300}), at=AT
    )
    assert message.subject.startswith("Kurs Bcc: eve@example.org xxx")
    assert len(message.subject) == 255


def test_queue_mail_survives_a_broker_that_is_away(
    monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def unreachable():
        raise ConnectionError

    monkeypatch.setattr(send_outbox, "delay", unreachable)
    with django_capture_on_commit_callbacks(execute=True):
        queue_mail(Mail(**MAIL), at=AT)
    assert OutboxMessage.objects.get().state == MailState.PENDING
    assert send_outbox() == 1
    assert len(mail.outbox) == 1


def test_mark_stale_keeps_one_row_with_the_newest_time():
    mark_stale(object_type="course", object_key="c1", at=AT)
    mark_stale(object_type="course", object_key="c1", at=AT + timedelta(minutes=1))
    mark_stale(object_type="course", object_key="c2", at=AT)
    assert list(
        StaleMark.objects.order_by("object_key").values_list("object_key", "marked_at")
    ) == [
        ("c1", AT + timedelta(minutes=1)),
        ("c2", AT),
    ]


def test_clear_stale_leaves_marks_set_since_the_work_began():
    mark_stale(object_type="course", object_key="c1", at=AT)
    mark_stale(object_type="course", object_key="c2", at=AT + timedelta(minutes=1))
    clear_stale(object_type="course", object_key="c1", at=AT)
    clear_stale(object_type="course", object_key="c2", at=AT)
    assert [mark.object_key for mark in StaleMark.objects.all()] == ["c2"]


def test_queue_mails_queues_each_once_in_few_statements(django_capture_on_commit_callbacks):
    mails = [Mail(**{**MAIL, "key": f"k{number}"}) for number in range(500)]
    with CaptureQueriesContext(connection) as captured:
        queue_mails(mails, at=AT)
    asked = [q["sql"] for q in captured if q["sql"].startswith(("SELECT", "INSERT", "UPDATE"))]
    assert len(asked) <= 16
    queue_mails([*mails[:2], Mail(**{**MAIL, "key": "new"})], at=AT)
    assert queued_keys(["k1", "new", "other"]) == {"k1", "new"}
    assert OutboxMessage.objects.count() == 501
    assert OutboxMessage.objects.filter(subject="Grüße aus Chóśebuz", due_at=AT).count() == 501


def test_queue_mails_with_one_bad_address_queues_none():
    bad = Mail(**{**MAIL, "key": "bad", "recipient": "a@b.example\nBcc: c@d.example"})
    with pytest.raises(ValidationError):
        queue_mails([Mail(**MAIL), bad], at=AT)
    assert not OutboxMessage.objects.exists()
