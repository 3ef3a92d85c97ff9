"""What a person is given of each table: their rows, the fields the registry allows, nobody else."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import FileField, ForeignKey, ManyToManyField, Model

from lms.accounts.models import User
from lms.accounts.privacy.persons import (
    BY_KEY,
    entries_with_people,
    fields_of,
    model_of,
    points_at_person,
    rows_of,
)
from lms.accounts.privacy.registry import EVERY_FIELD, Entry, Kind


@dataclass
class Table:
    """The rows of one model, by their id, each with the fields that were allowed."""

    entry: Entry
    rows: dict[Any, dict[str, Any]] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)  # field and what was written
    files: list[Any] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """Every field some row has, in the order of the model."""
        used = {name for row in self.rows.values() for name in row}
        return [f.name for f in fields_of(model_of(self.entry.label)) if f.name in used]


def tables_of(user: User, *, for_guardian: bool = False) -> Iterator[Table]:
    """Every table with a row of this person's; a query for each way to them.

    A guardian is given neither answers nor what the person wrote.
    """
    for entry in entries_with_people():
        table = Table(entry)
        if for_guardian and EVERY_FIELD in entry.kept_from_guardians:
            continue
        for path in entry.person:
            _collect(table, path, user, entry.kept_from_guardians if for_guardian else ())
        if table.rows:
            yield table


def allowed(entry: Entry, path: str) -> list[Any]:
    """The fields given along one way: never withheld ones, never other people or their keys."""
    named = entry.person[path]
    keys = {way.removeprefix(BY_KEY) for way in entry.person if way.startswith(BY_KEY)}
    return [
        one
        for one in fields_of(model_of(entry.label))
        if (named is None or one.name in named)
        and one.name not in (entry.withhold or {})
        and one.name not in keys
        and not points_at_person(one)
    ]


def _collect(table: Table, path: str, user: User, without: Collection[str]) -> None:
    fields = [one for one in allowed(table.entry, path) if one.name not in without]
    keyed = [one.name for one in fields if _has_key(one)]
    for row in rows_of(table.entry, path, user).select_related(*keyed).order_by("pk"):
        given = table.rows.setdefault(row.pk, {})
        for one in fields:
            if one.name not in given:
                given[one.name] = _value(row, one)
                _note(table, row, one)


def _note(table: Table, row: Model, one: Any) -> None:
    """Set aside what is readable, and files, beside the figures."""
    value = getattr(row, one.name) if not isinstance(one, ManyToManyField) else None
    if isinstance(one, FileField) and table.entry.kinds.get(one.name) != Kind.NONE and value:
        table.files.append(value)
    if one.name in table.entry.own_text and isinstance(value, str) and value:
        table.texts.append((one.name, value))


def _has_key(one: Any) -> bool:
    return isinstance(one, ForeignKey) and any(
        f.name == "key" for f in one.related_model._meta.get_fields()
    )


def _value(row: Model, one: Any) -> Any:
    if isinstance(one, ManyToManyField):
        return sorted(str(other) for other in getattr(row, one.name).all())
    if isinstance(one, ForeignKey):
        target = getattr(row, one.name) if _has_key(one) else None
        return getattr(target, "key", None) or plain(getattr(row, one.attname))
    return plain(getattr(row, one.name))


def plain(value: Any) -> Any:
    """A value JSON knows."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)
