"""Read the notices of mails that came back."""

import mailbox
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from lms.common.delivery_status import read_notice
from lms.records.bouncing import record_bounce

STDIN = "-"


class Command(BaseCommand):
    """``manage.py read_bounces``."""

    help = "Read delivery status notifications from a Maildir, an mbox file or - (one mail, stdin)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where from, and whether what was read goes."""
        parser.add_argument("source", help="Maildir, mbox file, or - for one mail on stdin.")
        parser.add_argument(
            "--remove", action="store_true", help="Remove the notices that were read."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Record each notice; what is no notice stays where it is."""
        source, counts = options["source"], {"read": 0, "new": 0, "other": 0}
        mails = _from_stdin() if source == STDIN else _from_box(source, options["remove"])
        for data in mails:
            notice = read_notice(data)
            counts["other"] += notice is None
            if notice is not None:
                counts["read"] += 1
                counts["new"] += record_bounce(notice, at=timezone.now())
        self.stdout.write("{read} notices, {new} new bounces, {other} other mails".format(**counts))


def _from_stdin() -> Iterator[bytes]:
    yield sys.stdin.buffer.read()


def _from_box(source: str, is_removing: bool) -> Iterator[bytes]:
    path = Path(source)
    if not path.exists():
        message = f"{source} does not exist."
        raise CommandError(message)
    box: mailbox.Mailbox[Any] = (
        mailbox.Maildir(path, create=False) if path.is_dir() else mailbox.mbox(path, create=False)
    )
    box.lock()
    try:
        for key in list(box.keys()):
            data = box.get_bytes(key)
            yield data
            if is_removing and read_notice(data) is not None:
                box.remove(key)  # only after it was recorded: the generator goes on afterwards
    finally:
        box.flush()
        box.unlock()
        box.close()
