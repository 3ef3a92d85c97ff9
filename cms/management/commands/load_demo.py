"""Loads the demonstration and says how to use it; refuses to run in production."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.demo.guard import refuse_in_production
from cms.demo.loading import load
from cms.demo.network import compute_network
from cms.demo.second_factor import current_code

ADDRESSES = {
    "home": "/de/",
    "catalogue": "/de/kurse/",
    "partners": "/de/partner/",
    "network": "/de/netzwerk/",
    "sign in": "/de/konto/anmelden/",
    "authors and city": "/admin/",
    "API": "/api/v1/docs",
}


def role_of(person: dict[str, Any]) -> str:
    """What a person of the demonstration is, in a word or two."""
    if "coordinates" in person:
        return f"coordinator ({person['coordinates']})"
    if person.get("officer"):
        return "data-protection officer"
    return person.get("staff") or ", ".join(person.get("roles", ["learner"]))


class Command(BaseCommand):
    """Vocabularies, page tree, partners, courses, people."""

    help = "Loads invented partners, courses and people; safe to repeat, never in production."

    def handle(self, *args: object, **options: object) -> None:
        """Load, then print addresses and accounts."""
        refuse_in_production()
        call_command("load_vocabularies", verbosity=0, stdout=self.stdout)
        call_command("load_site", stdout=self.stdout)
        content = load(at=timezone.now())
        compute_network(at=timezone.now())
        self.stdout.write("· demonstration: everything invented, districts are real")
        for title, path in ADDRESSES.items():
            self.stdout.write(f"  {title:20}{settings.SITE_URL}{path}")
        self.stdout.write(f"\nAccounts, password of all: {content['password']}")
        for person in content["people"]:
            role = role_of(person)
            factor = "  (second factor)" if person.get("totp") else ""
            self.stdout.write(f"  {person['username']:12}{role:26}{person['name']}{factor}")
        code = current_code(content["totp_secret"])
        self.stdout.write(f"Second factor: secret {content['totp_secret']}, code now {code},")
        self.stdout.write("  later: .venv/bin/python manage.py demo_code NAME\n")
