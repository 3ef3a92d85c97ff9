"""Who looked at whose data: for the person, for the data-protection officer, for a breach."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext as _

from lms.accounts.models import User
from lms.accounts.privacy.registry import LOOKS, Words, read, words_of
from lms.records.models import AuditEvent

MOST_SHOWN = 200  # of one person's page; older ones stand in the export
# Named, because imports point down: the models whose rows tell which people an object is about.
ENROLMENT = "courses.Enrolment"
ATTEMPT = "courses.QuizAttempt"
SEAT = "courses.ClassSeat"
PARTNER = "network.Partner"
REQUEST = "courses.SeatRequest"
RUN = "courses.CourseRun"
TEXT = "courses.CourseText"
# Of a run: who is in it; of its list: who asks or waits, too; of its exceptions: who asks for one
# where one learns at any time, without a name.
OF_RUN, OF_LIST, OF_ENROLMENT, OF_ATTEMPT = "run", "list", "enrolment", "attempt"
OF_CLASS, OF_EXCEPTIONS, OF_NOBODY = "class", "exceptions", "nobody"
NAMELESS = Q(needs_exception=True, run__kind="self_paced")  # requests, as SeatRequest.is_nameless
ASKED = ("asked",)  # states of one under which it is in the list of exceptions
WAITS = ("asked", "waiting", "offered")  # states of a request under which the team reads a name


@dataclass(frozen=True)
class LookKind:
    """One kind of thing done to other people's data."""

    action: str
    title: Words
    role: str
    fields: tuple[str, ...]
    of: str = "person"


@dataclass(frozen=True)
class Look:
    """One line of the page: when, who as what, what, and why."""

    at: datetime
    who: str
    house: str
    what: str
    why: str
    about: str = ""  # the course, where a whole run was looked at
    person_key: str = ""
    actor_key: str = ""


@dataclass
class Affected:
    """One person an attacker could see, and what of them."""

    person_key: str
    first: datetime
    last: datetime
    fields: set[str] = field(default_factory=set)
    looks: int = 0

    @property
    def sorted_fields(self) -> list[str]:
        """The fields in order."""
        return sorted(self.fields)


@cache
def look_kinds() -> dict[str, LookKind]:
    """The kinds of looks by the action of their event."""
    return {
        action: LookKind(
            action=action,
            title=words_of(values, "title"),
            role=values["role"],
            fields=tuple(values["fields"]),
            of=values.get("of", "person"),
        )
        for action, values in read(LOOKS).items()
    }


def role_name(role: str) -> str:
    """What somebody is to a person, in words; never a name."""
    names = {
        "city": _("Stadtverwaltung"),
        "platform": _("Plattformbetrieb"),
        "team": _("Kursteam"),
        "lead": _("Leitung der Klasse"),
        "guardian": _("sorgeberechtigte Person"),
        "partner": _("Einrichtung"),
    }
    return names.get(role, _("berechtigte Person"))


def looks_at(user: User) -> list[Look]:
    """What others did with a person's data, newest first; a fixed number of queries."""
    own = Q(person_key=user.key) | Q(object_type="user", object_key=user.key)
    own |= _about_learning(user)
    if user.is_pseudonymous:
        own |= _about_class(user)
    events = AuditEvent.objects.filter(own).exclude(actor_key=user.key)
    events = events.exclude(actor_key="").select_related("note")[:MOST_SHOWN]
    return as_lines(events)


def access_log() -> QuerySet[AuditEvent]:
    """Every event in which somebody met another person's data, newest first."""
    return AuditEvent.objects.filter(_is_look()).exclude(actor_key="")


def class_log(*, key: str, people: Iterable[str], runs: Iterable[str]) -> QuerySet[AuditEvent]:
    """What was done with a class, its runs and the people in it, newest first (row 29)."""
    about = Q(object_type="class", object_key=key) | Q(person_key__in=people)
    about |= Q(action__in=_actions(OF_RUN), object_key__in=runs)
    return AuditEvent.objects.filter(about).exclude(actor_key="").select_related("note")


def house_log(*, key: str) -> QuerySet[AuditEvent]:
    """Looks that people had in the name of a house, newest first (row 29)."""
    return access_log().filter(partner_key=key)


def as_lines(events: Iterable[AuditEvent], *, with_reason: bool = True) -> list[Look]:
    """Events as lines to read; one query for the names of houses, two for those of courses."""
    events = list(events)
    names = _houses({event.partner_key for event in events})
    names |= _courses({event.object_key for event in events if event.object_type == OF_RUN})
    return [_line(event, names, with_reason=with_reason) for event in events]


def affected_people(
    *, since: datetime, until: datetime, actor_key: str = "", role: str = ""
) -> list[Affected]:
    """Breach drill: whose data an account, or everybody of a role, met in a span of time.

    Looks at a run, or a class, count for everybody enrolled, or seated, in it at that moment.
    """
    events = AuditEvent.objects.filter(_is_look(), at__gte=since, at__lte=until).order_by("pk")
    if actor_key:
        events = events.filter(actor_key=actor_key)
    found: dict[str, Affected] = {}
    for event in events:
        if role and _role(event) != role:
            continue
        for key in _people_of(event):
            _count(found, key, event)
    return sorted(found.values(), key=lambda person: (person.first, person.person_key))


def _is_look() -> Q:
    met = [action for action, kind in look_kinds().items() if kind.of != OF_NOBODY]
    return Q(action__in=met) | ~Q(person_key="")


def _count(found: dict[str, Affected], key: str, event: AuditEvent) -> None:
    if key == event.actor_key:
        return
    person = found.setdefault(key, Affected(key, first=event.at, last=event.at))
    person.last = max(person.last, event.at)
    person.first = min(person.first, event.at)
    person.looks += 1
    kind = look_kinds().get(event.action)
    person.fields |= set(kind.fields) if kind else {event.action}


def _people_of(event: AuditEvent) -> Iterator[str]:
    kind = look_kinds().get(event.action)
    if event.person_key:
        yield event.person_key
    elif event.object_type == "user":
        yield event.object_key
    elif kind is not None and kind.of != "person":
        yield from _learners_of(kind.of, event)


def _learners_of(kind: str, event: AuditEvent) -> Iterator[str]:
    if kind == OF_ATTEMPT:
        rows = apps.get_model(ATTEMPT).objects.filter(key=event.object_key)
        yield from rows.values_list("enrolment__user__key", flat=True)
        return
    if kind == OF_EXCEPTIONS:
        yield from _requests(event, ASKED).filter(NAMELESS).values_list("user__key", flat=True)
        return
    if kind == OF_LIST:
        yield from _requests(event, WAITS).exclude(NAMELESS).values_list("user__key", flat=True)
    if kind == OF_CLASS:
        here = Q(removed_at=None) | Q(removed_at__gte=event.at)
        seats = apps.get_model(SEAT).objects.order_by("pk").filter(here, created_at__lte=event.at)
        seats = seats.filter(school_class__key=event.object_key)
        yield from seats.values_list("user__key", flat=True)
        return
    rows = apps.get_model(ENROLMENT).objects.order_by("pk")
    if kind == OF_ENROLMENT:
        rows = rows.filter(key=event.object_key)
    else:
        here = Q(left_at=None) | Q(left_at__gte=event.at)
        rows = rows.filter(here, run__key=event.object_key, enrolled_at__lte=event.at)
    yield from rows.values_list("user__key", flat=True)


def _requests(event: AuditEvent, open_states: tuple[str, ...]) -> QuerySet[Any]:
    """Requests in a run that were open when it was looked at."""
    was_open = Q(state__in=open_states) | Q(decided_at__gte=event.at)
    rows: QuerySet[Any] = apps.get_model(REQUEST).objects.order_by("pk")
    return rows.filter(was_open, run__key=event.object_key, queued_at__lte=event.at)


def _about_learning(user: User) -> Q:
    """Looks at the runs, lists, enrolments and attempts of a person, while they are in them.

    A look at a whole run is one row, however many people are in it; here it is found for each.
    """
    enrolments = apps.get_model(ENROLMENT).objects.filter(user=user).select_related("run")
    found = Q(pk=None)
    for enrolment in enrolments:
        span = Q(at__gte=enrolment.enrolled_at)
        if enrolment.left_at:
            span &= Q(at__lte=enrolment.left_at)
        looked = _actions(OF_RUN) + _actions(OF_LIST)
        found |= Q(action__in=looked, object_key=enrolment.run.key) & span
        found |= Q(action__in=_actions(OF_ENROLMENT), object_key=enrolment.key)
    for request in apps.get_model(REQUEST).objects.filter(user=user).select_related("run"):
        kind, states = (OF_EXCEPTIONS, ASKED) if request.is_nameless else (OF_LIST, WAITS)
        span = Q(at__gte=request.queued_at)
        if request.state not in states:
            span &= Q(at__lte=request.decided_at)
        found |= Q(action__in=_actions(kind), object_key=request.run.key) & span
    attempts = apps.get_model(ATTEMPT).objects.filter(enrolment__user=user)
    return found | Q(action__in=_actions(OF_ATTEMPT), object_key__in=attempts.values("key"))


def _about_class(user: User) -> Q:
    """Looks at the whole class of a seat, as long as it was in it."""
    found = Q(pk=None)
    for seat in apps.get_model(SEAT).objects.filter(user=user).select_related("school_class"):
        span = Q(at__gte=seat.created_at)
        if seat.removed_at:
            span &= Q(at__lte=seat.removed_at)
        found |= Q(action__in=_actions(OF_CLASS), object_key=seat.school_class.key) & span
    return found


def _actions(kind: str) -> list[str]:
    return [action for action, look in look_kinds().items() if look.of == kind]


def _line(event: AuditEvent, names: Mapping[str, str], *, with_reason: bool) -> Look:
    kind = look_kinds().get(event.action)
    note: Any = getattr(event, "note", None) if with_reason else None
    return Look(
        at=event.at,
        who=role_name(_role(event)),
        house=names.get(event.partner_key, ""),
        what=str(kind.title) if kind else _("Daten angesehen oder geändert"),
        why=note.text if note else event.data.get("case", ""),
        about=names.get(event.object_key, "") if event.object_type == OF_RUN else "",
        person_key=event.person_key,
        actor_key=event.actor_key,
    )


def _role(event: AuditEvent) -> str:
    kind = look_kinds().get(event.action)
    usual = kind.role if kind else ("partner" if event.partner_key else "")
    return str(event.data.get("role") or usual)


def _houses(keys: set[str]) -> dict[str, str]:
    known = apps.get_model(PARTNER).objects.filter(key__in=keys - {""})
    return dict(known.values_list("key", "name"))


def _courses(runs: set[str]) -> dict[str, str]:
    """What the courses of runs are called in the reader's language, else in their own; by run."""
    rows = apps.get_model(RUN).objects.filter(key__in=runs).select_related("course")
    found = {run.key: run.course for run in rows}
    texts = apps.get_model(TEXT).objects.filter(course__in={one.pk for one in found.values()})
    titles = {(text.course_id, text.locale): text.title for text in texts}
    language = get_language() or ""
    return {
        key: titles.get((course.pk, language)) or titles.get((course.pk, course.language), "")
        for key, course in found.items()
    }
