import smtplib
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from lms.records import composing, outbox
from lms.records.models import MailPriority, MailState, OutboxMessage
from lms.records.signals import mail_leaving
from lms.records.tasks import send_outbox
from tests.support.smtp import mail_server

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


class BrokenBackend(EmailBackend):
    """A mail server that answers with whatever error a test has set."""

    error: Exception = OSError()

    def send_messages(self, messages):
        raise self.error


@pytest.fixture
def broken(monkeypatch):
    monkeypatch.setattr(outbox, "get_connection", BrokenBackend)

    def set_error(error):
        monkeypatch.setattr(BrokenBackend, "error", error)

    return set_error


def plant(key="k1", **values):
    defaults = {
        "kind": "test",
        "recipient": f"{key}@example.org",
        "subject": "Betreff",
        "text": "Text",
        "created_at": AT,
        "due_at": AT,
    }
    return OutboxMessage.objects.create(key=key, **{**defaults, **values})


@pytest.mark.django_db
def test_claim_takes_the_oldest_due_mail_and_leases_it():
    plant("late", due_at=AT + timedelta(minutes=1))
    plant("sent", state=MailState.SENT, due_at=AT - timedelta(hours=2))
    plant("old", due_at=AT - timedelta(hours=1))
    assert outbox.claim(at=AT).key == "old"
    assert outbox.claim(at=AT) is None
    assert OutboxMessage.objects.get(key="old").due_at == AT + outbox.LEASE


@pytest.mark.django_db
def test_claim_returns_a_mail_whose_worker_died():
    plant()
    outbox.claim(at=AT)
    again = outbox.claim(at=AT + outbox.LEASE)
    assert (again.key, again.attempts) == ("k1", 2)


@pytest.mark.django_db
def test_a_mail_whose_workers_die_comes_back_after_one_minute_then_later():
    plant()
    at, pauses = AT, []
    for _time in range(6):
        outbox.claim(at=at)
        pauses.append((OutboxMessage.objects.get().due_at - at).total_seconds() / 60)
        at = OutboxMessage.objects.get().due_at
    assert pauses == [1, 2, 3, 4, 4, 4]


@pytest.mark.django_db
def test_deliver_sends_both_forms_with_a_stable_message_id():
    plant(html="<p>Text</p>")
    assert outbox.deliver(outbox.claim(at=AT), at=AT) is True
    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"] == composing.message_id("k1")
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.alternatives[0].content == "<p>Text</p>"
    row = OutboxMessage.objects.get()
    assert (row.state, row.sent_at, row.error) == (MailState.SENT, AT, "")


@pytest.mark.django_db
def test_a_sent_mail_keeps_its_key_and_loses_its_words():
    plant(html="<p>Text</p>")
    outbox.deliver(outbox.claim(at=AT), at=AT)
    row = OutboxMessage.objects.get()
    assert (row.text, row.html) == ("", "")
    assert (row.key, row.kind, row.recipient) == ("k1", "test", "k1@example.org")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "goes_on", "reason"),
    [
        (TimeoutError(), False, "TimeoutError"),
        (smtplib.SMTPServerDisconnected(), False, "SMTPServerDisconnected"),
        (smtplib.SMTPAuthenticationError(535, b"no"), False, "SMTPAuthenticationError 535"),
        (smtplib.SMTPDataError(451, b"later"), True, "SMTPDataError 451"),
        (
            smtplib.SMTPRecipientsRefused({"k1@example.org": (450, b"busy")}),
            True,
            "SMTPRecipientsRefused 450",
        ),
    ],
)
def test_deliver_tries_again_later(broken, error, goes_on, reason):
    broken(error)
    plant()
    assert outbox.deliver(outbox.claim(at=AT), at=AT) is goes_on
    row = OutboxMessage.objects.get()
    assert (row.state, row.due_at, row.error) == (
        MailState.PENDING,
        AT + timedelta(minutes=2),
        reason,
    )
    assert row.text == "Text"


@pytest.mark.django_db
def test_deliver_gives_up_at_once_when_the_mailbox_does_not_exist(broken):
    broken(smtplib.SMTPRecipientsRefused({"k1@example.org": (550, b"k1@example.org unknown")}))
    plant(html="<p>Text</p>")
    outbox.deliver(outbox.claim(at=AT), at=AT)
    row = OutboxMessage.objects.get()
    assert (row.state, row.error) == (MailState.FAILED, "SMTPRecipientsRefused 550")
    assert (row.text, row.html) == ("", "")


@pytest.mark.django_db
@pytest.mark.parametrize("state", [MailState.SENT, MailState.FAILED])
def test_a_slow_worker_never_brings_an_emptied_mail_back(broken, state):
    broken(TimeoutError())
    plant()
    slow = outbox.claim(at=AT)
    OutboxMessage.objects.update(state=state, text="")  # who took over after the lease was faster
    outbox.deliver(slow, at=AT)
    assert OutboxMessage.objects.get().state == state
    assert outbox.claim(at=AT + timedelta(days=1)) is None


@pytest.mark.django_db
def test_deliver_gives_up_after_a_day(broken):
    broken(TimeoutError())
    plant()
    at = AT + timedelta(hours=24)
    outbox.deliver(outbox.claim(at=at), at=at)
    assert OutboxMessage.objects.get().state == MailState.FAILED


@pytest.mark.django_db
def test_deliver_refuses_a_header_that_was_planted_in_the_row():
    plant(subject="Kurs\nBcc: eve@example.org")
    assert outbox.deliver(outbox.claim(at=AT), at=AT) is True
    assert mail.outbox == []
    assert OutboxMessage.objects.get().error == "BadHeaderError"


def test_pause_doubles_up_to_four_hours():
    assert [outbox.pause(n).total_seconds() / 60 for n in (1, 2, 3, 7, 8, 40)] == [
        2, 4, 8, 128, 240, 240,
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once():
    keys = {f"k{number}" for number in range(30)}
    for key in keys:
        plant(key)
    start = threading.Barrier(4)

    def work():
        start.wait()
        try:
            while run():
                pass
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(m.to[0] for m in mail.outbox) == sorted(f"{key}@example.org" for key in keys)
    assert set(OutboxMessage.objects.values_list("state", "attempts")) == {(MailState.SENT, 1)}


def run(minutes=0):
    """One round of the worker at a later time."""
    at = AT + timedelta(minutes=minutes)
    message = outbox.claim(at=at)
    return message is not None and outbox.deliver(message, at=at)


def state():
    row = OutboxMessage.objects.get()
    return row.state, row.error


@pytest.mark.django_db
def test_a_mail_program_gets_both_forms_the_switch_and_our_sender(settings):
    settings.MAIL_RETURN_PATH = "bounces@stadt.example"
    settings.DEFAULT_FROM_EMAIL = "Lernkette <noreply@stadt.example>"
    plant(html="<p>Text</p>", unsubscribe_url="https://lernkette.example/aus/")
    with mail_server(settings) as server:
        assert run() is True
    (sent,) = server.taken
    assert server.senders == ["bounces@stadt.example"]
    assert sent["From"] == "Lernkette <noreply@stadt.example>"
    assert sent["List-Unsubscribe"] == "<https://lernkette.example/aus/>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in sent.get_payload()] == ["text/plain", "text/html"]
    assert state() == (MailState.SENT, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("script", "found"),
    [
        ({"RCPT": "450 busy"}, (MailState.PENDING, "SMTPRecipientsRefused 450")),
        ({"DATA": "451 later"}, (MailState.PENDING, "SMTPDataError 451")),
        ({"END": "452 full"}, (MailState.PENDING, "SMTPDataError 452")),
        ({"MAIL": "421 closing"}, (MailState.PENDING, "SMTPSenderRefused 421")),
        ({"MAIL": "cut"}, (MailState.PENDING, "SMTPServerDisconnected")),
        ({"RCPT": "550 5.1.1 unknown"}, (MailState.FAILED, "SMTPRecipientsRefused 550")),
        ({"END": "554 5.7.1 spam"}, (MailState.FAILED, "SMTPDataError 554")),
    ],
)
def test_what_a_mail_server_says_decides_and_clear_answers_count_no_copies(settings, script, found):
    plant()
    with mail_server(settings, **script) as server:
        run()
    assert state() == found
    assert OutboxMessage.objects.get().unclear == 0
    assert server.taken == []


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["cut", "slow"])
def test_without_an_answer_after_the_words_there_are_two_copies_at_most(settings, way):
    plant()
    with mail_server(settings, END=way) as server:
        assert run() is False
        assert state()[0] == MailState.PENDING
        for hours in range(1, 20):
            run(minutes=60 * hours)
    assert len(server.taken) == 2
    assert {mail["Message-ID"] for mail in server.taken} == {composing.message_id("k1")}
    assert state()[0] == MailState.FAILED


@pytest.mark.django_db
def test_a_server_that_was_away_gets_it_later_once(settings):
    plant()
    with mail_server(settings, EHLO="cut", HELO="cut"):
        assert run() is False
    with mail_server(settings) as server:
        assert run(minutes=1) is False  # not due yet
        assert run(minutes=3) is True
    assert len(server.taken) == 1
    assert state() == (MailState.SENT, "")


@pytest.mark.django_db
def test_a_sender_thought_dead_keeps_its_words_to_itself(settings):
    plant()
    slow = outbox.claim(at=AT)
    quick = outbox.claim(at=AT + outbox.LEASE)
    with mail_server(settings) as server:
        assert outbox.deliver(slow, at=AT) is True
        assert (server.taken, OutboxMessage.objects.get().unclear) == ([], 0)
        assert outbox.deliver(quick, at=AT) is True
        assert outbox.deliver(slow, at=AT) is True
    assert len(server.taken) == 1
    assert (state(), OutboxMessage.objects.get().unclear) == ((MailState.SENT, ""), 0)


@pytest.mark.django_db
def test_a_failure_of_a_sender_thought_dead_changes_nothing(broken):
    broken(TimeoutError())
    plant()
    slow = outbox.claim(at=AT)
    outbox.claim(at=AT + outbox.LEASE)
    OutboxMessage.objects.update(unclear=1)  # the words of the other are on their way
    outbox.deliver(slow, at=AT)
    row = OutboxMessage.objects.get()
    assert (row.unclear, row.error, row.due_at) == (1, "", AT + 3 * outbox.LEASE)


@pytest.mark.django_db(transaction=True)
def test_nobody_takes_over_while_a_server_thinks_about_the_words(settings):
    plant()
    message, at = outbox.claim(at=AT), AT + timedelta(seconds=50)
    with mail_server(settings, END="slow") as server:
        server.delay = 0.5

        def work():
            outbox.deliver(message, at=at)
            connection.close()

        thread = threading.Thread(target=work)
        thread.start()
        while not server.taken:
            time.sleep(0.01)
        row = OutboxMessage.objects.get()
        thread.join()
    assert (row.state, row.unclear) == (MailState.PENDING, 1)
    assert at + outbox.LEASE <= row.due_at < at + outbox.LEASE + timedelta(seconds=30)


@pytest.mark.django_db
def test_a_worker_killed_after_the_words_leaves_room_for_one_more_copy(settings):
    plant()
    OutboxMessage.objects.update(attempts=1, unclear=1)  # noted before the words went out
    with mail_server(settings) as server:
        assert run() is True
    assert (len(server.taken), state()[0]) == (1, MailState.SENT)
    assert OutboxMessage.objects.get().unclear == 1  # the second copy stays known
    OutboxMessage.objects.update(state=MailState.PENDING, due_at=AT, unclear=2)
    with mail_server(settings) as server:
        run()
    assert (server.taken, state()) == ([], (MailState.FAILED, "NoAnswerAfterWords"))


@pytest.mark.django_db
def test_ten_thousand_waiting_mails_let_a_code_pass():
    rows = [
        OutboxMessage(
            key=f"many{number}", kind="digest", recipient=f"a{number}@example.org", subject="x",
            priority=MailPriority.MANY, created_at=AT, due_at=AT - timedelta(hours=1),
        )
        for number in range(10_000)
    ]  # fmt: skip
    OutboxMessage.objects.bulk_create(rows, batch_size=500)
    plant("reminder", priority=MailPriority.USUAL)
    plant("code")
    assert [outbox.claim(at=AT).key for _ in range(3)] == ["code", "reminder", "many0"]


@pytest.mark.django_db
def test_a_mail_nobody_wants_any_more_is_taken_out():
    def refuse(sender, message, **kwargs):
        return message.key == "k1"

    mail_leaving.connect(refuse)
    try:
        plant()
        plant("k2")
        send_outbox()
    finally:
        mail_leaving.disconnect(refuse)
    assert [m.to for m in mail.outbox] == [["k2@example.org"]]
    row = OutboxMessage.objects.get(key="k1")
    assert (row.state, row.text) == (MailState.DROPPED, "")


@pytest.mark.django_db
def test_a_closed_mailbox_gets_nothing_more(settings):
    with mail_server(settings, RCPT="550 5.1.1 unknown") as server:
        for key in ("one", "two", "three"):
            plant(key, recipient="Weg@example.org")
            run()
    assert len(server.asked) == 2
    assert OutboxMessage.objects.get(key="three").error == "MailboxClosed"
