# ruff: noqa: T201 - seeds and outcomes are what this proof is for
"""kill -9 of web and worker while 120 people want 30 seats: nothing is half done, nothing twice.

``pytest -m proof -s tests/proof/test_seats_killed.py``; SEAT_ROUNDS and SEAT_SEED change it.
"""

import json
import os
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http import HTTPStatus
from types import SimpleNamespace

import pytest

from tests.support.killing import LOST, Web, Worker, stopped
from tests.support.ledger import EVENTS, broken, misdelivered, outbox, unseen_damage
from tests.support.own_site import change, connected, own_site, run, select
from tests.support.smtp import copies, mail_server

pytestmark = pytest.mark.proof
ROUNDS = int(os.environ.get("SEAT_ROUNDS", "40"))
SEED = int(os.environ.get("SEAT_SEED", str(random.SystemRandom().randrange(10**6))))
PEOPLE, SEATS, RESTLESS, AT_ONCE, TRIES = 120, 30, 8, 12, 5
PATIENCE = 120  # seconds; I2 allows 60, twice that where a worker dies and the machine is busy
DRAINING = 600  # seconds; the mail of a dead worker comes back after one to four minutes
AGAIN = {LOST, HTTPStatus.SERVICE_UNAVAILABLE}  # the database was too busy: nothing was done
POOLS = {"sqlite": "threads", "postgres": "prefork"}

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
END_OFFERS = """UPDATE courses_seatrequest SET offer_expires_at = '2026-01-01 00:00:00'
    WHERE run_id = {run} AND state = 'offered'"""
OFFERS = "SELECT COUNT(*) FROM courses_seatrequest WHERE run_id = {run} AND state = 'offered'"
OVER = f"{OFFERS} AND offer_expires_at = '2026-01-01 00:00:00'"
HELD = """SELECT (SELECT COUNT(*) FROM courses_enrolment WHERE run_id = {run} AND state <> 'left')
    + (SELECT COUNT(*) FROM courses_seatrequest WHERE run_id = {run} AND state = 'offered')"""
PENDING = "SELECT COUNT(*) FROM records_outboxmessage WHERE state = 'pending'"


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request):
    return request.param


@pytest.fixture
def environment(kind, tmp_path):
    with own_site(kind, tmp_path) as values:
        yield values


def number(environment, sql):
    return select(environment, sql)[0][0]


def insist(web, path, session, form=""):
    """Send a form, again where the answer was lost or asks for that, as a person would."""
    for _try in range(TRIES):
        status, leads = web.post(path, session, form)
        yield status, leads
        if status not in AGAIN:
            return
        time.sleep(0.2)


def come(web, one, session):
    """Enrol, else wait; returns where one is led and all answers."""
    _pk, key, path = one
    seen = list(insist(web, path, session, f"termin={key}&act="))
    leads = seen[-1][1]
    if seen[-1][0] == HTTPStatus.CONFLICT:
        seen += insist(web, path, session, f"termin={key}&act=wait")
        leads = ""
    return leads, [status for status, _leads in seen]


def go(web, session, leads):
    """Leave the course again, by the address of the enrolment."""
    return "", [status for status, _leads in insist(web, f"{leads}verlassen/", session)]


def storm(web, sessions, one, dice):
    """All come at once and then some go, while processes die; how often each answer came."""
    order = dice.sample(sessions, len(sessions))
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        came = list(pool.map(lambda session: come(web, one, session), order))
        inside = [(who, leads) for who, (leads, _seen) in zip(order, came, strict=True) if leads]
        gone = list(pool.map(lambda pair: go(web, *pair), inside[:RESTLESS]))
    return Counter(int(status) for _leads, seen in came + gone for status in seen)


def await_zero(environment, sql, patience):
    """Seconds until a count is zero."""
    began = time.monotonic()
    while number(environment, sql):
        assert time.monotonic() - began < patience, sql
        time.sleep(0.2)
    return time.monotonic() - began


def settled(environment, run):
    """Once the worker has passed on what was over: after how many seconds, and what is broken."""
    seconds = await_zero(environment, OVER.format(run=run), PATIENCE)
    with connected(environment) as connection:
        found = broken(connection, run)
    print(f"    run {run}: passed on after {seconds:.0f} s, {found or 'sound'}", flush=True)
    return seconds, found


def play(web, worker, sessions, rounds, environment):
    """All rounds: a storm, then every offer is over; looked at while the next storm rages."""
    dice, began = random.Random(SEED), time.monotonic()
    with ThreadPoolExecutor() as watchers:
        watched = None
        for count, one in enumerate(rounds):
            answers = storm(web, sessions, one, dice)
            offers = number(environment, OFFERS.format(run=one[0]))
            change(environment, END_OFFERS.format(run=one[0]))
            if watched:
                yield watched.result()
            watched = watchers.submit(settled, environment, one[0])
            print(f"round {count}, {time.monotonic() - began:.0f} s: {dict(sorted(answers.items()))}, "
                  f"{offers} offers, killed {web.killed} + {worker.killed} + "
                  f"{worker.children_killed}", flush=True)  # fmt: skip
            assert answers[HTTPStatus.INTERNAL_SERVER_ERROR] == 0
        yield watched.result()


def test_nothing_is_half_done_and_every_mail_arrives_once(kind, environment):
    prepared = PREPARE.format(people=PEOPLE, rounds=ROUNDS, seats=SEATS)
    sessions, rounds = json.loads(run(prepared, environment).strip().splitlines()[-1])
    began = time.monotonic()
    print(f"\n{kind}: seed {SEED}, {ROUNDS} rounds", flush=True)
    with ExitStack() as stack:
        server = stack.enter_context(mail_server(SimpleNamespace(), END="slow"))
        server.delay = 0.02  # a mail server takes its time to answer
        host, port = server.server_address
        environment = {
            **environment, "EMAIL_URL": f"smtp://{host}:{port}",
            "WARM_PATH": rounds[0][2], "WARM_SESSION": sessions[0],
            "WARM_FORM": f"termin={rounds[0][1]}&act=",
        }  # fmt: skip
        worker = Worker(
            environment, POOLS[kind], random.Random(SEED + 1), lambda: len(server.taken)
        )
        stack.enter_context(stopped(worker))
        web = stack.enter_context(stopped(Web(environment, random.Random(SEED + 2))))
        looks = list(play(web, worker, sessions, rounds, environment))
        worker.leave_alone()
        await_zero(environment, PENDING, DRAINING)
        arrived = copies(server)
    mails = outbox(environment)
    print(f"passed on after {max(seconds for seconds, _found in looks):.0f} s at the latest")
    report(web, worker, mails, arrived, time.monotonic() - began)
    assert [found for _seconds, found in looks if found] == []
    assert {number(environment, HELD.format(run=pk)) for pk, *_rest in rounds} == {SEATS}
    assert misdelivered(mails, arrived) == {}
    assert len(mails) == number(environment, EVENTS)
    assert web.killed >= ROUNDS
    assert worker.killed + worker.children_killed >= ROUNDS // 2  # a busy machine mails slowly
    assert unseen_damage(environment, rounds[-1][0]) == []


def report(web, worker, mails, arrived, seconds):
    states = Counter(state for _key, _digest, state, _unclear in mails)
    unclear = sum(unclear > 0 for *_rest, unclear in mails)
    twice = sum(number > 1 for number in arrived.values())
    print(f"killed: {web.killed} web processes, {worker.killed} workers, "
          f"{worker.children_killed} processes of the worker's pool; {seconds:.0f} s\n"
          f"{len(mails)} mails {dict(states)}: {len(arrived)} arrived, {unclear} marked unclear, "
          f"of which {twice} arrived twice", flush=True)  # fmt: skip
