"""The demonstration, loaded once in a process."""

import io

from django.core.management import call_command

from tests.support.remembered import remembered


@remembered
def demonstration() -> None:
    """Load it into a fresh database."""
    call_command("load_demo", stdout=io.StringIO())
