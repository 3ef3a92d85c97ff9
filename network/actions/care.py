"""Keeping the words and weights of the network; every change is in the audit log."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from lms.accounts.models import User
from lms.common.errors import NotAllowedError
from lms.records.actions import record_event
from network.rules import is_city_staff


@transaction.atomic
def keep_row(
    *, table: str, row: Model, related: Mapping[str, Iterable[Model]], actor: User, at: datetime
) -> None:
    """Store a checked row and its relations; it counts from the next run of the matching on.

    Raises:
        NotAllowedError: The actor is not city staff.
    """
    _only_city_staff(actor)
    is_new = row.pk is None
    row.save()
    for name, rows in related.items():
        getattr(row, name).set(rows)
    _record("vocabulary.add" if is_new else "vocabulary.change", table, row, actor=actor, at=at)


@transaction.atomic
def remove_row(*, table: str, row: Model, actor: User, at: datetime) -> None:
    """Remove a row.

    Raises:
        NotAllowedError: The actor is not city staff.
    """
    _only_city_staff(actor)
    _record("vocabulary.remove", table, row, actor=actor, at=at)
    row.delete()


def _record(action: str, table: str, row: Model, *, actor: User, at: datetime) -> None:
    facts: dict[str, Any] = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields
    }
    plain = {k: v for k, v in facts.items() if isinstance(v, str | int | float | bool | None)}
    record_event(
        action=action,
        object_type="vocabulary",
        object_key=f"{table}/{row.pk}"[:60],
        actor_key=actor.key,
        at=at,
        data=plain,
    )


def _only_city_staff(actor: User) -> None:
    if not is_city_staff(actor):
        raise NotAllowedError
