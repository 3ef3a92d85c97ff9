"""Takes over a file of partners, offers, needs and cooperations."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from network.actions.importing import Counts, import_network
from network.formats.exchange import ExchangeError

MOST_SHOWN = 200  # faults and notes


class Command(BaseCommand):
    """``manage.py import_network FILE.json[.gz]``."""

    help = (
        "Reads a file of the format lernkette-network/1. Keys that are known are updated; wrong "
        "entries are named with their path, and then nothing is taken over."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, store, say what happened."""
        path: Path = options["file"]
        try:
            result = import_network(data=path.read_bytes(), at=timezone.now())
        except OSError as error:
            raise CommandError(str(error)) from error
        except ExchangeError as error:
            shown = "\n".join(str(fault) for fault in error.faults[:MOST_SHOWN])
            message = f"{len(error.faults)} wrong entries, nothing was taken over:\n{shown}"
            raise CommandError(message) from error
        for name in ("partners", "listings", "cooperations"):
            counts: Counts = getattr(result, name)
            self.stdout.write(
                f"{name}: {counts.new} new, {counts.changed} updated, {counts.kept} kept"
            )
        for note in result.notes[:MOST_SHOWN]:
            self.stdout.write(f"note: {note}")
