"""Looks for words everywhere a site keeps something: tables by raw SQL, files, caches."""

from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import connection


def tables_with(words: str) -> list[str]:
    """``table.column`` for every column of every table in which the words stand."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                name = connection.ops.quote_name(column.name)
                place = connection.ops.quote_name(table)
                cursor.execute(
                    f"SELECT COUNT(*) FROM {place} WHERE CAST({name} AS TEXT) LIKE %s",
                    [f"%{words}%"],
                )
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column.name}")
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
