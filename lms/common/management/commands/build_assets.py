"""Makes the browser files that are not in the repository; part of the set-up, safe to repeat."""

from django.core.management.base import BaseCommand, CommandError

from lms.common.vendor import STATIC, MissingPackagesError, build


class Command(BaseCommand):
    """Copy what is others', cut the fonts, join the style sheets."""

    help = "Copies browser files of others, cuts the fonts and joins the style sheets into one."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        """Build, and say what was built."""
        try:
            files = build()
        except MissingPackagesError as error:
            raise CommandError(str(error)) from error
        for file in files:
            size = file.stat().st_size / 1000
            self.stdout.write(f"  {file.relative_to(STATIC)} {size:.0f} kB", ending="\n")
