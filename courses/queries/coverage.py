"""What there is to learn, by stage and action field or competence area, and where it is thin."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import Q

from courses.enums import CourseState, Facet
from courses.models import CourseFacet, CourseRun
from courses.queries.filters import PARAMETERS
from lms.taxonomy.models import ActionField, Competence, District, EducationStage, StageTransition
from network.enums import DirectoryFacet
from network.matching.chain import Count, Entry, entry
from network.matching.coverage import Word
from network.models import AreaWeight, Partner
from network.queries.heat import said
from network.queries.selection import PARAMETERS as PARTNER_PARAMETERS
from network.queries.viewer import LISTED

PRESSING = 5  # gaps told first
FRAMEWORK = "digcomp-"  # whose areas are columns, in all versions


class Columns(StrEnum):
    """What stands above the columns; the value is the one in the address."""

    FIELDS = "felder"
    AREAS = "kompetenzen"


@dataclass(frozen=True)
class Asked:
    """Which table: its columns, and a district's code or "" for the whole city."""

    columns: Columns = Columns.FIELDS
    district: str = ""

    def query(self) -> str:
        """As the part of an address after ``?``."""
        pairs = [("spalten", self.columns.value), ("ortsteil", self.district)]
        return urlencode([pair for pair in pairs if pair[1]])


@dataclass(frozen=True)
class SupplyCell:
    """One stage in one column; ``runs``: how many with a free seat one may choose now."""

    stage: str
    column: str
    title: str  # both, in words
    runs: int
    entry: Entry
    weight: float  # how much a gap here matters
    courses_query: str  # of the catalogue
    partners_query: str  # of the directory; "" where it has no such facet

    @property
    def courses(self) -> int:
        """Published courses."""
        return self.entry.count.courses

    @property
    def partners(self) -> int:
        """Listed partners of the stage who name the column, as who steers finds them."""
        return self.entry.count.partners

    @property
    def kind(self) -> str:
        """Class of the cell's pattern: gap, thin, good."""
        return self.entry.word.value

    @property
    def words(self) -> str:
        """How it stands and what is missing."""
        return said(self.entry.sentence)


@dataclass(frozen=True)
class Supply:
    """The whole table."""

    asked: Asked
    columns: list[tuple[str, str]]  # code, title
    rows: list[tuple[str, list[SupplyCell]]]  # title of the stage, its cells
    districts: list[tuple[str, str]]  # code, title: to choose from

    @property
    def pressing(self) -> list[SupplyCell]:
        """The gaps that matter most, by what staff stress; those somebody could close first."""
        gaps = [cell for _title, row in self.rows for cell in row if cell.entry.word == Word.GAP]
        return sorted(gaps, key=lambda cell: (-cell.weight, -cell.partners))[:PRESSING]

    @property
    def district_title(self) -> str:
        """The chosen district; "" for the whole city."""
        return dict(self.districts).get(self.asked.district, "")


def supply(asked: Asked, *, at: datetime) -> Supply:
    """Read the table; eleven queries, whatever the number of courses and partners."""
    stages = list(EducationStage.objects.exclude(area=""))
    columns = _fields() if asked.columns == Columns.FIELDS else _areas()
    stage_weight = _stage_weights()
    facets = _facets()
    houses = _houses(asked)
    runs = _runs_with_seats(at)
    near = houses.slugs if asked.district else None
    courses = {
        pk: values for pk, values in facets.items() if near is None or near & values[Facet.PARTNER]
    }
    facts = _Facts(courses, runs, houses, asked)
    rows = [
        (
            stage.title,
            [facts.cell(stage, column, stage_weight[stage.code]) for column in columns],
        )
        for stage in stages
    ]
    return Supply(asked, [(one.code, one.title) for one in columns], rows, _districts())


@dataclass(frozen=True)
class _Column:
    code: str
    title: str
    weight: float
    facet: Facet
    values: frozenset[str]  # of the facet: one of them puts a course here


@dataclass(frozen=True)
class _Houses:
    """Listed partners near by: in each stage and column, and their addresses."""

    places: Mapping[tuple[str, str], int]
    slugs: frozenset[str]


Values = Mapping[str, set[str]]  # facet → values of one course


def _fields() -> list[_Column]:
    return [
        _Column(one.code, one.title, one.priority, Facet.FIELD, frozenset({one.code}))
        for one in ActionField.objects.all()
    ]


def _areas() -> list[_Column]:
    """The areas of the framework; all its versions name the same five by the same number."""
    weights = dict(AreaWeight.objects.values_list("area", "priority"))
    found: dict[str, list[Competence]] = defaultdict(list)
    rows = Competence.objects.filter(parent=None, framework__code__startswith=FRAMEWORK)
    for area in rows.select_related("framework").order_by("-framework__is_default", "position"):
        found[area.code].append(area)
    return [
        _Column(
            code,
            areas[0].title,
            weights.get(code, 1.0),
            Facet.COMPETENCE,
            frozenset(f"{area.framework.code}:{code}" for area in areas),
        )
        for code, areas in sorted(found.items())
    ]


def _stage_weights() -> dict[str, float]:
    """What staff stress: the mean weight of the transitions a stage takes part in."""
    found: dict[str, list[float]] = defaultdict(list)
    rows = StageTransition.objects.values_list("stage_a__code", "stage_b__code", "priority")
    for first, second, priority in rows:
        found[first].append(priority)
        found[second].append(priority)
    means = {code: sum(values) / len(values) for code, values in found.items()}
    return defaultdict(lambda: 1.0, means)


def _facets() -> dict[int, Values]:
    wanted = [Facet.STAGE, Facet.FIELD, Facet.COMPETENCE, Facet.PARTNER]
    rows = CourseFacet.objects.filter(facet__in=wanted, course__state=CourseState.PUBLISHED)
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for course, facet, value in rows.values_list("course", "facet", "value"):
        found[course][facet].add(value)
    return dict(found)


def _runs_with_seats(at: datetime) -> dict[int, int]:
    """How many runs of each course one may choose now."""
    found: dict[int, int] = defaultdict(int)
    is_open = (
        (Q(enrol_from=None) | Q(enrol_from__lte=at))
        & (Q(enrol_until=None) | Q(enrol_until__gt=at))
        & (Q(ends_at=None) | Q(ends_at__gt=at))
    )
    runs = CourseRun.objects.filter(
        is_open, course__state=CourseState.PUBLISHED, school_class=None
    ).order_by()
    for run in runs:
        found[run.course_id] += run.has_free_seat
    return found


def _houses(asked: Asked) -> _Houses:
    # As the directory shows them to who steers, to whom the table is: provisional and long
    # unconfirmed ones too, so that each number is that of the list behind it.
    partners = Partner.objects.filter(state__in=LISTED).order_by()
    if asked.district:
        near = Q(places__district__code=asked.district)
        partners = partners.filter(pk__in=Partner.objects.filter(near).values("pk"))
    slugs = dict(partners.values_list("pk", "slug"))
    stages = _pairs(partners, "stages__code")
    by_field = asked.columns == Columns.FIELDS
    of_digcomp = partners.filter(competences__framework__code__startswith=FRAMEWORK)
    columns = (
        _pairs(partners, "action_fields__code")
        if by_field
        else _pairs(of_digcomp, "competences__code")
    )
    places: dict[tuple[str, str], int] = defaultdict(int)
    for pk in slugs:
        # Of a competence the area counts: "2" of "2.3".
        for column in {value.partition(".")[0] for value in columns[pk]}:
            for stage in stages[pk]:
                places[stage, column] += 1
    return _Houses(places, frozenset(slugs.values()))


def _pairs(partners: object, name: str) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for pk, value in partners.values_list("pk", name):  # type: ignore[attr-defined]
        if value:
            found[pk].add(value)
    return found


def _districts() -> list[tuple[str, str]]:
    return [(one.code, one.title) for one in District.objects.all()]


@dataclass(frozen=True)
class _Facts:
    courses: Mapping[int, Values]  # in the chosen district
    runs: Mapping[int, int]
    houses: _Houses
    asked: Asked

    def cell(self, stage: EducationStage, column: _Column, weight: float) -> SupplyCell:
        """Count one cell; ``weight`` is the stage's."""
        found = {
            pk: values
            for pk, values in self.courses.items()
            if stage.code in values[Facet.STAGE] and column.values & values[column.facet]
        }
        providers = {slug for values in found.values() for slug in values[Facet.PARTNER]}
        near = providers & self.houses.slugs if self.asked.district else ()
        return SupplyCell(
            stage=stage.code,
            column=column.code,
            title=f"{stage.title} – {column.title}",
            runs=sum(self.runs.get(pk, 0) for pk in found),
            entry=entry((stage.code, column.code), self._count(stage, column, found)),
            weight=weight * column.weight,
            courses_query=_catalogue(stage, column, near),
            partners_query=_directory(stage, column, self.asked),
        )

    def _count(self, stage: EducationStage, column: _Column, found: Iterable[int]) -> Count:
        courses = list(found)
        return Count(
            courses=len(courses),
            seats=sum(bool(self.runs.get(pk)) for pk in courses),
            partners=self.houses.places.get((stage.code, column.code), 0),
        )


def _catalogue(stage: EducationStage, column: _Column, providers: Iterable[str]) -> str:
    """The catalogue has no districts: the partners near by stand in for one."""
    pairs = [(PARAMETERS[Facet.STAGE], stage.code)]
    pairs += [(PARAMETERS[column.facet], value) for value in sorted(column.values)]
    return urlencode([*pairs, *((PARAMETERS[Facet.PARTNER], slug) for slug in sorted(providers))])


def _directory(stage: EducationStage, column: _Column, asked: Asked) -> str:
    if column.facet != Facet.FIELD:
        return ""
    pairs = [
        (PARTNER_PARAMETERS[DirectoryFacet.STAGE], stage.code),
        (PARTNER_PARAMETERS[DirectoryFacet.FIELD], column.code),
        (PARTNER_PARAMETERS[DirectoryFacet.DISTRICT], asked.district),
    ]
    return urlencode([pair for pair in pairs if pair[1]])
