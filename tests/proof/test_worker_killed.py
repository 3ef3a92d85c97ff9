"""kill -9 of the worker while it makes certificates: none is lost, none is made twice."""

import json
import subprocess
import time
from pathlib import Path

import pytest

from tests.support import killing
from tests.support.own_site import own_site, run

pytestmark = pytest.mark.proof
COUNT = 50
KILLS = 4
PATIENCE = 240  # seconds

PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0); call_command("load_vocabularies", verbosity=0)
from datetime import timedelta
from tests.support.world import NOW, build
from courses.actions.enrolment import enrol
from courses.actions.progress import record_step
from lms.accounts.models import User
world = build()
run = world.plain.runs.get()
for number in range(%d):
    user = User.objects.create_user(username=f"kill{number}", email=f"kill{number}@example.org",
        certificate_name=f"Person {number} Chóśebuz", certificate_name_confirmed_at=NOW)
    enrolment = enrol(user=user, run=run, at=NOW)
    for lesson in world.plain.lessons.order_by("position"):
        record_step(enrolment=enrolment, lesson=lesson, position=1000, completed=True, at=NOW)
"""

COUNT_UP = """
import django; django.setup()
import json
from courses.models import Certificate
from lms.records.models import OutboxMessage
rows = Certificate.objects.all()
mails = OutboxMessage.objects.filter(kind__startswith="certificate")
print(json.dumps({
    "rows": rows.count(),
    "enrolments": rows.values("enrolment_key").distinct().count(),
    "rendered": rows.exclude(rendered_at=None).exclude(pdf_sha256="").count(),
    "mails": mails.count(),
    "sent": mails.filter(state="sent").count(),
}))
"""


def start_worker(environment: dict[str, str]) -> subprocess.Popen:
    return killing.start(
        environment,
        *("celery", "-A", "lms", "worker", "--beat", "--pool", "threads"),
        *("--concurrency", "2", "--loglevel", "error", "--schedule"),
        str(Path(environment["DATA_DIR"]) / "schedule"),
    )


def kill(worker: subprocess.Popen) -> None:
    killing.kill(worker.pid)
    worker.wait()


def numbers(environment: dict[str, str]) -> dict[str, int]:
    return json.loads(run(COUNT_UP, environment).strip().splitlines()[-1])


@pytest.fixture(params=["sqlite", "postgres"])
def environment(request, tmp_path):
    with own_site(request.param, tmp_path) as values:
        yield values


def test_fifty_certificates_each_once(environment):
    run(PREPARE % COUNT, environment)
    for _ in range(KILLS):
        worker = start_worker(environment)
        time.sleep(5)
        kill(worker)
    worker = start_worker(environment)
    try:
        deadline = time.monotonic() + PATIENCE
        found = numbers(environment)
        while (found["rendered"], found["sent"]) != (COUNT, COUNT) and time.monotonic() < deadline:
            time.sleep(3)
            found = numbers(environment)
    finally:
        kill(worker)
    expected = dict.fromkeys(("rows", "enrolments", "rendered", "mails", "sent"), COUNT)
    assert found == expected
    sent = list((Path(environment["DATA_DIR"]) / "mail").glob("*"))
    assert len(sent) >= 1
