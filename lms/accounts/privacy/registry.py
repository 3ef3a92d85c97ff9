"""The privacy registry: every field of every model, as ``lms/privacy/*.yaml`` declares it.

How to read the files stands in ``lms/privacy/activities.yaml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

FOLDER = Path(__file__).resolve().parents[2] / "privacy"
ACTIVITIES = "activities.yaml"
RETENTION = "retention.yaml"
LOOKS = "looks.yaml"
NOT_MODELS = {ACTIVITIES, RETENTION, LOOKS}
ALL = "all"  # of a way to a person: every field may be given to them
EVERY_FIELD = "*"  # of a model nobody's data are in
ENGLISH = "_en"  # ends the word under which the English of a text stands


class Kind(StrEnum):
    """How much a field says about a person."""

    NONE = "none"
    PERSONAL = "personal"
    MINOR = "minor"
    SPECIAL = "special"


class How(StrEnum):
    """What erasing a person does to a row."""

    NOTHING = "nothing"  # no row of a person's
    DELETE = "delete"
    CASCADE = "cascade"
    CLEAR = "clear"
    ANONYMISE = "anonymise"
    KEEP = "keep"


@dataclass(frozen=True)
class Words:
    """A text in both languages of the register; as a string, in the reader's or else in German."""

    de: str = ""
    en: str = ""

    def __str__(self) -> str:
        return self.en if get_language() == "en" else self.de

    def __bool__(self) -> bool:
        return bool(self.de)

    @property
    def lang(self) -> str:
        """The language where it is not the page's own."""
        return "" if get_language() in {"de", "en"} else "de"


NO_WORDS = Words()


@dataclass(frozen=True)
class Activity:
    """One processing activity of the register (Art. 30 GDPR)."""

    code: str
    title: Words
    purpose: Words
    people: Words
    basis: Words
    recipients: Words
    retention: Words
    risk: Words
    measures: Words


@dataclass(frozen=True)
class Erasure:
    """What erasing does: ``paths`` for a deletion, ``fields`` to clear, or why it stays."""

    how: How
    paths: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    reason: Words = NO_WORDS


@dataclass(frozen=True)
class Entry:
    """One model: ``person`` maps a way to a person to the fields they are given (None: all)."""

    label: str
    activity: str
    kinds: Mapping[str, Kind]
    person: Mapping[str, tuple[str, ...] | None]
    erase: Erasure
    what: Words = NO_WORDS
    own_text: tuple[str, ...] = ()
    private: tuple[str, ...] = ()  # left out for a guardian besides ``own_text``
    withhold: Mapping[str, Words] | None = None
    apart: Mapping[str, str] | None = None
    is_optional: bool = False  # the table exists on one kind of database only

    @property
    def is_whole(self) -> bool:
        """No field is named, because none can say anything about a person."""
        return EVERY_FIELD in self.kinds

    @property
    def kept_from_guardians(self) -> tuple[str, ...]:
        """What a guardian's copy leaves out: ``EVERY_FIELD``, or the names of fields."""
        if EVERY_FIELD in self.private:
            return (EVERY_FIELD,)
        return (*self.own_text, *self.private)

    @property
    def holds_people(self) -> bool:
        """Some field says something about a person."""
        return any(kind != Kind.NONE for kind in self.kinds.values())


@cache
def activities() -> dict[str, Activity]:
    """The processing activities by their code, in the order of the file."""
    found = read(ACTIVITIES)
    return {code: Activity(code=code, **worded(values)) for code, values in found.items()}


@cache
def entries() -> dict[str, Entry]:
    """The models by their label such as ``courses.Enrolment``, in the order of the files."""
    files = sorted(path.name for path in FOLDER.glob("*.yaml"))
    return {
        label: entry_of(label, values)
        for name in files
        if name not in NOT_MODELS
        for label, values in read(name).items()
    }


def read(name: str) -> dict[str, Any]:
    """One file of the registry as it stands."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = yaml.load((FOLDER / name).read_text("utf-8"), Loader=loader)  # noqa: S506  (a safe loader)
    return found


def words_of(values: Mapping[str, str], name: str) -> Words:
    """A text with the English beside it; none where neither stands.

    Raises:
        ValueError: One of the two is missing.
    """
    german, english = values.get(name, ""), values.get(f"{name}{ENGLISH}", "")
    if bool(german) != bool(english):
        message = f"{name} stands in one language only: {german or english}"
        raise ValueError(message)
    return Words(german, english)


def worded(values: Mapping[str, str]) -> dict[str, Words]:
    """Texts by their names, each with its English."""
    return {name: words_of(values, name) for name in values if not name.endswith(ENGLISH)}


def entry_of(label: str, values: Mapping[str, Any]) -> Entry:
    """Read one model.

    Raises:
        ValueError: A field stands in two classes, a word is unknown, or a text lacks a language.
    """
    kinds: dict[str, Kind] = {}
    for kind in Kind:
        for name in values.get(kind) or ():
            if name in kinds:
                message = f"{label}.{name} stands in two classes"
                raise ValueError(message)
            kinds[name] = kind
    person = {
        path: None if given == ALL else tuple(given)
        for path, given in values.get("person", {}).items()
    }
    return Entry(
        label=label,
        activity=values["activity"],
        kinds=kinds,
        person=person,
        erase=_erasure(values.get("erase", How.NOTHING), next(iter(person), "")),
        what=words_of(values, "what"),
        own_text=tuple(values.get("own_text", ())),
        private=(EVERY_FIELD,)
        if values.get("private") == ALL
        else tuple(values.get("private", ())),
        withhold=worded(values.get("withhold", {})),
        apart=values.get("apart", {}),
        is_optional=values.get("optional", False),
    )


def _erasure(given: str | Mapping[str, Any], first: str) -> Erasure:
    if isinstance(given, str):
        how = How(given)
        return Erasure(how, paths=(first,) if how == How.DELETE else ())
    (word,) = (name for name in given if not name.endswith(ENGLISH))
    how, value = How(word), given[word]
    if how == How.DELETE:
        return Erasure(how, paths=tuple(value))
    if how == How.CLEAR:
        return Erasure(how, paths=(first,), fields=tuple(value))
    return Erasure(how, reason=words_of(given, word))
