"""Prints the register of processing activities, or checks that nothing is missing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.accounts.privacy.checking import findings
from lms.accounts.privacy.register import as_markdown
from lms.settings.env import ROOT

PAGE = Path("docs") / "privacy-register.md"


class Command(BaseCommand):
    """The register as Markdown on the standard output, ``--write`` into the documentation."""

    help = "Prints the register of processing activities from lms/privacy/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Nothing: print."""
        parser.add_argument("--check", action="store_true", help="fail when something is missing")
        parser.add_argument("--write", action="store_true", help=f"write {PAGE}")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, write or check."""
        page = ROOT / PAGE
        if options["check"]:
            self._check(page)
        elif options["write"]:
            page.write_text(as_markdown(), encoding="utf-8")
        else:
            self.stdout.write(as_markdown(), ending="")

    def _check(self, page: Path) -> None:
        wrong = findings()
        if page.read_text("utf-8") != as_markdown():
            wrong.append(f"{PAGE}: older than lms/privacy/ (manage.py privacy_register --write)")
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("every field is classified")
