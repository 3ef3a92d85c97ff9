"""A copy of everything about one person, as one ZIP file."""

import json
import zipfile
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from lms.accounts import mails
from lms.accounts.models import User
from lms.accounts.privacy.copying import Table, tables_of
from lms.accounts.privacy.registry import activities
from lms.accounts.signals import person_exporting
from lms.common.spreadsheet import Sheet, as_csv
from lms.records.actions import record_event

GUARDIAN = "guardian"  # the role of who gets less than the person
IN_MEMORY = 8 * 1024 * 1024  # bytes; beyond, the archive grows on the disk


def export_person(
    *, user: User, at: datetime, actor_key: str = "", role: str = "", case: str = ""
) -> bytes:
    """The archive of one person: JSON, tables, readable texts, certificates, an explanation.

    A guardian's copy leaves out what the registry keeps private: answers, and what was written.

    Args:
        user: Whose data.
        at: When.
        actor_key: Key of who asks for it in their place; "": the person.
        role: What they are to the person, such as ``city`` or ``guardian``.
        case: Number of the privacy case behind it.
    """
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        write_export(user=user, file=file, at=at, actor_key=actor_key, role=role, case=case)
        file.seek(0)
        return file.read()


@transaction.atomic
def write_export(
    *,
    user: User,
    file: IO[bytes],
    at: datetime,
    actor_key: str = "",
    role: str = "",
    case: str = "",
) -> None:
    """Write the archive into an open file; see ``export_person``."""
    record_event(
        action="person.export",
        object_type="user",
        object_key=user.key,
        actor_key=actor_key or user.key,
        person_key=user.key if actor_key else "",
        data={"case": case, "role": role} if actor_key else {},
        at=at,
    )
    with override(mails.language_of(user)), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        tables = list(tables_of(user, for_guardian=role == GUARDIAN))
        for table in tables:
            _write_table(out, table)
        _write_texts(out, tables)
        person_exporting.send(sender=User, user=user, add=out.writestr)
        _explain(out, tables, at, for_guardian=role == GUARDIAN)


def _write_table(out: zipfile.ZipFile, table: Table) -> None:
    name = table.entry.label.lower()
    rows = list(table.rows.values())
    out.writestr(f"daten/{name}.json", json.dumps(rows, ensure_ascii=False, indent=1, default=str))
    cells = [[_cell(row.get(column)) for column in table.columns] for row in rows]
    out.writestr(f"tabellen/{name}.csv", as_csv(Sheet(name, table.columns, cells)))
    for stored in table.files:
        with stored.open("rb") as content:
            out.writestr(f"dateien/{stored.name.rpartition('/')[2]}", content.read())


def _write_texts(out: zipfile.ZipFile, tables: list[Table]) -> None:
    """What the person wrote, to be read in any browser."""
    written = [
        {"title": str(table.entry.what), "texts": [text for _field, text in table.texts]}
        for table in tables
        if table.texts
    ]
    if written:
        context = {"written": written, "language": get_language()}
        out.writestr("meine-texte.html", render_to_string("accounts/privacy/texts.html", context))


def _explain(
    out: zipfile.ZipFile, tables: list[Table], at: datetime, *, for_guardian: bool
) -> None:
    """What is in here, why we have it, how long it stays: as a text and for machines."""
    parts = [_about(table) for table in tables]
    manifest = {"format": "lernkette-person/1", "made_at": at.isoformat(), "tables": parts}
    out.writestr("inhalt.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    context = {"parts": parts, "at": at, "for_guardian": for_guardian}
    readme = render_to_string("accounts/privacy/readme.txt", context)
    out.writestr("LIESMICH.txt", readme)


def _about(table: Table) -> dict[str, Any]:
    activity = activities()[table.entry.activity]
    return {
        "file": f"daten/{table.entry.label.lower()}.json",
        "title": str(table.entry.what),
        "rows": len(table.rows),
        "purpose": str(activity.purpose),
        "basis": str(activity.basis),
        "recipients": str(activity.recipients),
        "retention": str(activity.retention),
        "withheld": {name: str(why) for name, why in (table.entry.withhold or {}).items()},
    }


def _cell(value: Any) -> str | int:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    is_nested = isinstance(value, list | dict)
    return json.dumps(value, ensure_ascii=False) if is_nested else str(value)
