"""Processes of a site that are killed with SIGKILL at random: gunicorn and a Celery worker."""

import http.client
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path

from tests.support.own_site import free_port, wait_for
from tests.support.sources import ROOT

CSRF = "b" * 32
LOST = 0  # stands for an answer that never came


def start(environment, *arguments, **streams):
    """Start a Python module in a group of its own; what it says goes into a file."""
    return launch(environment, [sys.executable, "-m", *arguments], **streams)


def launch(environment, command, **streams):
    """Start a command so; in our session: a lower priority counts against what is in the same."""
    with (Path(environment["DATA_DIR"]) / "processes.log").open("ab") as log:
        return subprocess.Popen(
            command, env=environment, cwd=ROOT, stderr=log, process_group=0,
            **{"stdout": log, **streams},
        )  # fmt: skip


def children(pid):
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text("ascii").split()]


def kill(pid):
    """Kill the leader of a group and all that it started."""
    found = children(pid)
    os.killpg(pid, signal.SIGKILL)
    for child in found:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


class Web:
    """A gunicorn with three processes, one of which dies after a drawn number of answers."""

    def __init__(self, environment, dice):
        self.port, self.dice = free_port(), dice
        self.lock, self.left, self.killed = threading.Lock(), 20, 0
        self.process = start(
            environment,
            *("gunicorn", "tests.support.warm", "--workers", "3", "--threads", "4"),
            "--preload",  # a new process is there at once
            *("--worker-class", "gthread", "--bind", f"127.0.0.1:{self.port}"),
            *("--log-level", "critical"),
        )
        wait_for(self.port)

    def answered(self):
        """Kill a process while other requests are on their way."""
        with self.lock:
            self.left -= 1
            if self.left > 0:
                return
            self.left, found = self.dice.randint(20, 80), children(self.process.pid)
            if found:
                os.kill(self.dice.choice(found), signal.SIGKILL)
                self.killed += 1

    def post(self, path, session, form=""):
        """Returns the status and where the answer leads; ``LOST`` where a process died."""
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
            return LOST, ""
        finally:
            connection.close()
        self.answered()
        return HTTPStatus(answer.status), answer.getheader("Location", "")

    def stop(self):
        kill(self.process.pid)
        self.process.wait()


class Worker:
    """A Celery worker that dies after a drawn number of mails, and is started again.

    Half of the time only one process of its pool dies, where it has such. The schedule runs
    beside it and lives.
    """

    def __init__(self, environment, pool, dice, delivered):
        self.dice, self.delivered, self.killed, self.children_killed = dice, delivered, 0, 0
        self.calm = threading.Event()  # set: it is left alone
        schedule = str(Path(environment["DATA_DIR"]) / "schedule")
        self.beat = start(
            environment, "celery", "-A", "lms", "beat", "--loglevel", "error",
            "--schedule", schedule,
        )  # fmt: skip
        self.nursery = start(
            environment, "tests.support.nursery",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.arguments = f"--pool {pool} --concurrency 2 --loglevel error --without-gossip"
        self.pid = self._start()
        self.killer = threading.Thread(target=self._live)
        self.killer.start()

    def _start(self):
        self.nursery.stdin.write(f"{self.arguments} --without-mingle\n")
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline())

    def _live(self):
        while self._waited():
            found = children(self.pid)
            if found and self.dice.random() < 0.5:
                with suppress(ProcessLookupError):
                    os.kill(self.dice.choice(found), signal.SIGKILL)
                    self.children_killed += 1
                continue
            kill(self.pid)
            self.killed += 1
            self.pid = self._start()

    def _waited(self):
        """Wait for a drawn number of mails and then some milliseconds more."""
        number = self.delivered() + self.dice.randint(5, 120)
        while self.delivered() < number:
            if self.calm.wait(0.01):
                return False
        return not self.calm.wait(self.dice.uniform(0, 0.05))

    def leave_alone(self):
        """From now on nothing is killed."""
        self.calm.set()
        self.killer.join()

    def stop(self):
        self.leave_alone()
        for process in (self.beat, self.nursery):
            kill(process.pid)
            process.communicate()
        with suppress(ProcessLookupError):
            kill(self.pid)


@contextmanager
def stopped(process):
    """Stop a process of a site at the end, whatever happened."""
    try:
        yield process
    finally:
        process.stop()
