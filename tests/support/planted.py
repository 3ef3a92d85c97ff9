"""Plants a row of one person in every table the registry knows a way to them in.

Each text says whose it is and where it stands (``mark``), so that a copy of somebody's data can be
searched for what is missing and for what is somebody else's, and a database for what is left.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import count
from typing import Any
from zlib import crc32

from django.db import models
from treebeard.mp_tree import MP_Node
from wagtail.models import Locale

from lms.accounts.models import User
from lms.accounts.privacy.copying import allowed
from lms.accounts.privacy.persons import BY_EMAIL, BY_KEY, entries_with_people, model_of
from lms.accounts.privacy.registry import Entry, How, entries
from tests.factories.accounts import UserFactory
from tests.factories.network import PartnerFactory
from tests.support import admin

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NEUTRAL = "Allen gemeinsam"
FRESH = {"courses.Course", "courses.CourseRun", "courses.SchoolClass"}  # one for each planter
SHORTEST = 40  # letters a column must hold for a mark
# Where a row of guessed values would break a rule of the table.
GIVEN: dict[str, dict[str, Any]] = {
    "courses.QuizAttempt": {"state": "submitted", "points": 1, "is_passed": True,
                            "submitted_at": NOW, "frozen": {"items": [], "pass_share": "0.6"}},
    "courses.Appointment": {"ends_at": NOW + timedelta(hours=1)},
    "courses.CourseRun": {"kind": "dated", "ends_at": None, "access_until": None},
    "courses.SeatRequest": {"state": "waiting"},
    "courses.Certificate": {"pdf_name": "", "name_hash": ""},  # a name, or a hash of one
    "network.Meeting": {"ends_at": NOW + timedelta(hours=1)},
    "network.Coordinator": {"ends_on": None},
    "records.OutboxMessage": {"recipient": "x@example.org", "attachment": None, "state": "sent"},
    "records.AuditEvent": {"data": {}},
    "wagtailcore.Comment": {"contentpath": "title", "position": ""},
}  # fmt: skip
# Rows that exist already, or that only the framework can make.
SKIPPED = {"accounts.User", "account.EmailAddress", "wagtailcore.Page", "cms.ImportJob",
           "records.DeletionEntry", "records.AuditNote", "network.CooperationNote"}  # fmt: skip


def mark(person: User, label: str, name: str) -> str:
    """The words that stand in one field of one person's row; short enough for narrow columns."""
    return f"Marke-{person.username}-{crc32(f'{label}.{name}'.encode()):x}"


class Planter:
    """Makes rows for one person; ``other`` stands where somebody else acted."""

    numbers = count(100)  # clear of what the set-up has numbered, such as versions of texts

    def __init__(self, person: User, other: User, *, is_main: bool = True) -> None:
        self.person, self.other, self.is_main = person, other, is_main
        self.made: dict[str, models.Model] = {}

    @cached_property
    def elsewhere(self) -> Planter:
        """What a row hangs on where the person only acted: on somebody else's rows."""
        return Planter(UserFactory(), self.person, is_main=False)

    def plant(self) -> Iterator[tuple[Entry, str]]:
        """One row for each way of each table; yields the ways that were planted."""
        for entry in entries_with_people():
            if entry.label in SKIPPED:
                continue
            for path in entry.person:
                self._row(entry, path)
                yield entry, path

    def _row(self, entry: Entry, path: str) -> models.Model:
        is_first = path == next(iter(entry.person))
        if is_first and entry.label in self.made:
            return self.made[entry.label]
        model = model_of(entry.label)
        values = {**self._values(model, entry, is_first=is_first), **GIVEN.get(entry.label, {})}
        if entry.label == "network.MatchDecision":
            first, second = PartnerFactory(), PartnerFactory()
            values.update(partner_a=first, partner_b=second, house=first)
        values.update(self._way(model, path))
        # In bulk: what else happens when such a row is saved is not asked here.
        (row,) = model._base_manager.bulk_create([model(**values)])
        if is_first:
            self.made[entry.label] = row
        return row

    def _way(self, model: type[models.Model], path: str) -> dict[str, Any]:
        """What makes the row the person's."""
        if path.startswith(BY_KEY):
            name = path.removeprefix(BY_KEY)
            return {} if "__" in name else {name: self.person.key}
        if path.startswith(BY_EMAIL):
            return {path.removeprefix(BY_EMAIL): self.person.email}
        head, _sep, rest = path.partition("__")
        return {head: self._target(model, head) if rest else self.person}

    def _target(self, model: type[models.Model], name: str) -> Any:
        related: Any = model._meta.get_field(name).related_model
        return self.row_of(related)

    def row_of(self, model: type[models.Model]) -> Any:
        """A row of a model: this person's where the registry knows one, else any."""
        label = model._meta.label
        entry = entries().get(label)
        if label == "accounts.User":
            return self.other if self.is_main else UserFactory()
        if label == "wagtailcore.Locale":
            return Locale.objects.first()
        if issubclass(model, MP_Node):  # trees are grown, not made
            return model._base_manager.order_by("pk").last()
        if entry is not None and entry.person and label not in SKIPPED:
            return self._row(entry, next(iter(entry.person)))
        if label not in self.made:
            found = None if label in FRESH else model._base_manager.first()
            values = {**self._values(model, None, is_first=False), **GIVEN.get(label, {})}
            self.made[label] = found or model._base_manager.create(**values)
        return self.made[label]

    def _values(
        self, model: type[models.Model], entry: Entry | None, *, is_first: bool
    ) -> dict[str, Any]:
        values = {}
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey):
                if not field.null or field.related_model is User:
                    owner = self if is_first or entry is None else self.elsewhere
                    values[field.name] = owner.row_of(field.related_model)
            elif entry is None and (field.null or field.has_default()):
                values[field.name] = None if field.null else field.get_default()
            elif not isinstance(field, models.AutoField):
                values[field.name] = self._value(field, entry, is_first=is_first)
        return values

    def _value(self, field: Any, entry: Entry | None, *, is_first: bool) -> Any:
        if isinstance(field, models.CharField | models.TextField | models.JSONField):
            return self._text(field, entry, is_first=is_first)
        kinds: list[tuple[Any, Any]] = [
            (models.DateTimeField, NOW), (models.DateField, date(2026, 11, 24)),
            (models.BooleanField, False), (models.UUIDField, uuid.uuid4()),
            (models.DecimalField, Decimal(1)), (models.FloatField, 0.5),
            (models.FileField, ""), (models.BinaryField, b""),
            (models.GenericIPAddressField, "127.0.0.1"), (models.DurationField, timedelta()),
        ]  # fmt: skip
        for kind, value in kinds:
            if isinstance(field, kind):
                return value
        if field.null or field.has_default():
            return None if field.null else field.get_default()
        return next(self.numbers) % 30_000

    def _text(self, field: Any, entry: Entry | None, *, is_first: bool) -> Any:
        if field.choices:
            return field.choices[0][0]
        words = mark(self.person, entry.label, field.name) if entry else NEUTRAL
        if entry is None or not (is_first and is_marked(entry, field.name)):
            words = f"{NEUTRAL} {next(self.numbers)}"
        if isinstance(field, models.JSONField):
            return {"words": words}
        if isinstance(field, models.EmailField):
            return f"n{next(self.numbers)}@example.org"
        length = field.max_length or 1000
        return words if length >= SHORTEST else f"n{next(self.numbers)}"[:length]


def is_marked(entry: Entry, name: str) -> bool:
    """A field that must go with its person: not what stays as a work of the house, nor what two
    people are given.
    """
    if entry.erase.how == How.KEEP or name in GIVEN.get(entry.label, {}):
        return False
    if entry.erase.how == How.CLEAR:
        return name in entry.erase.fields
    _first, *others = entry.person
    shared = {one.name for path in others for one in allowed(entry, path)}
    return name not in shared


def holds_mark(entry: Entry, name: str) -> bool:
    """A field wide enough for a mark, which the person is given along the first way."""
    field: Any = model_of(entry.label)._meta.get_field(name)
    if field.choices or isinstance(field, models.EmailField):
        return False
    is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
    return is_text and is_marked(entry, name) and (field.max_length or 1000) >= SHORTEST


def two_people() -> tuple[User, User]:
    """Two people whose account itself is marked, in a world with a house and a course page."""
    admin.tree()
    admin.course(admin.partner("Haus P", "haus-p"), "Kurs P")
    made = []
    for name in ("nadja", "bogumil"):
        person = UserFactory(username=f"{name}{name}", email=f"{name}@beispiel.example")
        person.display_name = mark(person, "accounts.User", "display_name")
        person.certificate_name = mark(person, "accounts.User", "certificate_name")
        person.save()
        made.append(person)
    return made[0], made[1]
