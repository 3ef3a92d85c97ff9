"""The workers of a site as production runs them; they die at random and start again at once."""

import os
import signal
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from lms.common.management.commands import serve
from tests.support.killing import children, kill, launch

CELERY = (sys.executable, "-m", "celery", "-A", "lms")
POOLS = {"sqlite": "threads", "postgres": "prefork"}
NICE = os.environ.get("WORKER_NICE", str(serve.NICE))


def worker(queue, kind, *more):
    """How docs/operate.md starts the worker of a queue."""
    return [
        *("nice", "-n", NICE, *CELERY, "worker", "--queues", queue),
        *("--hostname", f"{queue}@%h", "--pool", POOLS[kind], "--concurrency", "2"),
        *("--loglevel", "error", "--without-gossip", *more),
    ]


class Crew:
    """Workers, and whoever kills one of them after a drawn number of steps of the work.

    Half of the time only one process of its pool dies, where it has such.
    """

    def __init__(self, environment, kind, dice):
        self.environment, self.dice, self.has_pool = environment, dice, kind == "postgres"
        schedule = ["--schedule", str(Path(environment["DATA_DIR"]) / "schedule")]
        inside = [] if self.has_pool else ["--beat", *schedule]  # dies with its worker
        self.commands = {
            "celery": worker("celery", kind, *inside), "batch": worker("batch", kind),
        }  # fmt: skip
        self.killed, self.killer, self.ends = Counter(), None, threading.Event()
        self.workers = {name: self._start(name) for name in self.commands}
        self.beat = None
        if self.has_pool:
            self.beat = launch(environment, [*CELERY, "beat", "--loglevel", "error", *schedule])

    def _start(self, name):
        return launch(self.environment, self.commands[name])

    def hunt(self, kills, steps, progress):
        """From now on kill so many, spread over the steps that ``progress`` counts."""
        self.killer = threading.Thread(target=self._hunt, args=(kills, steps, progress))
        self.killer.start()

    def _hunt(self, kills, steps, progress):
        for left in range(kills, 0, -1):
            done = progress()
            mark = done + self.dice.uniform(0.1, 0.9) * (steps - done) / left
            while progress() < mark:
                if self.ends.wait(0.1):
                    return
            time.sleep(self.dice.uniform(0, 0.1))
            self._kill(self.dice.choice([*self.workers]))

    def _kill(self, name):
        worker = self.workers[name]
        found = children(worker.pid) if self.has_pool else []
        if found and self.dice.random() < 0.5:
            with suppress(ProcessLookupError):
                os.kill(self.dice.choice(found), signal.SIGKILL)
                self.killed[f"{name}'s pool"] += 1
            return
        kill(worker.pid)
        worker.wait()
        self.killed[name] += 1
        self.workers[name] = self._start(name)

    def stop(self):
        self.ends.set()
        if self.killer:
            self.killer.join()
        for process in filter(None, (self.beat, *self.workers.values())):
            with suppress(ProcessLookupError):
                kill(process.pid)
            process.wait()
