"""Counts what a request asks of the database; beginning and ending a transaction is not asking."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@contextmanager
def expect_statements(number: int) -> Iterator[None]:
    """Fail unless exactly this many statements run."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [q["sql"] for q in captured if not q["sql"].upper().startswith(CONTROL)]
    listing = "\n".join(asked)
    assert len(asked) == number, f"{len(asked)} statements instead of {number}:\n{listing}"
