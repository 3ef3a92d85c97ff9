"""Applies what the registry declares to the rows of one person, in an order the keys allow."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import FileField, QuerySet

from lms.accounts.models import User
from lms.accounts.privacy.persons import (
    addresses_of,
    entries_with_people,
    fields_of,
    model_of,
    points_at_person,
    rows_of,
)
from lms.accounts.privacy.registry import Entry, How, entries
from lms.records.models import OutboxMessage

SHORTEST_NAME = 4  # shorter ones stand by chance in many lines


def erase_rows(user: User) -> None:
    """Delete and clear every row of a person, the account last; files go after the commit."""
    for entry in entries_with_people():
        if entry.erase.how == How.CLEAR:
            _clear(entry, user)
    _blank_subjects(user)
    for entry in in_order():
        for path in entry.erase.paths:
            rows = rows_of(entry, path, user)
            _forget_files(entry, rows)
            rows.delete()
    _detach(user)
    user.delete()


def in_order() -> list[Entry]:
    """Models whose rows are deleted, those that point at others first; not the account itself."""
    waiting = {
        e.label: e
        for e in entries_with_people()
        if e.erase.how == How.DELETE and e.label != User._meta.label
    }
    ordered: list[Entry] = []
    while waiting:
        held = {label for entry in waiting.values() for label in _targets(entry)}
        free = [label for label in waiting if label not in held] or list(waiting)
        ordered += [waiting.pop(label) for label in free]
    return ordered


def _targets(entry: Entry) -> Iterator[str]:
    for field in model_of(entry.label)._meta.local_fields:
        related: Any = field.related_model
        if related is not None and related._meta.label != entry.label:
            yield related._meta.label


def _clear(entry: Entry, user: User) -> None:
    """Empty the named fields: "" for text, None where the column allows it."""
    model = model_of(entry.label)
    values = {}
    for name in entry.erase.fields:
        field: Any = model._meta.get_field(name)
        values[name] = None if field.null else field.get_default() or ""
    for path in entry.erase.paths:
        rows_of(entry, path, user).update(**values)


def _forget_files(entry: Entry, rows: QuerySet[Any]) -> None:
    for field in model_of(entry.label)._meta.local_fields:
        if isinstance(field, FileField):
            for name in rows.exclude(**{field.name: ""}).values_list(field.name, flat=True):
                if name:
                    transaction.on_commit(partial(field.storage.delete, name), robust=True)


def _detach(user: User) -> None:
    """Where rows stay, the account no longer stands beside them; some tables have no such rule."""
    for entry in entries().values():
        if not entry.person:
            continue
        model = model_of(entry.label)
        for field in fields_of(model):
            if points_at_person(field) and field.null:
                model._base_manager.filter(**{field.name: user.pk}).update(**{field.name: None})


def _blank_subjects(user: User) -> None:
    """Mails to others keep their row for a month; a subject that names the person does not."""
    names = {user.display_name, user.certificate_name, *addresses_of(user)}
    for name in names:
        if len(name) >= SHORTEST_NAME:
            OutboxMessage.objects.filter(subject__icontains=name).update(subject="")
