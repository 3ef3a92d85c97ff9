"""The dates of runs: for calendars, for learners, for the team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from courses.enums import CourseState, EnrolmentState, LeftReason, Presence, RunKind
from courses.formats.calendar import Date
from courses.models import Appointment, Attendance, CourseRun, Enrolment
from courses.queries.cards import course_url
from courses.queries.run_facets import where
from courses.queries.team import run_titles
from lms.accounts.models import User

REMEMBERED = timedelta(days=366)  # so long a calendar still shows what is over
MOST = 500  # dates in one calendar


@dataclass(frozen=True)
class OwnDate:
    """An appointment as one of its people sees it; ``presence`` is "" until it is noted."""

    appointment: Appointment
    where: str
    presence: str
    presence_label: str


def public_run(course_key: str, run_key: str) -> CourseRun | None:
    """A run at given dates of a published course, with what its calendar needs; two queries."""
    runs = with_dates(CourseRun.objects.filter(kind=RunKind.DATED, starts_at__isnull=False))
    found = runs.filter(key=run_key, course__key=course_key, course__state=CourseState.PUBLISHED)
    return found.first()


def runs_of(user: User, *, at: datetime) -> list[CourseRun]:
    """The runs at given dates somebody is in, or was in until they were called off; two queries."""
    here = ~Q(state=EnrolmentState.LEFT) | Q(left_reason=LeftReason.CANCELLED)
    mine = Enrolment.objects.filter(here, user=user).values("run")
    recent = Q(ends_at=None) | Q(ends_at__gt=at - REMEMBERED)
    runs = CourseRun.objects.filter(recent, pk__in=mine, starts_at__isnull=False)
    return list(with_dates(runs))


def with_dates(runs: QuerySet[CourseRun]) -> QuerySet[CourseRun]:
    """Runs with course, place and appointments read beforehand."""
    dates = Appointment.objects.select_related("place__district")
    return runs.select_related("course__partner", "place__district").prefetch_related(
        Prefetch("appointments", dates), "course__texts"
    )


def calendar_dates(runs: Iterable[CourseRun], language: str) -> list[Date]:
    """What calendars show of runs: each appointment, or the run where it has none."""
    found = list(runs)
    titles = run_titles(found, language)
    dates = [date for run in found for date in _dates(run, titles[run.course_id], language)]
    return sorted(dates, key=lambda date: (date.starts_at, date.uid))[:MOST]


def changed_at(runs: Iterable[CourseRun]) -> datetime | None:
    """When the dates of runs last changed."""
    return max((_stamp(run) for run in runs), default=None)


def place_of(appointment: Appointment, run: CourseRun) -> str:
    """Where an appointment is: its own place and room, else those of the run."""
    room = appointment.room or ("" if appointment.place else run.room)
    return where(appointment.place or run.place, room)


def own_dates(enrolment: Enrolment) -> list[OwnDate]:
    """The appointments of somebody's run with what the team noted; two queries."""
    run = enrolment.run
    noted = dict(
        Attendance.objects.filter(enrolment=enrolment).values_list("appointment", "presence")
    )
    rows = Appointment.objects.filter(run=run).select_related("place")
    return [
        OwnDate(
            appointment=row,
            where=place_of(row, run),
            presence=(presence := noted.get(row.pk, "")),
            presence_label=str(Presence(presence).label) if presence else "",
        )
        for row in rows
    ]


def _dates(run: CourseRun, title: str, language: str) -> list[Date]:
    rows = list(run.appointments.all())
    url = settings.SITE_URL + course_url(run.course.key, _slug(run, language))
    if not rows:
        return [_date(run, title, url)]
    return [_date(run, title, url, row) for row in rows]


def _date(run: CourseRun, title: str, url: str, row: Appointment | None = None) -> Date:
    starts_at = row.starts_at if row else run.starts_at
    assert starts_at is not None  # noqa: S101  (only runs at given dates come here)
    kind, key = ("appointment", row.key) if row else ("run", run.key)
    return Date(
        uid=f"{kind}-{key}@{settings.SITE_URL.partition('://')[2]}",
        sequence=run.sequence + (row.sequence if row else 0),
        starts_at=starts_at,
        ends_at=row.ends_at if row else run.ends_at,
        zone=run.time_zone,
        stamp=_stamp(run),
        summary=f"{title}: {row.topic}" if row and row.topic else title,
        description=run.course.partner.name,
        url=url,
        location=place_of(row, run) if row else where(run.place, run.room),
        is_cancelled=bool(run.cancelled_at or (row and row.cancelled_at)),
    )


def _stamp(run: CourseRun) -> datetime:
    return max(filter(None, (run.changed_at, run.cancelled_at, run.course.published_at)))


def _slug(run: CourseRun, language: str) -> str:
    texts = {text.locale: text.slug for text in run.course.texts.all()}
    return texts.get(language) or texts.get(run.course.language, "kurs")


def token_address(token: str) -> str:
    """The whole address of somebody's calendar."""
    return settings.SITE_URL + reverse("courses:own-calendar", args=[token])
