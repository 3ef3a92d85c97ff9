"""A real browser against a real server; every page is watched for foreign requests and errors."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

# The shell without windows opens a page in a quarter of the time of the whole browser.
CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium-headless-shell")
    or shutil.which("chromium")
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here are journeys; without Chromium they skip (CI turns a skip into a failure)."""
    for item in items:
        if "tests/e2e/" in str(item.path):
            item.add_marker(pytest.mark.e2e)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@dataclass
class Watch:
    """What a browser context did: hosts it asked, errors its console showed."""

    own_host: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.own_host:
            self.foreign.append(request.url)

    def console(self, message) -> None:
        # A refused form (422) or a missing page is told by its status, not an error of ours.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server, settings) -> str:
    """Address of the running site; mails and certificates carry it."""
    settings.SITE_URL = live_server.url
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture
def open_browser(chromium, site) -> Iterator[object]:
    """Make a fresh context: ``open_browser(width=320, javascript=False, dark=True)`` → page."""
    contexts = []
    watches: list[Watch] = []

    def make(*, width=1280, height=900, javascript=True, dark=False, locale="de-DE"):
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            locale=locale,
        )
        watch = Watch(own_host=urlsplit(site).netloc)
        context.on("request", watch.request)
        context.on("console", watch.console)
        context.set_default_timeout(15_000)
        contexts.append(context)
        watches.append(watch)
        page = context.new_page()
        page.watch = watch
        page.has_scripts = javascript
        return page

    yield make
    for context in contexts:
        context.close()
    for watch in watches:
        assert watch.foreign == []
        assert watch.errors == []
