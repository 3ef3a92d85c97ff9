"""Database triggers that make a table append-only, for SQLite and PostgreSQL.

On SQLite, altering a column rebuilds the table and drops its triggers: a later migration that
alters one of these tables must install them again.
"""

from functools import partial
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("records_auditevent", "records_deletionentry")
FUNCTION = "records_refuse_change"


def append_only(*tables: str) -> migrations.RunPython:
    """The step of a migration that makes tables of another app append-only."""
    return migrations.RunPython(partial(_install, tables=tables), partial(_remove, tables=tables))


def install(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Refuse UPDATE and DELETE (and TRUNCATE, which only PostgreSQL has) on ``TABLES``."""
    _install(apps, schema_editor, TABLES)


def remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Undo ``install``; the function stays, as tables of other apps may use it."""
    _remove(apps, schema_editor, TABLES)


def _install(apps: Any, schema_editor: BaseDatabaseSchemaEditor, tables: tuple[str, ...]) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
            params=None,  # the percent sign is PL/pgSQL's, not a placeholder
        )
    for table in tables:
        for statement in _create(table, schema_editor.connection.vendor):
            schema_editor.execute(statement)


def _remove(apps: Any, schema_editor: BaseDatabaseSchemaEditor, tables: tuple[str, ...]) -> None:
    is_postgres = schema_editor.connection.vendor == "postgresql"
    for table in tables:
        for event in _events(schema_editor.connection.vendor):
            on_table = f" ON {table}" if is_postgres else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)}{on_table}")


def _events(vendor: str) -> tuple[str, ...]:
    return ("UPDATE", "DELETE", "TRUNCATE") if vendor == "postgresql" else ("UPDATE", "DELETE")


def _name(table: str, event: str) -> str:
    return f"{table}_no_{event.lower()}"


def _create(table: str, vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} "
            f"FOR EACH {'STATEMENT' if event == 'TRUNCATE' else 'ROW'} "
            f"EXECUTE FUNCTION {FUNCTION}()"
            for event in _events(vendor)
        ]
    return [
        f"CREATE TRIGGER {_name(table, event)} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for event in _events(vendor)
    ]
