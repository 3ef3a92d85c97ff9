from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from lms.records import outbox, tasks
from lms.records.models import MailState, OutboxMessage

pytestmark = pytest.mark.django_db


def plant(key, due_at=None):
    now = timezone.now()
    OutboxMessage.objects.create(
        key=key,
        kind="test",
        recipient=f"{key}@example.org",
        subject="Betreff",
        text="Text",
        created_at=now,
        due_at=due_at or now,
    )


def test_send_outbox_sends_what_is_due():
    plant("a")
    plant("b")
    plant("tomorrow", timezone.now() + timedelta(days=1))
    assert tasks.send_outbox() == 2
    assert {m.to[0] for m in mail.outbox} == {"a@example.org", "b@example.org"}
    assert tasks.send_outbox() == 0
    assert len(mail.outbox) == 2


class AwayBackend(EmailBackend):
    def open(self):
        raise ConnectionRefusedError


def test_send_outbox_stops_when_the_mail_server_is_away(monkeypatch):
    plant("a")
    plant("b")
    monkeypatch.setattr(outbox, "get_connection", AwayBackend)
    assert tasks.send_outbox() == 1
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {MailState.PENDING}


def test_send_outbox_ends_with_its_budget(monkeypatch):
    plant("a")
    monkeypatch.setattr(tasks, "BUDGET", 0)
    assert tasks.send_outbox() == 0


def test_schedule_names_the_task():
    assert settings.CELERY_BEAT_SCHEDULE["send-outbox"]["task"] == tasks.send_outbox.name
