from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from lms.records import triggers
from lms.records.actions import record_event
from lms.records.models import AuditEvent, DeletionEntry

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _rows():
    record_event(action="a", object_type="t", object_key="k", at=AT)
    DeletionEntry.objects.create(at=AT, object_type="t", object_key="k")


@pytest.mark.parametrize("table", triggers.TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET object_key = 'x'", "DELETE FROM {}"])
def test_table_is_append_only(table, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    assert AuditEvent.objects.get().object_key == "k"
    assert DeletionEntry.objects.get().object_key == "k"


def test_truncate_is_refused_where_the_database_has_it():
    if connection.vendor != "postgresql":
        assert triggers._events(connection.vendor) == ("UPDATE", "DELETE")
        return
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE records_auditevent CASCADE")


class Editor:
    """As much of a schema editor as triggers need (SQLite's own cannot run in a transaction)."""

    connection = connection

    def execute(self, statement, params=()):
        with connection.cursor() as cursor:
            cursor.execute(statement, params)


def test_remove_undoes_install():
    triggers.remove(None, Editor())
    AuditEvent.objects.update(object_key="changed")
    assert AuditEvent.objects.get().object_key == "changed"
    triggers.install(None, Editor())
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.update(object_key="again")
