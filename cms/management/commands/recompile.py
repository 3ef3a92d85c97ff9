"""Renders every live course anew, for example after templates have changed."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.compiling import recompile_all


class Command(BaseCommand):
    """Compile all courses and partner pages again; what has not changed stays as it is."""

    help = "Compiles every live course again; safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        """Compile and say how many; a broken course does not hold up the others."""
        done, failed = recompile_all(at=timezone.now())
        self.stdout.write(f"· {done} courses compiled")
        if failed:
            message = f"{failed} courses could not be compiled; see the log"
            raise CommandError(message)
