"""From a person to their rows, by the ways the registry declares."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q, QuerySet

from lms.accounts.models import User
from lms.accounts.privacy.registry import Entry, entries

SELF = "self"
BY_KEY = "key:"
BY_EMAIL = "email:"


def model_of(label: str) -> type[Model]:
    """The model of an entry.

    Raises:
        LookupError: No such model is installed.
    """
    return apps.get_model(label)


def rows_of(entry: Entry, path: str, user: User) -> QuerySet[Any]:
    """The rows one way leads to; none for an address where the person has none."""
    rows = model_of(entry.label)._base_manager.all()
    addresses = addresses_of(user) if path.startswith(BY_EMAIL) else []
    if path.startswith(BY_EMAIL) and not addresses:
        return rows.none()
    return rows.filter(condition(path, pk=user.pk, key=user.key, addresses=addresses))


def condition(path: str, *, pk: int, key: str, addresses: list[str]) -> Q:
    """What a way to a person asks of a row."""
    if path == SELF:
        return Q(pk=pk)
    if path.startswith(BY_KEY):
        return Q(**{path.removeprefix(BY_KEY): key})
    if path.startswith(BY_EMAIL):
        name = path.removeprefix(BY_EMAIL)
        return reduce(or_, (Q(**{f"{name}__iexact": address}) for address in addresses))
    return Q(**{path: pk})


def addresses_of(user: User) -> list[str]:
    """Every address the person has proved to be theirs.

    One that was only typed may be anybody's: it leads to no row. Rows of the account itself that
    hold it are found by the account.
    """
    proved = EmailAddress.objects.filter(user_id=user.pk, verified=True)
    return sorted({address.lower() for address in proved.values_list("email", flat=True)})


def entries_with_people() -> Iterator[Entry]:
    """Models with a way to a person, whose table exists here."""
    for entry in entries().values():
        if entry.person:
            yield entry


def fields_of(model: type[Model]) -> list[Any]:
    """The fields a table declares itself, relations to many included."""
    return [*model._meta.local_fields, *model._meta.local_many_to_many]


def points_at_person(field: Field[Any, Any]) -> bool:
    """The field is a foreign key to an account."""
    return isinstance(field, ForeignKey) and field.related_model is User
