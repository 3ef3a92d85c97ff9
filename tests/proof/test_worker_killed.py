# ruff: noqa: T201 - seeds and figures are what this proof is for
"""kill -9 of workers during 500 issues: each person has one certificate and one mail in time.

``pytest -m proof -s tests/proof/test_worker_killed.py``; WORKER_SEED and WORKER_KILLS change it,
WORKER_NICE=0 shows what the lower priority of workers is good for. Meanwhile the site must answer
almost as fast as before. There is a worker for each queue, as docs/operate.md says: with threads
and files as broker beside SQLite, with processes and Redis beside PostgreSQL.
"""

import json
import os
import random
import sys
import time
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path
from subprocess import PIPE
from types import SimpleNamespace

import pytest

from cms.management.benchmark.server import Server
from tests.support.asking import asking, figures, visits
from tests.support.crew import Crew
from tests.support.killing import launch, stopped
from tests.support.own_site import own_site, run, select
from tests.support.register import FILES, flaws, read, unseen_damage
from tests.support.smtp import copies, mail_server

pytestmark = pytest.mark.proof
SEED = int(os.environ.get("WORKER_SEED", str(random.SystemRandom().randrange(10**6))))
KILLS = int(os.environ.get("WORKER_KILLS", "30"))
COUNT, BY_HAND = 500, 200  # certificates; of them those of one form of a team
LIMIT, GIVE_UP = 300, 600  # seconds from the first issue to the last mail
CALM, SLOWER = 30, 1.3  # seconds of measuring before and after; times as long meanwhile

PREPARE = f"""
import django; django.setup()
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0); call_command("load_vocabularies", verbosity=0)
from courses.actions.enrolment import enrol
from courses.actions.progress import record_step
from courses.actions.signing import create_missing_keys
from courses.models import Enrolment
from lms.accounts.models import User
from tests.factories.certificates import CertificateFactory
from tests.support.database import write_missing_keys
from tests.support.world import build
now = timezone.now()
write_missing_keys(); create_missing_keys(at=now)
world = build()
first, last = world.plain.lessons.order_by("position")
def person(number):
    user = User.objects.create(username=f"kill{{number}}", email=f"kill{{number}}@example.org",
        password="!", certificate_name=f"Person {{number}} Chóśebuz",
        certificate_name_confirmed_at=now)
    enrolment = enrol(user=user, run=world.plain.runs.get(), at=now)
    record_step(enrolment=enrolment, lesson=first, position=1000, completed=True, at=now)
    return enrolment.key
keys = [person(number) for number in range({COUNT})]
reader = User.objects.create(username="reader", email="reader@example.org", password="!")
session = SessionStore()
session[SESSION_KEY] = str(reader.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
session.create()
lesson = enrol(user=reader, run=world.course.runs.get(), at=now)
earlier = enrol(user=User.objects.create(username="earlier", password="!"),
    run=world.course.runs.get(), at=now)
Enrolment.objects.filter(pk=earlier.pk).update(state="completed", completed_at=now)
code = CertificateFactory(enrolment=earlier, rendered_at=now, pdf_name="elsewhere.pdf",
    pdf_sha256="0" * 64).code
pages = {{
    "catalogue": ["/de/kurse/", ""],
    "lesson": [f"/de/lernen/{{lesson.key}}/schritt-2/", session.session_key],
    "verification": [f"/de/zertifikat/{{code}}/", ""],
}}
print(json.dumps([keys, pages]))
"""

# Some finish one after the other, and in their midst a team confirms many at once.
ISSUE = f"""
import django; django.setup()
import json, sys, time
from django.utils import timezone
from courses.actions.certificate_by_hand import certify_by_hand
from courses.actions.progress import record_step
from courses.models import Enrolment
from lms.accounts.models import User
keys = json.loads(sys.argv[1])
rows = Enrolment.objects.select_related("run", "course__partner", "user", "rule")
alone, together = keys[:-{BY_HAND}], keys[-{BY_HAND}:]
team = User.objects.get(username="reader")
print(time.monotonic(), flush=True)
for number, key in enumerate(alone):
    enrolment, now = rows.get(key=key), timezone.now()
    last = enrolment.course.lessons.order_by("position").last()
    record_step(enrolment=enrolment, lesson=last, position=1000, completed=True, at=now)
    if number == len(alone) // 3:
        assert {BY_HAND} == certify_by_hand(run=enrolment.run, enrolments=together,
            reason="Alle waren da.", actor=team, at=now)
    time.sleep(0.05)
print(time.monotonic(), flush=True)
"""

VIOLATIONS = """
import django; django.setup()
import json
from django.utils import timezone
from courses.queries.invariants import violations
print(json.dumps(violations(timezone.now())))
"""
PENDING = "SELECT COUNT(*) FROM records_outboxmessage WHERE state = 'pending'"


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request):
    return request.param


@pytest.fixture
def environment(kind, tmp_path):
    with own_site(kind, tmp_path) as values:
        yield values


def told(code, environment):
    return json.loads(run(code, environment).strip().splitlines()[-1])


def number(environment, sql):
    return select(environment, sql)[0][0]


@contextmanager
def issuing(environment, keys):
    """A process that lets people finish; yields it and the moment of the first issue."""
    process = launch(environment, [sys.executable, "-c", ISSUE, json.dumps(keys)], stdout=PIPE)
    try:
        yield process, float(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def all_mailed(environment, server):
    return len(copies(server)) >= COUNT and not number(environment, PENDING)


def play(environment, crew, server, keys):
    """People finish and workers die; when the first issue was, the last one, and the last mail."""
    certificates = Path(environment["DATA_DIR"]) / "private" / FILES

    def steps():
        return len([*certificates.rglob("*.pdf")]) + len(server.taken)

    issued = 0.0
    with issuing(environment, keys) as (process, begin):
        crew.hunt(KILLS, 2 * COUNT, steps)
        while not all_mailed(environment, server):
            time.sleep(0.5)
            if not issued and process.poll() is not None:
                issued = time.monotonic()
            assert time.monotonic() - begin < GIVE_UP
        assert process.returncode == 0
    return begin, issued, time.monotonic()


def test_five_hundred_certificates_each_once_while_workers_die(kind, environment, tmp_path):
    keys, pages = told(PREPARE, environment)
    print(f"\n{kind}: seed {SEED}, {COUNT} certificates, {KILLS} kills", flush=True)
    with ExitStack() as stack:
        server = stack.enter_context(mail_server(SimpleNamespace(), END="slow"))
        server.delay = 0.02  # a mail server takes its time to answer
        host, port = server.server_address
        environment = {**environment, "EMAIL_URL": f"smtp://{host}:{port}"}
        crew = stack.enter_context(stopped(Crew(environment, kind, random.Random(SEED))))
        web = stack.enter_context(Server({**environment, "DATABASE_POOL": "1"}))
        asked = tmp_path / "asked"
        stack.enter_context(asking(web.port, pages, asked))
        time.sleep(20)  # everything has started and is warm
        calm = time.monotonic()
        time.sleep(CALM)
        assert number(environment, PENDING) == 0
        begin, issued, end = play(environment, crew, server, keys)
        time.sleep(CALM)
        found, seen = read(environment, keys, copies(server)), visits(asked)
        broken = told(VIOLATIONS, environment)
    spans = [figures(seen, *span) for span in ((calm, begin), (begin, end), (end, end + CALM))]
    report(crew, found, (issued - begin, end - begin), spans)
    assert flaws(found) == {}
    assert unseen_damage(found) == []
    assert {name: keys for name, keys in broken.items() if keys} == {}
    assert crew.killed.total() == KILLS
    assert {visit.status for visit in seen if visit.at > calm} == {HTTPStatus.OK}
    assert end - begin <= LIMIT
    assert [page for page in pages if slower(page, *spans) > SLOWER] == []


def slower(page, before, meanwhile, after):
    """How many times as long half of the answers took; other work may have slowed a calm time."""
    return meanwhile[page][0] / min(before[page][0], after[page][0])


def report(crew, found, seconds, spans):
    unclear = sum(mail[3] > 0 for mail in found.mails)
    twice = sum(number > 1 for number in found.arrived.values())
    print(f"killed: {dict(crew.killed)}; issued in {seconds[0]:.0f} s, last mail after {seconds[1]:.0f} s\n"
          f"{len(found.rows)} certificates, {len(found.mails)} mails, {unclear} marked unclear, "
          f"of which {twice} arrived twice; {flaws(found) or 'sound'}")  # fmt: skip
    for page in spans[0]:
        told = "; ".join("{:.1f} and {:.1f} ms in {} visits".format(*span[page]) for span in spans)
        print(f"{page}: {slower(page, *spans):.2f} times; median, and what 95 of 100 stay below, "
              f"before, meanwhile and after: {told}", flush=True)  # fmt: skip
