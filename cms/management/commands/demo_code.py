"""Prints the current second-factor code of a demonstration account."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.demo.guard import refuse_in_production
from cms.demo.second_factor import current_code, secret_of
from lms.accounts.models import User


class Command(BaseCommand):
    """One code for one account."""

    help = "Prints the current second-factor code of a demonstration account."

    def add_arguments(self, parser: CommandParser) -> None:
        """The account's user name."""
        parser.add_argument("name")

    def handle(self, *args: object, **options: object) -> None:
        """Look the secret up and compute."""
        refuse_in_production()
        user = User.objects.filter(username=options["name"]).first()
        secret = secret_of(user) if user else None
        if secret is None:
            msg = f"{options['name']} has no second factor. `make demo` lists the accounts."
            raise CommandError(msg)
        self.stdout.write(current_code(secret))
