"""Starts Celery workers by fork from a process that has everything loaded.

A proof starts dozens of workers; by themselves they would spend most of it on importing. Reads
the arguments of one worker from each line and prints the number of its process.
"""

import os
import signal
import sys

import django

from lms.celery import app


def begin(arguments):
    """In the new process: become a worker in a group of its own."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    app.worker_main(["worker", *arguments])


if __name__ == "__main__":
    django.setup()
    app.loader.import_default_modules()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever dies leaves nothing behind
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            try:
                begin(line.split())
            finally:
                os._exit(1)
        print(pid, flush=True)  # noqa: T201 - this is how the proof learns of it
