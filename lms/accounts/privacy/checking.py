"""What is wrong with the registry: the build fails on the first sentence."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldError
from django.db.models import CharField, ForeignKey, Model

from lms.accounts.privacy.persons import BY_KEY, condition, fields_of, points_at_person
from lms.accounts.privacy.registry import (
    EVERY_FIELD,
    Entry,
    How,
    Kind,
    activities,
    entries,
)

GONE = (How.DELETE, How.CASCADE, How.ANONYMISE)  # rows that are the person's own


def findings(
    models: Iterable[type[Model]] | None = None, known: Mapping[str, Entry] | None = None
) -> list[str]:
    """Everything that is missing, stale or contradictory, one sentence each."""
    known = entries() if known is None else known
    tables = {m._meta.label: m for m in models or apps.get_models() if not m._meta.proxy}
    found = [f"{label}: no entry" for label in tables if label not in known]
    for label, entry in known.items():
        if label in tables:
            found += [f"{label}: {what}" for what in _about(entry, tables[label], known)]
        elif not entry.is_optional:
            found.append(f"{label}: no such model")
    return found


def _about(entry: Entry, model: type[Model], known: Mapping[str, Entry]) -> Iterator[str]:
    if entry.activity not in activities():
        yield f"unknown activity {entry.activity}"
    yield from _names(entry, model)
    yield from _ways(entry, model, known)
    yield from _erasing(entry)
    if entry.holds_people and not entry.person and entry.erase.how != How.KEEP:
        yield "holds people, but no way leads to them; say why by erase: keep"
    if entry.person and not entry.what:
        yield "has no title"


def _names(entry: Entry, model: type[Model]) -> Iterator[str]:
    if entry.is_whole:
        if set(entry.kinds) != {EVERY_FIELD} or entry.kinds[EVERY_FIELD] != Kind.NONE:
            yield "'*' stands alone and only for none"
        return
    real = {field.name for field in fields_of(model)}
    yield from (f"{name} is not classified" for name in sorted(real - set(entry.kinds)))
    yield from (f"{name} is no field" for name in sorted(set(entry.kinds) - real))
    for place, names in _named(entry):
        yield from (f"{place}: {name} is no field" for name in sorted(set(names) - real))


def _named(entry: Entry) -> Iterator[tuple[str, Iterable[str]]]:
    yield "own_text", entry.own_text
    yield "private", [name for name in entry.private if name != EVERY_FIELD]
    yield "withhold", entry.withhold or ()
    yield "apart", entry.apart or ()
    yield "erase", entry.erase.fields
    for path, fields in entry.person.items():
        yield path, fields or ()


def _ways(entry: Entry, model: type[Model], known: Mapping[str, Entry]) -> Iterator[str]:
    """Every foreign key towards a person, and every key of one, is a way or is explained."""
    for path in entry.person:
        try:
            model._base_manager.filter(condition(path, pk=0, key="x", addresses=["x"]))
        except FieldError:
            yield f"person: {path} leads nowhere"
    for field in fields_of(model):
        is_explained = field.name in (entry.apart or {})
        is_way = any(_begins(path, field.name) for path in entry.person)
        if _leads_to_person(field, known) and not is_explained and not is_way:
            yield f"{field.name} leads to a person, but is no way to one"


def _leads_to_person(field: Any, known: Mapping[str, Entry]) -> bool:
    if points_at_person(field):
        return True
    if isinstance(field, ForeignKey):
        target = known.get(field.related_model._meta.label)
        return target is not None and bool(target.person) and target.erase.how in GONE
    # Keys of accounts; ``object_key`` and ``person_key`` alike.
    is_key = isinstance(field, CharField) and field.name.endswith("_key")
    entry = known.get(field.model._meta.label)
    return is_key and entry is not None and entry.kinds.get(field.name) not in {None, Kind.NONE}


def _begins(path: str, name: str) -> bool:
    way = path.removeprefix(BY_KEY)
    return way == name or way.startswith(f"{name}__")


def _erasing(entry: Entry) -> Iterator[str]:
    erase = entry.erase
    if entry.person and erase.how == How.NOTHING:
        yield "erase: is missing"
    if not entry.person and erase.how not in {How.NOTHING, How.KEEP}:
        yield "erase: of whom?"
    if erase.how in {How.KEEP, How.ANONYMISE} and not erase.reason:
        yield "erase: has no reason"
    yield from (f"erase: {path} is no way" for path in erase.paths if path not in entry.person)
