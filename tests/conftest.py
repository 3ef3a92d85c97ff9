"""Fixtures for every test: a real database from a template, a clean cache, fixed people."""

import os
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from tests.support.database import PostgresTemplate, SqliteTemplate, template
from tests.support.order import Portions, longest_first

# On a loaded machine drawing examples takes longer than Hypothesis expects; that is no failure.
hypothesis.settings.register_profile(
    "steady", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("steady")

SOURCE: pytest.StashKey[SqliteTemplate | PostgresTemplate] = pytest.StashKey()
BLOCKER: pytest.StashKey[Any] = pytest.StashKey()
TRANSACTIONAL = {"transactional_db", "live_server", "django_db_reset_sequences"}


@pytest.fixture(scope="session")
def database_template(
    request: pytest.FixtureRequest, django_test_environment: None
) -> Iterator[SqliteTemplate | PostgresTemplate]:
    """The template this worker copies from."""
    blocker = request.getfixturevalue("django_db_blocker")
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with blocker.unblock():
        source = template(worker)
        source.build()
        source.copy()
    request.config.stash[SOURCE] = source
    request.config.stash[BLOCKER] = blocker
    yield source
    del request.config.stash[SOURCE]
    with blocker.unblock():
        source.drop()


@pytest.fixture(scope="session")
def django_db_setup(database_template: SqliteTemplate | PostgresTemplate) -> None:
    """Replace pytest-django's set-up, which would migrate for every worker."""


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and bool(marker.kwargs.get("transaction"))
    return asked or bool(TRANSACTIONAL & set(getattr(item, "fixturenames", ())))


DATABASE = {"db", "transactional_db", "live_server", "database_template"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database only what asks a database is run again: the rest knows none."""
    if connection.vendor == "postgresql":
        left_out = [item for item in items if not _asks_a_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _asks_a_database(item)]
    items[:] = longest_first(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Portions:
    """Give long tests out first and singly."""
    return Portions(config, log)


def _asks_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    used = DATABASE & set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(used)


# Flushing would meet the append-only triggers, and the template is put back anyway.
TransactionTestCase._fixture_teardown = lambda self: None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A transactional test ends with an emptied database: put the template back."""
    try:
        return (yield)
    finally:
        source = item.config.stash.get(SOURCE, None)
        if source is not None and _is_transactional(item):
            with item.config.stash[BLOCKER].unblock():
                source.copy()


@pytest.fixture(autouse=True)
def _clean_slate() -> Iterator[None]:
    """No cache entries and no language left over from another test."""
    cache.clear()
    with translation.override("de"):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Where nothing may skip (CI), a skip is a failure."""
    report = yield
    if report.skipped and os.environ.get("NO_SKIP") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where no test may skip: {report.longrepr}"
    return report
