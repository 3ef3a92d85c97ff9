"""What runs say in the catalogue: where, when, what it costs, and whether a seat is free."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from courses.enums import Cost, DayTime, Entrance, Facet, Mode, RunKind, Seats
from courses.models import CourseFacet, CourseRun
from network.models import Place

ONLINE, ANYTIME = "online", "anytime"  # values beside districts and months
EVENING = 17  # o'clock
SATURDAY = 5
FEW = 3  # so many seats or fewer are few
# Runs of classes and cancelled ones are shown to nobody.
PUBLIC_RUN = Q(cancelled_at=None) & ~Q(kind=RunKind.SCHOOL_CLASS)


@dataclass(frozen=True)
class NextRun:
    """The next dated run of a course, as a card shows it."""

    key: str
    starts_at: datetime
    zone: str
    where: str
    mode: str
    price: str
    seats: str  # one of Seats, "" for the provider's own booking
    sequence: int

    @property
    def stamp(self) -> str:
        """The same stamp shows the same."""
        return f"{self.key}:{self.sequence}:{self.seats}"

    @property
    def seats_label(self) -> str:
        """Whether a seat is free, never how many people are there."""
        return str(Seats(self.seats).label) if self.seats else ""


def facets_of(runs: Iterable[CourseRun]) -> dict[Facet, list[str]]:
    """The facet values of a course's runs; each with its place and appointments."""
    found: dict[Facet, list[str]] = {
        Facet.PLACE: [], Facet.DATE: [], Facet.TIME: [], Facet.COST: [], Facet.SEATS: []
    }  # fmt: skip
    is_limited = []
    for run in runs:
        found[Facet.PLACE] += _places(run)
        found[Facet.DATE].append(_month(run))
        found[Facet.TIME] += _times(run)
        found[Facet.COST].append(Cost.PAID if run.price_text else Cost.FREE)
        is_limited.append(_is_limited(run))
    if all(is_limited):  # also where there is no run at all
        found[Facet.SEATS] = [Seats.LIMITED]
    return found


def seats_of(run: CourseRun) -> str:
    """How full a run is, in words that tell nobody's number; "" where others book."""
    if run.booking_url:
        return ""
    if run.capacity is None or run.capacity - run.seats_taken > FEW:
        return Seats.FREE
    if run.has_free_seat:
        return Seats.FEW
    return Seats.WAITING if run.has_waiting_list else Seats.NONE


def where(place: Place | None, room: str) -> str:
    """An address in one line, as calendars and lists show it."""
    if place is None:
        return room
    town = " ".join(part for part in (place.postal_code, place.city) if part)
    return ", ".join(part for part in (place.name, place.street, town, room) if part)


def full_courses() -> tuple[int, ...]:
    """Courses in which no seat is free now, of those where that can happen (one query).

    Seats change without the catalogue, so this is asked each time.
    """
    limited = CourseFacet.objects.filter(facet=Facet.SEATS, value=Seats.LIMITED)
    free = open_now(CourseRun.objects.filter(course=OuterRef("course"))).filter(
        Q(capacity=None) | Q(seats_taken__lt=F("capacity"))
    )
    rows = limited.filter(~Exists(free)).order_by("course")
    return tuple(rows.values_list("course", flat=True))


def open_now(runs: QuerySet[CourseRun]) -> QuerySet[CourseRun]:
    """Those of some runs into which people can come by themselves now."""
    return runs.filter(
        PUBLIC_RUN,
        Q(ends_at=None) | Q(ends_at__gt=Now()),
        Q(enrol_from=None) | Q(enrol_from__lte=Now()),
        Q(enrol_until=None) | Q(enrol_until__gt=Now()),
        booking_url="",
    ).exclude(entrance=Entrance.CLOSED)


def next_runs(courses: Collection[int]) -> dict[int, NextRun]:
    """The next run at given dates of some courses (one query; none without courses)."""
    if not courses:
        return {}
    runs = CourseRun.objects.filter(
        PUBLIC_RUN, Q(ends_at=None) | Q(ends_at__gt=Now()), kind=RunKind.DATED, course__in=courses
    )
    found: dict[int, NextRun] = {}
    for run in runs.select_related("place").order_by("starts_at", "pk"):
        if run.starts_at is not None and run.course_id not in found:
            found[run.course_id] = _next(run, run.starts_at)
    return found


def _next(run: CourseRun, starts_at: datetime) -> NextRun:
    return NextRun(
        key=run.key,
        starts_at=starts_at,
        zone=run.time_zone,
        where=where(run.place, ""),
        mode=str(Mode(run.mode).label),
        price=run.price_text,
        seats=seats_of(run),
        sequence=run.sequence,
    )


def _is_limited(run: CourseRun) -> bool:
    """Seats may run out, or enrolling is not possible at any time."""
    windows = (run.capacity, run.enrol_from, run.enrol_until, run.ends_at)
    is_closed = bool(run.booking_url) or run.entrance == Entrance.CLOSED
    return is_closed or any(value is not None for value in windows)


def _places(run: CourseRun) -> list[str]:
    values = [ONLINE] if run.mode != Mode.ON_SITE else []
    places = [date.place for date in run.appointments.all()] + [run.place]
    return values + [place.district.code for place in places if place and place.district]


def _month(run: CourseRun) -> str:
    if run.starts_at is None:
        return ANYTIME
    return f"{run.starts_at.astimezone(ZoneInfo(run.time_zone)):%Y-%m}"


def _times(run: CourseRun) -> list[str]:
    dates = [date.starts_at for date in run.appointments.all() if not date.cancelled_at]
    begins = dates or ([run.starts_at] if run.starts_at else [])
    return [_time(begin.astimezone(ZoneInfo(run.time_zone))) for begin in begins]


def _time(local: datetime) -> str:
    if local.weekday() >= SATURDAY:
        return DayTime.WEEKEND
    return DayTime.EVENING if local.hour >= EVENING else DayTime.DAY
