"""Applies the rules by which data go by themselves, or shows what they would delete."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.accounts.actions.retention import RetentionFailedError, run_retention
from lms.accounts.privacy.rules import rules

AHEAD = timedelta(days=30)


class Command(BaseCommand):
    """One line a rule."""

    help = "Deletes what is due by lms/privacy/retention.yaml."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Without options it deletes."""
        parser.add_argument("--dry-run", action="store_true", help="only show, delete nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Show counts now and in 30 days, or delete and show what went."""
        now = timezone.now()
        if options["dry_run"]:
            for rule in rules():
                counts = [rule.due(at=now), rule.due(at=now + AHEAD)]
                shown = "-" if counts[0] is None else f"{counts[0]} now, {counts[1]} in 30 days"
                self.stdout.write(f"{rule.code}: {shown}")
            return
        try:
            self._show(run_retention(at=now))
        except RetentionFailedError as error:
            self._show(error.report)
            raise CommandError(str(error)) from error

    def _show(self, report: dict[str, int]) -> None:
        for code, number in report.items():
            self.stdout.write(f"{code}: {number} deleted")
