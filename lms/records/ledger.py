"""The ledger of deletions: written with each erasure, carried past a restore as a file.

A backup holds the ledger as it was then. The file, kept beside the backups, holds it as it is now:
read in after a restore, it says who must be erased again.
"""

import json
from datetime import datetime
from pathlib import Path

from django.db import transaction

from lms.records.models import DeletionEntry


class LedgerError(ValueError):
    """The file is not a ledger; nothing of it was read in."""


def note_deletion(*, object_type: str, object_key: str, at: datetime) -> None:
    """Write one erased object into the ledger; once it stands there, nothing changes."""
    known = DeletionEntry.objects.filter(object_type=object_type, object_key=object_key)
    if not known.exists():
        DeletionEntry.objects.create(object_type=object_type, object_key=object_key, at=at)


def export_ledger(path: Path) -> int:
    """Write the whole ledger, one JSON object a line, in place of an older file; returns lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".part")
    number = 0
    with beside.open("w", encoding="utf-8") as file:
        for entry in DeletionEntry.objects.order_by("pk").iterator():
            line = {"at": entry.at.isoformat(), "type": entry.object_type, "key": entry.object_key}
            file.write(json.dumps(line) + "\n")
            number += 1
    beside.replace(path)
    return number


@transaction.atomic
def import_ledger(path: Path) -> int:
    """Add what the database does not know; returns how many entries were new.

    Raises:
        LedgerError: A line is broken, such as in a file that was cut off.
    """
    known = set(DeletionEntry.objects.values_list("object_type", "object_key"))
    new: dict[tuple[str, str], DeletionEntry] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        entry = _read(line, number)
        name = (entry.object_type, entry.object_key)
        if name not in known:
            new.setdefault(name, entry)
    DeletionEntry.objects.bulk_create(new.values())
    return len(new)


def _read(line: str, number: int) -> DeletionEntry:
    try:
        found = json.loads(line)
        at = datetime.fromisoformat(found["at"])
        return DeletionEntry(at=at, object_type=found["type"], object_key=found["key"])
    except (ValueError, KeyError, TypeError) as error:
        message = f"line {number} is no entry of a ledger"
        raise LedgerError(message) from error
