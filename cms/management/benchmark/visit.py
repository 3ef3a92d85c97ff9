"""P10: what a first visit transfers, in a real browser against production static files."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cms.management.benchmark.server import Server
from cms.management.benchmark.workloads import Measurement

BUDGET_BYTES = 100_000
BUDGET_REQUESTS = 10


def transferred(address: str, chromium: str) -> tuple[int, int]:
    """Open a page with an empty cache; returns bytes over the wire and the number of requests."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (a development dependency)

    sizes: list[int] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(locale="de-DE")
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda e: sizes.append(int(e["encodedDataLength"])))
        page.goto(address, wait_until="networkidle")
        browser.close()
    return sum(sizes), sum(size > 0 for size in sizes)  # pictures inside the CSS cost no request


def measure_first_visit(path: str = "/de/kurse/") -> list[Measurement]:
    """Collect static files as production does, serve, visit. Empty where Chromium is absent."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    chromium = chromium or shutil.which("chromium-headless-shell")
    if chromium is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
            "PRODUCTION_STATIC": "1",
            "STATIC_ROOT": str(Path(folder) / "static"),
        }
        collect(environment)
        with Server(environment) as server:
            size, count = transferred(f"http://127.0.0.1:{server.port}{path}", chromium)
    result = Measurement("P10", "first visit in Chromium", 200, 0.0, -1, size, 0.0, 0.0)
    result.notes.append(
        f"{size} bytes of {BUDGET_BYTES}, {count} requests of {BUDGET_REQUESTS} allowed"
    )
    return [result]


def collect(environment: dict[str, str]) -> None:
    """Run collectstatic with the production storage, in a process of its own."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        env={**os.environ, **environment},
        check=True,
    )
