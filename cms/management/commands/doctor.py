"""Tells an operator in plain words what is missing or wrong."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.doctor import Level, findings


class Command(BaseCommand):
    """Look at everything that only an operator can put right."""

    help = "Says in plain words what is missing or wrong; exit code 1 when something must be done."

    def handle(self, *args: object, **options: object) -> None:
        """Print findings; only what must be done changes the exit code."""
        styles = {
            Level.MUST: self.style.ERROR,
            Level.SHOULD: self.style.WARNING,
            Level.MAY: self.style.NOTICE,
        }
        found = findings(at=timezone.now())
        for finding in found:
            self.stdout.write(styles[finding.level](f"{finding.level:<7}") + finding.text)
        if all(finding.level == Level.MAY for finding in found):
            self.stdout.write(self.style.SUCCESS("Alles in Ordnung."))
        if settings.IS_PRODUCTION and any(finding.level == Level.MUST for finding in found):
            raise SystemExit(1)
