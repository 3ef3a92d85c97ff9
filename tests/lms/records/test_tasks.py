import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from lms.records import outbox, tasks
from lms.records.models import MailState, OutboxMessage
from tests.support.smtp import mail_server

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


def in_a_thread(work):
    def run():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_a_slow_mail_server_takes_one_sender_and_leaves_the_others_to_other_work(settings):
    for number in range(3):
        plant(f"m{number}")
    with mail_server(settings, END="slow") as server:
        server.delay = 0.5
        first = in_a_thread(tasks.send_outbox)
        while not server.taken:
            time.sleep(0.01)
        assert tasks.send_outbox() == 0
        assert len(server.taken) == 1
        first.join()
    assert [message.state for message in OutboxMessage.objects.all()] == [MailState.SENT] * 3


@pytest.mark.django_db(transaction=True)
def test_no_mail_is_left_that_was_queued_as_a_sender_ended():
    def queue_and_send(number):
        plant(f"m{number}")
        tasks.send_outbox()

    threads = [in_a_thread(lambda number=number: queue_and_send(number)) for number in range(20)]
    for thread in threads:
        thread.join()
    assert len(mail.outbox) == 20
    assert not OutboxMessage.objects.filter(state=MailState.PENDING).exists()


def test_a_sender_that_died_holds_nobody_up_for_long(monkeypatch):
    plant("a")
    monkeypatch.setattr(tasks, "ALIVE", 0.2)
    assert tasks.cache.add(
        tasks.SENDING, 1, tasks.ALIVE
    )  # killed before it could say that it ended
    assert tasks.send_outbox() == 0
    time.sleep(0.3)
    assert tasks.send_outbox() == 1
