"""Checks what must always hold; the exit code is 1 when something does not."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from courses.queries.invariants import violations

PROBLEMS = ("bad characters", "bad steps", "orphans", "wrong depth", "wrong child count")


def broken_page_tree() -> list[str]:
    """I10: what fixtree would mend; five lists of page ids, one for each kind of damage."""
    found = zip(PROBLEMS, Page.find_problems(), strict=True)
    return [f"{name}: {ids}" for name, ids in found if ids]


def orphans() -> list[str]:
    """I13: no row points at nothing; SQLite's own check is content."""
    try:
        connection.check_constraints()
    except Exception as error:  # noqa: BLE001  (each database has its own; the text says which row)
        return [str(error)]
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [row[0] for row in cursor.fetchall()]
    return [] if found == ["ok"] else found


class Command(BaseCommand):
    """Print each invariant with what breaks it."""

    help = "Checks the invariants of the ledger; exit code 1 when one is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, **options: object) -> None:
        """Run all checks."""
        found = {**violations(timezone.now()), "I10": broken_page_tree(), "I13": orphans()}
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            for name, keys in found.items():
                self.stdout.write(f"{name}: {'holds' if not keys else 'BROKEN ' + ', '.join(keys)}")
        if any(found.values()):
            msg = "Some invariants are broken."
            raise CommandError(msg)
