"""Visits pages of a site in turn until it is ended, and writes down how long each answer took.

In a process of its own: whatever else a proof does would count as waiting for the answer.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from tests.support.sources import ROOT

PAUSE = 0.1  # seconds between an answer and the next question


class Visit(NamedTuple):
    at: float  # of time.monotonic, which all processes share
    page: str
    status: int  # 0: no answer
    seconds: float


@contextmanager
def asking(port, pages, file):
    """Ask all the time for pages, by name: a path and a session ("" for nobody's)."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.asking", str(port), json.dumps(pages), str(file)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        yield
    finally:
        process.kill()
        process.wait()


def visits(file):
    """What was written down until now."""
    whole = file.read_text("ascii").rpartition("\n")[0].splitlines() if file.exists() else []
    parts = [line.split() for line in whole]
    return [Visit(float(at), page, int(code), float(took)) for at, page, code, took in parts]


def figures(found, begin, end):
    """Median and what 95 of 100 stay below, by page, in milliseconds, and how many visits."""
    pages = defaultdict(list)
    for visit in found:
        if begin <= visit.at < end:
            pages[visit.page].append(visit.seconds * 1000)
    return {
        page: (median(took), quantiles(took, n=20)[-1], len(took)) for page, took in pages.items()
    }


def ask(port, path, session):
    """Status and seconds of one visit."""
    begin = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(
            "GET", path, headers={"Host": "localhost", "Cookie": f"sessionid={session}"}
        )
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    except (OSError, http.client.HTTPException):
        status = 0
    finally:
        connection.close()
    return status, time.perf_counter() - begin


def visit_for_ever(port, pages, file):
    with Path(file).open("w", encoding="ascii", buffering=1) as target:
        while True:
            for page, (path, session) in pages.items():
                at = time.monotonic()
                status, seconds = ask(port, path, session)
                target.write(f"{at} {page} {status} {seconds}\n")
                time.sleep(PAUSE)


if __name__ == "__main__":
    visit_for_ever(int(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3])
