"""Serves the site on one machine: gunicorn and one Celery worker, each restarted when it dies."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

RESTART_PAUSE = 2.0  # seconds between a death and the next start
GRACE = 15.0  # seconds a process gets to stop by itself
NICE = 10  # of the worker: people wait for pages


@dataclass
class Child:
    """One supervised process."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    died_at: float = field(default=0.0)

    def ensure(self) -> bool:
        """Start the process when it is not running; tell whether it was started now."""
        if self.process is not None and self.process.poll() is None:
            return False
        if self.process is not None and not self.died_at:
            self.died_at = time.monotonic()
        if self.died_at and time.monotonic() - self.died_at < RESTART_PAUSE:
            return False
        self.died_at = 0.0
        self.process = subprocess.Popen(self.command)  # noqa: S603  (our own command line)
        return True

    def stop(self) -> None:
        """Ask the process to end, and end it after the grace time."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def web(port: int, threads: int) -> list[str]:
    """The web server: one process, because without Redis each process has a cache of its own."""
    processes = os.environ.get("WEB_CONCURRENCY", "1") if settings.CACHE_URL else "1"
    return [
        *(sys.executable, "-m", "gunicorn", settings.WSGI_APPLICATION.rsplit(".", 1)[0]),
        *("--bind", f"127.0.0.1:{port}", "--workers", processes, "--threads", str(threads)),
        *("--worker-class", "gthread", "--max-requests", "0", "--log-level", "warning"),
    ]


def worker() -> list[str]:
    """The task worker with the schedule inside it: exactly one on this machine; pages go first."""
    schedule = Path(settings.DATA_DIR) / "beat"
    schedule.mkdir(parents=True, exist_ok=True)
    return [
        *("nice", "-n", str(NICE)),
        *(sys.executable, "-m", "celery", "-A", "lms", "worker", "--beat"),
        *("--schedule", str(schedule / "schedule"), "--pool", "threads", "--concurrency", "2"),
        *("--loglevel", "warning", "--without-gossip", "--without-mingle"),
    ]


class Command(BaseCommand):
    """Start both processes and watch them until told to stop."""

    help = "Serves the site on this machine (web server and worker); Ctrl+C ends both."

    def add_arguments(self, parser: CommandParser) -> None:
        """Port and threads of the web server."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=8)

    def handle(self, *args: object, **options: object) -> None:
        """Supervise until SIGINT or SIGTERM."""
        self.stopping = False
        os.environ["DJANGO_SETTINGS_MODULE"] = settings.SETTINGS_MODULE
        port = int(str(options["port"]))
        children = [
            Child("worker", worker()),
            Child("web", web(port, int(str(options["threads"])))),
        ]
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        self.stdout.write(f"Serving on http://localhost:{port}/ (Ctrl+C ends)")
        while not self.stopping:
            for child in children:
                child.ensure()
            time.sleep(0.5)
        for child in reversed(children):
            child.stop()

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """Note that it is time to stop."""
        self.stopping = True
