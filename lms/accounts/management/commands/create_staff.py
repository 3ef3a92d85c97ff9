"""Creates the first account of the city's staff."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from lms.accounts.actions import invite_person, set_staff_roles
from lms.common.errors import DomainError


class Command(BaseCommand):
    """Give an address the rights of city staff and mail it an invitation."""

    help = "Creates an account for city staff and sends the invitation by mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One address; everything else has a default."""
        parser.add_argument("--email", required=True, help="where the invitation goes")
        parser.add_argument("--name", default="", help="how the person is greeted")
        parser.add_argument(
            "--platform", action="store_true", help="also give the right to run the platform"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run twice it sends a second invitation and changes nothing else."""
        try:
            validate_email(options["email"])
            user = self._create(**options)
        except (ValidationError, DomainError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user.email}: invitation queued (account {user.key})")

    @transaction.atomic
    def _create(self, *, email: str, name: str, platform: bool, **options: Any) -> Any:
        at = timezone.now()
        user = invite_person(
            email=email, display_name=name, invited_by=str(settings.SITE_NAME), at=at
        )
        set_staff_roles(
            user=user,
            is_city_staff=True,
            is_platform_admin=platform or user.is_platform_admin,
            at=at,
        )
        return user
