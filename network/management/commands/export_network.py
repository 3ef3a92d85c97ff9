"""Writes the network as a file of the exchange format."""

import gzip
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from network.formats.exchange import write_network
from network.queries.exchange import exchanged_network


class Command(BaseCommand):
    """``manage.py export_network [FILE.json[.gz]]``."""

    help = "Writes partners, live offers and needs, and cooperations (format lernkette-network/1)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and for which day."""
        parser.add_argument("file", type=Path, nargs="?", help="default: standard output")
        parser.add_argument("--as-of", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write; what the format has no word for is counted aloud."""
        network, left_out = exchanged_network(options["as_of"] or timezone.localdate())
        text = write_network(network)
        path: Path | None = options["file"]
        if path is None:
            self.stdout.write(text, ending="")
        elif path.suffix == ".gz":
            path.write_bytes(gzip.compress(text.encode(), mtime=0))
        else:
            path.write_text(text, encoding="utf-8")
        if left_out:
            self.stderr.write(f"{left_out} tags left out: the format has no word for them")
