"""Carries the ledger of deletions past a restore."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.records.ledger import LedgerError, export_ledger, import_ledger


class Command(BaseCommand):
    """One way or the other."""

    help = "Writes the ledger of deletions into a file, or reads one in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Exactly one of the two."""
        ways = parser.add_mutually_exclusive_group(required=True)
        ways.add_argument("--export", type=Path, metavar="FILE", help="write the whole ledger")
        ways.add_argument("--import", type=Path, metavar="FILE", dest="source", help="read it in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many lines there were."""
        if options["export"]:
            self.stdout.write(f"{export_ledger(options['export'])} entries written")
            return
        try:
            self.stdout.write(f"{import_ledger(options['source'])} entries new")
        except (OSError, LedgerError) as error:
            raise CommandError(str(error)) from error
