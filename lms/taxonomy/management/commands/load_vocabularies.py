"""Loads the vocabularies; safe to run again."""

from django.core.management.base import BaseCommand, CommandParser

from lms.taxonomy.actions import load_vocabularies


class Command(BaseCommand):
    """Reads the data files of the project into the database."""

    help = "Loads or refreshes the vocabularies; deletes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the one switch."""
        parser.add_argument(
            "--overwrite-action-fields",
            action="store_true",
            help="Also reset the action fields, which city staff may have edited.",
        )

    def handle(self, *args: object, **options: object) -> None:
        """Load, and say how many entries there are."""
        counts = load_vocabularies(
            overwrites_action_fields=bool(options["overwrite_action_fields"])
        )
        if options["verbosity"]:
            for name, count in counts.items():
                self.stdout.write(f"{name}: {count}")
