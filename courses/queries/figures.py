"""The city's figures: courses, active learners, completions and certificates.

Three tables stand by themselves: by stage, by partner, by month. None can be narrowed down
further, all end with the last full month, and each number is told as ``grading.disclosure``
permits; so no two answers differ by one person. How many courses there are is no secret.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format

from courses.enums import CertificateState, CourseState, Facet
from courses.grading.disclosure import told
from courses.models import Course, CourseFacet, Enrolment, LessonProgress
from courses.queries.certificate import course_certificates
from lms.taxonomy.models import EducationStage

MONTHS = 12
CHUNK = 2000  # rows in memory at once
ACTIVE, COMPLETED, CERTIFIED = "active", "completed", "certified"
MEASURES = (ACTIVE, COMPLETED, CERTIFIED)
STAGE, PARTNER, MONTH = "stage", "partner", "month"


class Happening(NamedTuple):
    """Somebody was active in a course, finished it or got a certificate; ``who`` tells apart."""

    measure: str
    who: int
    course: int
    month: datetime


@dataclass(frozen=True)
class Row:
    """One row of a table; a count of None is too small to be told."""

    key: str  # code of a stage, slug of a partner, 2026-10 for a month
    title: str
    courses: int | None  # None: this table does not count courses
    counts: Mapping[str, int | None]  # by measure

    @property
    def told(self) -> list[int | None]:
        """The counts in order."""
        return [self.counts[measure] for measure in MEASURES]

    @property
    def active(self) -> int | None:
        """People who enrolled, or began or finished a lesson."""
        return self.counts[ACTIVE]

    @property
    def completed(self) -> int | None:
        """Courses finished."""
        return self.counts[COMPLETED]

    @property
    def certified(self) -> int | None:
        """Certificates issued and valid."""
        return self.counts[CERTIFIED]


@dataclass(frozen=True)
class CityFigures:
    """All tables; ``since`` and ``until`` bound them (months, the end excluded)."""

    since: datetime
    until: datetime
    least: int  # the smallest count that is told
    tables: Mapping[str, list[Row]]  # STAGE, PARTNER, MONTH

    @property
    def last_day(self) -> datetime:
        """The last day that counts."""
        return self.until - timedelta(days=1)


def city_figures(*, at: datetime, least: int) -> CityFigures:
    """The figures of the twelve full months before ``at``. Nine queries, rows are streamed.

    Somebody counts for the leading partner of a course, and for each of its stages.
    """
    until = _month_of(at)
    since = _later(until, -MONTHS)
    happenings, number = _happenings(since, until), _published()
    partners, titles = _partners()
    stages = _table(_stage_titles(), _stages(), happenings, least=least, number=number[Facet.STAGE])
    houses = _table(titles, partners, happenings, least=least, number=number[Facet.PARTNER])
    months = _months(since, happenings, least)
    return CityFigures(since, until, least, {STAGE: stages, PARTNER: houses, MONTH: months})


Groups = Mapping[int, tuple[str, ...]]  # course → rows it counts in


def _stage_titles() -> dict[str, str]:
    return {stage.code: stage.title for stage in EducationStage.objects.exclude(area="")}


def _stages() -> Groups:
    stages: dict[int, tuple[str, ...]] = defaultdict(tuple)
    pairs = Course.stages.through.objects.values_list("course_id", "educationstage__code")
    for course, code in pairs:
        stages[course] += (code,)
    return stages


def _partners() -> tuple[Groups, dict[str, str]]:
    """The leading partner of each course, and what these are called."""
    rows = list(
        Course.objects.order_by("partner__name", "pk").values_list(
            "pk", "partner__slug", "partner__name"
        )
    )
    return {pk: (slug,) for pk, slug, _name in rows}, {slug: name for _pk, slug, name in rows}


def _published() -> dict[str, dict[str, int]]:
    """Published courses by facet and value: what the catalogue counts."""
    rows = (
        CourseFacet.objects.filter(
            facet__in=[Facet.STAGE, Facet.PARTNER], course__state=CourseState.PUBLISHED
        )
        .values_list("facet", "value")
        .annotate(number=Count("course"))
        .order_by()
    )
    found: dict[str, dict[str, int]] = {Facet.STAGE: {}, Facet.PARTNER: {}}
    for facet, value, number in rows:
        found[facet][value] = number
    return found


def _happenings(since: datetime, until: datetime) -> set[Happening]:
    return {*_active(since, until), *_finished(since, until), *_certified(since, until)}


def _active(since: datetime, until: datetime) -> Iterable[Happening]:
    """Events that never change afterwards, so that a past month stays what it was."""
    enrolled = Enrolment.objects.filter(enrolled_at__gte=since, enrolled_at__lt=until)
    began = LessonProgress.objects.filter(started_at__gte=since, started_at__lt=until)
    ended = LessonProgress.objects.filter(completed_at__gte=since, completed_at__lt=until)
    for rows, user, course, moment in (
        (enrolled, "user", "course", "enrolled_at"),
        (began, "enrolment__user", "enrolment__course", "started_at"),
        (ended, "enrolment__user", "enrolment__course", "completed_at"),
    ):
        for who, what, month in _by_month(rows, user, course, moment):
            yield Happening(ACTIVE, who, what, month)


def _by_month(rows: Any, who: str, course: str, moment: str) -> Iterable[tuple[Any, ...]]:
    """Each person, course and month once."""
    months = rows.order_by().annotate(month=TruncMonth(moment))
    found = months.values_list(who, course, "month").distinct()
    return found.iterator(chunk_size=CHUNK)  # type: ignore[no-any-return]


def _finished(since: datetime, until: datetime) -> Iterable[Happening]:
    rows = Enrolment.objects.filter(completed_at__gte=since, completed_at__lt=until)
    for enrolment, course, month in _by_month(rows, "pk", "course", "completed_at"):
        yield Happening(COMPLETED, enrolment, course, month)


def _certified(since: datetime, until: datetime) -> Iterable[Happening]:
    """Valid ones; a certificate outlives the enrolment and knows its course by key."""
    known = dict(Course.objects.values_list("key", "pk"))
    rows = (
        course_certificates()
        .filter(issued_at__gte=since, issued_at__lt=until, state=CertificateState.VALID)
        .annotate(course_key=F("facts__course_key"))
    )
    for pk, key, month in _by_month(rows, "pk", "course_key", "issued_at"):
        if key in known:
            yield Happening(CERTIFIED, pk, known[key], month)


def _table(
    titles: Mapping[str, str],
    groups: Groups,
    happenings: Iterable[Happening],
    *,
    least: int,
    number: Mapping[str, int],
) -> list[Row]:
    """One row for each title; somebody in two courses of a row counts once as active."""
    people = _nobody(titles)
    for one in happenings:
        for key in groups.get(one.course, ()):
            if key in titles:
                people[one.measure][key].add(one.who)
    return _rows(titles, people, least, {key: number.get(key, 0) for key in titles})


def _nobody(keys: Iterable[str]) -> dict[str, dict[str, set[int]]]:
    return {measure: {key: set() for key in keys} for measure in MEASURES}


def _months(since: datetime, happenings: Iterable[Happening], least: int) -> list[Row]:
    months = [_later(since, number) for number in range(MONTHS)]
    titles = {f"{month:%Y-%m}": date_format(month, "F Y") for month in months}
    people = _nobody(titles)
    for one in happenings:
        people[one.measure][f"{timezone.localtime(one.month):%Y-%m}"].add(one.who)
    return _rows(titles, people, least, {})


def _rows(
    titles: Mapping[str, str],
    people: Mapping[str, Mapping[str, set[int]]],
    least: int,
    number: Mapping[str, int],
) -> list[Row]:
    shown = {
        measure: told({key: len(found) for key, found in rows.items()}, least)
        for measure, rows in people.items()
    }
    return [
        Row(key, title, number.get(key), {measure: shown[measure][key] for measure in MEASURES})
        for key, title in titles.items()
    ]


def _month_of(at: datetime) -> datetime:
    """The first moment of the month, as the city's clocks tell it."""
    local = timezone.localtime(at)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _later(month: datetime, number: int) -> datetime:
    years, rest = divmod(month.month - 1 + number, 12)
    return month.replace(year=month.year + years, month=rest + 1)
