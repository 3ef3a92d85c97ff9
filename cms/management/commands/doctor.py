"""Tells an operator in plain words what is missing or wrong."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.doctor import findings


class Command(BaseCommand):
    """Look at everything that only an operator can put right."""

    help = "Says in plain words what is missing or wrong; exit code 1 when something must be done."

    def handle(self, *args: object, **options: object) -> None:
        """Print findings; warnings do not change the exit code."""
        found = findings(at=timezone.now())
        for finding in found:
            style = self.style.ERROR if finding.is_serious else self.style.WARNING
            self.stdout.write(style("MUSS   " if finding.is_serious else "SOLLTE ") + finding.text)
        if not found:
            self.stdout.write(self.style.SUCCESS("Alles in Ordnung."))
        if settings.IS_PRODUCTION and any(finding.is_serious for finding in found):
            raise SystemExit(1)
