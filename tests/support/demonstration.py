"""The demonstration, loaded once in a process."""

import io

from django.core.management import call_command

from tests.support.remembered import remembered


@remembered
def demonstration() -> str:
    """Load it into a fresh database and return what was printed."""
    printed = io.StringIO()
    call_command("load_demo", stdout=printed)
    return printed.getvalue()
