"""kill -9 of the worker in the middle of sending: no mail is lost, none arrives a third time."""

import json
import os
import subprocess
import sys
from collections import Counter
from types import SimpleNamespace

import pytest

from tests.support.smtp import mail_server
from tests.support.sources import ROOT

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
import json
print(json.dumps(dict(OutboxMessage.objects.values_list("key", "state"))))
"""


def run(code: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(params=["sqlite", "postgres"])
def environment(request, tmp_path):
    values = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "DATA_DIR": str(tmp_path),
        "DEBUG": "0",
        "LOG_LEVEL": "CRITICAL",
        "PYTHONPATH": str(ROOT),
        "DATABASE_POOL": "0",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'proof.sqlite3'}",
    }
    if request.param == "sqlite":
        yield values
        return
    psycopg = pytest.importorskip("psycopg")
    server = os.environ.get("TEST_DATABASE_URL", "postgres://root@127.0.0.1:5432/postgres")
    name = f"lernkette_mails_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield {**values, "DATABASE_URL": server.rsplit("/", 1)[0] + f"/{name}"}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_forty_kills_lose_no_mail_and_send_none_three_times(environment):
    run(PREPARE % COUNT, environment)
    with mail_server(SimpleNamespace()) as server:
        host, port = server.server_address
        address = {"EMAIL_URL": f"smtp://{host}:{port}"}
        states = json.loads(run(SEND % ROUNDS, {**environment, **address}).splitlines()[-1])
        copies = Counter(mail["Message-ID"] for mail in list(server.taken))
    assert len(states) == len(copies) == COUNT
    assert set(states.values()) == {"sent"}
    assert max(copies.values()) <= 2
    assert sum(number > 1 for number in copies.values()) <= ROUNDS
