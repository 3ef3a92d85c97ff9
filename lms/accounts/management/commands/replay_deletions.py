"""After a restore: erases again who was erased since the backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.accounts.actions.erasure import replay_deletions
from lms.records.ledger import LedgerError, import_ledger


class Command(BaseCommand):
    """Safe to run twice."""

    help = "Reads the ledger of deletions and erases everybody in it who is back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file is younger than the backup; without it the database's own ledger is used."""
        parser.add_argument("--ledger", type=Path, help="file written by `manage.py ledger`")

    def handle(self, *args: Any, ledger: Path | None = None, **options: Any) -> None:
        """Read the file first, then erase."""
        try:
            new = import_ledger(ledger) if ledger else 0
        except (OSError, LedgerError) as error:
            raise CommandError(str(error)) from error
        again = replay_deletions(at=timezone.now())
        self.stdout.write(f"{new} entries new, {again} people erased again")
