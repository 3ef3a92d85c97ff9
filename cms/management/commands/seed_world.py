"""Seeds a reproducible world for black-box tests and prints what is in it."""

import json

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import override

from cms.demo.description import describe
from cms.demo.guard import refuse_in_production
from cms.demo.world import build, exists


class Command(BaseCommand):
    """``manage.py seed_world --seed N [--json]``."""

    help = "Two partners, a person of each role, courses, runs, certificates; never in production."

    def add_arguments(self, parser: CommandParser) -> None:
        """The seed, and the form of the output."""
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: object, **options: object) -> None:
        """Build the world unless it is there, and describe it."""
        refuse_in_production()
        seed, at = int(str(options["seed"])), timezone.now()
        call_command("load_vocabularies", verbosity=0, stdout=self.stderr)
        call_command("load_site", stdout=self.stderr)
        with override("de"):
            if not exists(seed):
                build(seed=seed, at=at)
            world = describe(seed=seed, at=at)
        if options["json"]:
            self.stdout.write(json.dumps(world, ensure_ascii=False, indent=1))
            return
        for row in world["people"]:
            factor = f"  second factor {row['totp_secret']}" if row["totp_secret"] else ""
            self.stdout.write(f"{row['username']:18}{row['role']:10}{row['password']}{factor}")
        for row in world["courses"]:
            self.stdout.write(f"{row['state']:10} {row['title']}  {row.get('path', '')}")
