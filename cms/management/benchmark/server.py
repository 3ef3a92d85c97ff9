"""A server of its own on a free port, and what its process tree has used."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import TracebackType

TICKS = os.sysconf("SC_CLK_TCK")
START_PATIENCE = 60.0  # seconds
# Own and waited-for children's user and system time in /proc/PID/stat, counted from the state.
USED = (11, 12, 13, 14)


def free_port() -> int:
    """Ask the system for a port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on; empty when the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and all its living and ended descendants (Linux: /proc)."""
    table = {
        int(entry.name): fields
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and (fields := _stat(int(entry.name)))
    }
    total, family = 0, [pid]
    while family:
        member = family.pop()
        total += sum(int(table[member][i]) for i in USED) if member in table else 0
        family += [other for other, fields in table.items() if int(fields[1]) == member]
    return total / TICKS


class Server:
    """gunicorn with one process and four threads, as a context manager."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.environment = environment

    def __enter__(self) -> "Server":
        """Start and wait until the first answer."""
        command = [sys.executable, "-m", "gunicorn", "lms.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", "1", "--threads", "4", "--worker-class", "gthread"]
        command += ["--keep-alive", "60", "--log-level", "error"]
        self.process = subprocess.Popen(command, env={**os.environ, **self.environment})  # noqa: S603
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline:
            try:
                self.request("GET", "/healthz")
            except OSError:
                time.sleep(0.2)
            else:
                return self
        msg = "The measured server did not start."
        raise RuntimeError(msg)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait(20)

    def connect(self) -> http.client.HTTPConnection:
        """Open a kept-alive connection."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def request(self, method: str, path: str) -> int:
        """Ask once; returns the status."""
        with closing(self.connect()) as connection:
            connection.request(method, path)
            return connection.getresponse().status

    def cpu(self) -> float:
        """CPU-seconds used so far."""
        return cpu_seconds(self.process.pid)
