"""kill -9 of the sender in the middle of sending: every mail arrives, and its row tells how often."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from tests.support.ledger import misdelivered, outbox
from tests.support.own_site import own_site, run
from tests.support.smtp import copies, mail_server

pytestmark = pytest.mark.proof
COUNT = 400
ROUNDS = 40

PREPARE = """
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
from lms.records.models import OutboxMessage
now = timezone.now()
OutboxMessage.objects.bulk_create(
    OutboxMessage(key=f"k{n}", kind="test", recipient=f"k{n}@example.org", subject="Betreff",
        text="Text", created_at=now, due_at=now) for n in range(%d))
"""

# Children of one process that has Django loaded: a round is short, the kill hits anywhere.
SEND = """
import django; django.setup()
import os, random, signal, time
from datetime import timedelta
from django.db import connections
from lms.records import outbox
from lms.records.models import OutboxMessage
from lms.records.tasks import send_outbox
outbox.LEASE = timedelta(seconds=1)
random.seed(7)
for number in range(%d):
    connections.close_all()
    pid = os.fork()
    if not pid:
        while True:
            send_outbox()
            time.sleep(0.02)
    time.sleep(random.uniform(0.1, 0.5))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
deadline = time.monotonic() + 120
while OutboxMessage.objects.filter(state="pending").exists() and time.monotonic() < deadline:
    send_outbox()
    time.sleep(0.1)
"""

# Dies each time as soon as the server has taken the mail; then sends to the end.
DIE = """
import django; django.setup()
import os, signal, time
from datetime import timedelta
from django.db import connections
from lms.records import outbox
from lms.records.tasks import send_outbox
outbox.LEASE = timedelta(0)
%s
for _time in range(3):
    connections.close_all()
    pid = os.fork()
    if not pid:
        send_outbox()
        os._exit(0)
    time.sleep(1)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
send_outbox()
"""
WITHOUT_NOTE = "outbox._note_before_words = lambda *given: None"


@pytest.fixture(params=["sqlite", "postgres"])
def environment(request, tmp_path):
    with own_site(request.param, tmp_path) as values:
        yield values


@contextmanager
def answering(environment, delay):
    """A mail server that takes every mail and is slow to say so."""
    with mail_server(SimpleNamespace(), END="slow") as server:
        server.delay = delay
        host, port = server.server_address
        yield server, {**environment, "EMAIL_URL": f"smtp://{host}:{port}"}


def test_forty_kills_lose_no_mail_and_send_none_three_times(environment):
    run(PREPARE % COUNT, environment)
    with answering(environment, 0.005) as (server, values):
        run(SEND % ROUNDS, values)
        arrived = copies(server)
    mails = outbox(environment)
    assert len(mails) == COUNT
    assert misdelivered(mails, arrived) == {}
    assert sum(number > 1 for number in arrived.values()) <= ROUNDS


@pytest.mark.parametrize(("guard", "arrive"), [("", 2), (WITHOUT_NOTE, 4)])
def test_without_the_note_before_the_words_nobody_would_know(environment, guard, arrive):
    """The sender dies three times after the server took the mail and before it says so."""
    run(PREPARE % 1, environment)
    with answering(environment, 3) as (server, values):
        run(DIE % guard, values)
        arrived = copies(server)
    assert list(arrived.values()) == [arrive]
    assert bool(misdelivered(outbox(environment), arrived)) is bool(guard)
