"""Makes a person the data-protection officer, or takes the role back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from lms.accounts.actions import set_data_protection_officer
from lms.accounts.queries import person_with_email


class Command(BaseCommand):
    """The person needs an account and, from then on, a second factor."""

    help = "Gives an account the read-only role of the data-protection officer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One address."""
        parser.add_argument("--email", required=True, help="address of the account")
        parser.add_argument("--end", action="store_true", help="take the role back")

    def handle(self, *args: Any, email: str, end: bool, **options: Any) -> None:
        """Run twice it changes nothing more."""
        person = person_with_email(email)
        if person is None:
            message = "no account has this address"
            raise CommandError(message)
        set_data_protection_officer(user=person, is_officer=not end, at=timezone.now())
        self.stdout.write(f"account {person.key}: {'no ' if end else ''}data-protection officer")
