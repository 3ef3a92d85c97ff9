"""Looks for words everywhere a site keeps something: tables by raw SQL, files, caches."""

from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import connection

from lms.accounts.models import User

# The address of a planted person as guardian of a child, and of a house that applied: neither is
# the account.
OTHER_MATTERS = {"accounts_guardian.email", "network_partnerapplication.mailbox"}


def left_of(user: User) -> list[str]:
    """Columns in which something of a planted person still stands."""
    words = (f"Marke-{user.username}", user.username, user.email)
    return sorted({place for word in words for place in tables_with(word)} - OTHER_MATTERS)


def tables_with(words: str) -> list[str]:
    """``table.column`` for every column of every table in which the words stand."""
    quoted = connection.ops.quote_name
    place = "STRPOS" if connection.vendor == "postgresql" else "INSTR"
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            names = [column.name for column in columns]
            counts = ", ".join(f"MAX({place}(CAST({quoted(name)} AS TEXT), %s))" for name in names)
            cursor.execute(f"SELECT {counts} FROM {quoted(table)}", [words] * len(names))
            row = cursor.fetchone()
            found += [f"{table}.{name}" for name, number in zip(names, row, strict=True) if number]
    return found


def files_with(words: str) -> list[str]:
    """Files below the folders of the site in whose name or content the words stand."""
    folders = {settings.MEDIA_ROOT, settings.PRIVATE_ROOT}
    files = [path for folder in folders for path in Path(folder).rglob("*") if path.is_file()]
    return [f.name for f in files if words in f.name or words.encode() in f.read_bytes()]


def cached_with(words: str) -> list[str]:
    """Keys of the caches, kept in this process while testing, under which the words stand."""
    return [
        key
        for name in settings.CACHES
        for key, value in getattr(caches[name], "_cache", {}).items()
        if words.encode() in bytes(value) or words in key
    ]
