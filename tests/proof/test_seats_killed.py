# ruff: noqa: T201 - seeds and outcomes are what this proof is for
"""kill -9 of web processes while 120 people want 30 seats: nothing is half done, nothing twice.

``pytest -m proof -s tests/proof/test_seats_killed.py``; SEAT_ROUNDS and SEAT_SEED change it.
"""

import http.client
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.database import SqliteTemplate
from tests.support.sources import ROOT

pytestmark = pytest.mark.proof
ROUNDS = int(os.environ.get("SEAT_ROUNDS", "40"))
SEED = int(os.environ.get("SEAT_SEED", str(random.SystemRandom().randrange(10**6))))
PEOPLE, SEATS, WORKERS, TRIES = 120, 30, 12, 5
CSRF = "b" * 32

PREPARE = """
import django; django.setup()
import json
from datetime import timedelta
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0); call_command("load_vocabularies", verbosity=0)
from lms.accounts.models import User
from tests.factories.runs import make_run
sessions, rounds = [], []
for n in range({people}):
    user = User.objects.create(username=f"p{{n}}", email=f"p{{n}}@example.org", password="!")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    sessions.append(session.session_key)
starts = timezone.now() + timedelta(days=30)
for n in range({rounds}):
    run = make_run(capacity={seats}, starts_at=starts, ends_at=starts + timedelta(days=1))
    path = f"/de/kurse/{{run.course.key}}-{{run.course.texts.get().slug}}/einschreiben/"
    rounds.append([run.pk, run.key, path])
print(json.dumps([sessions, rounds]))
"""
SETTLE = "import django; django.setup()\nfrom courses.tasks import settle_seats; settle_seats()"

# Each finds rows that must not be there.
BROKEN = {
    "I1": """SELECT r.id FROM courses_courserun r WHERE r.id = ? AND (r.seats_taken > r.capacity
        OR r.seats_taken <> (SELECT COUNT(*) FROM courses_enrolment e WHERE e.run_id = r.id
            AND e.state <> 'left') + (SELECT COUNT(*) FROM courses_seatrequest s
            WHERE s.run_id = r.id AND s.state = 'offered'))""",
    "I2": """SELECT r.id FROM courses_courserun r WHERE r.id = ? AND r.seats_taken < r.capacity
        AND EXISTS (SELECT 1 FROM courses_seatrequest s WHERE s.run_id = r.id
            AND s.state = 'waiting')""",
    "I3": """SELECT e.user_id FROM courses_enrolment e WHERE e.run_id = ? AND e.state <> 'left'
        GROUP BY e.user_id HAVING COUNT(*) > 1""",
    "order": """SELECT a.id FROM courses_seatrequest a JOIN courses_seatrequest b
        ON a.run_id = b.run_id AND a.id < b.id AND a.queued_at >= b.queued_at
        WHERE a.run_id = ?""",
    "no mail": """SELECT e.key FROM courses_enrolment e JOIN courses_courserun r ON r.id = e.run_id
        WHERE e.run_id = ? AND (SELECT COUNT(*) FROM records_outboxmessage m
            WHERE m.key LIKE 'seat-enrolled:' || e.key || ':' || r.key || ':%') <> 1""",
    "two mails": """SELECT s.key FROM courses_seatrequest s WHERE s.run_id = ?
        AND (SELECT COUNT(*) FROM records_outboxmessage m
            WHERE m.key LIKE 'seat-waiting:' || s.key || ':%') <> 1""",
}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def run(code, environment):
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


class Site:
    """A gunicorn of its own with three processes, one of which dies now and then."""

    def __init__(self, environment, dice):
        self.port, self.dice = free_port(), dice
        self.lock, self.left, self.killed = threading.Lock(), 20, 0
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "lms.wsgi", "--workers", "3", "--threads", "4"),
                "--preload",  # a new process is there at once
                *("--worker-class", "gthread", "--bind", f"127.0.0.1:{self.port}"),
                *("--log-level", "critical"),
            ],
            env=environment, cwd=ROOT, start_new_session=True,
        )  # fmt: skip

    def children(self):
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in listed.read_text(encoding="ascii").split()]

    def answered(self):
        """Kill a process after a drawn number of answers, while others are on their way."""
        with self.lock:
            self.left -= 1
            if self.left > 0:
                return
            self.left, found = self.dice.randint(10, 40), self.children()
            if found:
                os.kill(self.dice.choice(found), signal.SIGKILL)
                self.killed += 1

    def post(self, path, session, form):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        head = {
            "Cookie": f"sessionid={session}; csrftoken={CSRF}", "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded", "Host": "localhost",
        }  # fmt: skip
        try:
            connection.request("POST", path, body=form, headers=head)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return 0  # the process died under the request
        finally:
            connection.close()
        self.answered()
        return answer.status

    def wait(self):
        for _time in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return

    def stop(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def environment(tmp_path, database_template):
    """A database file of its own; where the tests have one that is migrated, a copy of it."""
    if isinstance(database_template, SqliteTemplate):
        shutil.copy(database_template.source, tmp_path / "proof.sqlite3")
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
        "DATA_DIR": str(tmp_path),
        "DEBUG": "0",
        "LOG_LEVEL": "CRITICAL",
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'proof.sqlite3'}",
    }


def come(site, path, session, key):
    """Enrol, else wait; again where the answer was lost, as a person would."""
    seen = []
    for act in ("", "wait"):
        for _try in range(TRIES):
            status = site.post(path, session, f"termin={key}&act={act}")
            seen.append(status)
            if status:
                break
            time.sleep(0.2)
        if seen[-1] == http.HTTPStatus.SEE_OTHER:
            break
    return seen


def storm(site, sessions, one, dice):
    """Everybody comes at once, while processes die; returns how often each answer came."""
    _pk, key, path = one
    order = dice.sample(sessions, len(sessions))
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        seen = list(pool.map(lambda session: come(site, path, session, key), order))
    return Counter(status for statuses in seen for status in statuses)


def test_nothing_is_half_done(environment, tmp_path):
    prepared = PREPARE.format(people=PEOPLE, rounds=ROUNDS, seats=SEATS)
    sessions, rounds = json.loads(run(prepared, environment).strip().splitlines()[-1])
    dice = random.Random(SEED)
    site = Site(environment, dice)
    print(f"\nseed {SEED}, {ROUNDS} rounds")
    try:
        site.wait()
        for number, one in enumerate(rounds):
            answers = storm(site, sessions, one, dice)
            run(SETTLE, environment)
            found = broken(tmp_path / "proof.sqlite3", one[0])
            print(f"round {number}: {dict(sorted(answers.items()))} {found or 'sound'}")
            assert found == {}
            assert answers[http.HTTPStatus.INTERNAL_SERVER_ERROR] == 0
            assert taken(tmp_path / "proof.sqlite3", one[0]) == SEATS
        print(f"{site.killed} processes killed")
        assert site.killed >= ROUNDS
    finally:
        site.stop()


def broken(file, pk):
    with sqlite3.connect(file, timeout=20) as database:
        rows = {name: database.execute(sql, [pk]).fetchall() for name, sql in BROKEN.items()}
    return {name: found for name, found in rows.items() if found}


def taken(file, pk):
    with sqlite3.connect(file, timeout=20) as database:
        return database.execute(
            "SELECT COUNT(*) FROM courses_enrolment WHERE run_id = ? AND state <> 'left'", [pk]
        ).fetchone()[0]
