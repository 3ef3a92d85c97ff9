"""Loads the vocabularies; safe to run again."""

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Stub until the data is there."""

    help = "Loads or refreshes the vocabularies."

    def handle(self, *args: object, **options: object) -> None:
        """Do nothing yet."""
