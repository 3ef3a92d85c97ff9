"""Lists of people as teams have them: one per line, typed, pasted or saved from a spreadsheet."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ORDER = ("name", "email", "phone")  # of the columns where no line names them
_HEADS = {
    "name": "name",
    "vor- und nachname": "name",
    "e-mail": "email",
    "email": "email",
    "e-mail-adresse": "email",
    "mail": "email",
    "telefon": "phone",
    "telefonnummer": "phone",
    "phone": "phone",
}


@dataclass(frozen=True)
class Entry:
    """One person as written in a line; nothing is checked yet."""

    line: int  # as people count, the first is 1
    name: str
    email: str = ""
    phone: str = ""


def read_people(text: str) -> list[Entry]:
    """Read ``name; e-mail; phone``, one person per line; empty lines are skipped.

    Semicolon, tab or comma divide, whichever the first line has; cells may be quoted. A first line
    that names the columns gives their order, columns it names otherwise are left out. A cell that
    never ends is an entry too long to be anybody's.
    """
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=_delimiter(first))
    columns: tuple[str, ...] | None = None
    entries = []
    for row in _rows(reader):
        cells = [" ".join(cell.split()) for cell in row]
        if not any(cells):
            continue
        if columns is None:
            columns = _columns(cells)
            if columns is not None:
                continue
            columns = ORDER
        found = dict(zip(columns, cells, strict=False))
        values = {name: found.get(name, "") for name in ORDER}
        entries.append(Entry(line=reader.line_num, **values))
    return entries


def _rows(reader: Any) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error:
        yield ["?" * csv.field_size_limit()]


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, else as German spreadsheets write it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(line: str) -> str:
    return next((sign for sign in ";\t," if sign in line), ";")


def _columns(cells: list[str]) -> tuple[str, ...] | None:
    """The names of columns where this line gives them; "" for what nobody asked for."""
    names = tuple(_HEADS.get(cell.casefold().strip("\ufeff"), "") for cell in cells)
    return names if "name" in names else None
