"""Counts what a request asks of the database; beginning and ending a transaction is not asking."""

from collections.abc import Callable, Iterator
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


def statements(ask: Callable[[], object]) -> int:
    """How many statements something runs; for several pages against one table of numbers."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    return sum(not q["sql"].upper().startswith(CONTROL) for q in captured)
