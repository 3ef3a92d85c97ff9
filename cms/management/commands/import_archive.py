"""Imports a course archive as a draft."""

import tempfile
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from cms.archiving import checked_archive, store_archive
from lms.common.archive import LIMITS, unpack
from lms.common.errors import DomainError
from network.models import Partner


class Command(BaseCommand):
    """Import a file that ``export_course`` or the admin wrote; the course stays a draft."""

    help = "Imports a course archive as a draft course of a partner and lists every loss."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whose course it becomes."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--partner", required=True, help="slug of the partner")

    def handle(self, *args: object, **options: object) -> None:
        """Unpack, check, import, report."""
        partner = Partner.objects.filter(slug=options["partner"]).first()
        if partner is None:
            message = f"Einen Partner „{options['partner']}“ gibt es nicht."
            raise CommandError(message)
        limits = replace(LIMITS, upload=LIMITS.total)  # whoever may do this, may do more
        with tempfile.TemporaryDirectory() as quarantine:
            try:
                unpack(Path(str(options["file"])), Path(quarantine), limits=limits)
                outcome = store_archive(
                    content=checked_archive(Path(quarantine)),
                    partner=partner,
                    actor_key="",
                    at=timezone.now(),
                )
            except (DomainError, OSError) as error:
                raise CommandError(str(error)) from error
        address = reverse("wagtailadmin_explore", args=[outcome.page.pk])
        self.stdout.write(self.style.SUCCESS(f"Entwurf „{outcome.page.title}“: {address}"))
        self.stdout.write(outcome.kept)
        self.stdout.write(f"Verluste: {len(outcome.losses)}")
        for loss in outcome.losses:
            self.stdout.write(f"  {loss}")
