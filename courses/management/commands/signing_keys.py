"""Makes, changes and lists the keys that sign certificates."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.actions.signing import SigningError, check_key, create_key, create_missing_keys
from courses.enums import KeyUse
from courses.formats.credentials.tokens import ALGORITHMS
from courses.models import SigningKey


class Command(BaseCommand):
    """Keys by name; never a private half."""

    help = "Lists the keys that sign certificates, makes those that are missing, or changes one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """At most one of the two."""
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--create", action="store_true", help="make the keys that are missing")
        # Not the key of names: what was hashed with it could not be compared any more.
        changeable = [KeyUse.PROOF.value, KeyUse.TOKEN.value]
        ways.add_argument("--rotate", choices=changeable, help="use a new key from now on")
        parser.add_argument(
            "--algorithm", choices=ALGORITHMS, default="", help="of a new key for tokens"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked for, then list all keys; fails where one in use cannot sign."""
        at = timezone.now()
        try:
            if options["create"]:
                create_missing_keys(at=at)
            if options["rotate"]:
                use = KeyUse(options["rotate"])
                create_key(use=use, at=at, algorithm=options["algorithm"])
        except OSError as error:
            message = f"The file cannot be written: {error}"
            raise CommandError(message) from error
        if not self._list():
            message = "Certificates cannot be signed; see docs/operate.md."
            raise CommandError(message)

    def _list(self) -> bool:
        rows = list(SigningKey.objects.all())
        in_use = {row.use for row in rows if row.retired_at is None}
        good = in_use == set(KeyUse.values)
        for row in rows:
            state = _state(row)
            good = good and (row.retired_at is not None or state == "ok")
            until = row.retired_at.date().isoformat() if row.retired_at else "in use"
            words = (f"{row.use:5}", f"{row.algorithm:8}", row.created_at.date().isoformat())
            self.stdout.write(" ".join((*words, f"{until:10}", f"{state:4}", row.kid)))
        for use in sorted(set(KeyUse.values) - in_use):
            self.stdout.write(f"{use:5} missing")
        return good


def _state(row: SigningKey) -> str:
    try:
        check_key(row)
    except SigningError:
        # What was signed still verifies; nothing can be signed with it any more.
        return "lost"
    return "ok"
