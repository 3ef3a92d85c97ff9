"""Builds the frame of the site: page tree, footer pages, menus. Safe to repeat."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from cms.frame import build_frame
from courses.actions.signing import create_missing_keys


class Command(BaseCommand):
    """Make what every site needs before the first partner."""

    help = "Builds page tree, footer pages (as placeholders) and menus; makes missing signing keys."

    @transaction.atomic
    def handle(self, *args: object, **options: object) -> None:
        """Build whatever is missing."""
        made = build_frame(
            languages=[code for code, _name in settings.LANGUAGES], at=timezone.now()
        )
        create_missing_keys(at=timezone.now())
        self.stdout.write(f"· page tree: {made} pages made")
