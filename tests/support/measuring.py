"""Runs a few lines in a process of their own and measures what they take."""

import os
import subprocess
import sys
from typing import NamedTuple

HEAD = "import sys, time\nimport django; django.setup()\nstarted = time.process_time()\n"
# The peak of this program; ``ru_maxrss`` would remember the process that started it, too.
TAIL = (
    "peak = next(row for row in open('/proc/self/status') if row.startswith('VmHWM'))\n"
    "print(int(peak.split()[1]) // 1024, time.process_time() - started)\n"
)


class Measured(NamedTuple):
    printed: str
    mebibytes: int  # the most that was held at once
    seconds: float  # without starting Python


def measured(script: str, *arguments: object) -> Measured:
    """Run Python lines that print one word; they find their arguments in ``sys.argv``."""
    done = subprocess.run(
        [sys.executable, "-c", HEAD + script + TAIL, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "lms.settings.test"},
    )
    printed, mebibytes, seconds = done.stdout.split()
    return Measured(printed, int(mebibytes), float(seconds))
