"""Published courses and their runs, for everybody."""

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone, translation
from ninja import Field, Query, Router, Schema

from courses.enums import CourseState, Facet
from courses.models import CourseRun, CourseText
from courses.queries.cards import course_url, facet_values
from courses.queries.catalogue import catalogue
from courses.queries.course import CoursePage, course_page, course_text, is_published
from courses.queries.filters import MAX_LENGTH, MAX_VALUES, SORTS, CatalogueFilter
from courses.queries.labels import Labels, catalogue_stamp, labels, title_of
from courses.queries.run_facets import PUBLIC_RUN

router = Router(tags=["courses"])
RUNS_PER_PAGE = 50


class PartnerRef(Schema):
    """A partner by slug and name."""

    slug: str
    name: str


class CourseOut(Schema):
    """A course in a list. Stages, fields and so on are codes of the vocabularies."""

    key: str
    url: str
    title: str
    summary: str
    text_language: str
    languages: list[str]
    partners: list[PartnerRef]
    stages: list[str]
    action_fields: list[str]
    competence_areas: list[str]
    target_groups: list[str]
    accessibility: list[str]
    formats: list[str]
    level: str
    effort_minutes: int
    licence: str
    published_at: datetime
    changed_at: datetime


class CompetenceOut(Schema):
    """A competence of a framework version, with its level 1..8 (0: unstated)."""

    framework: str
    version: str
    code: str
    title: str
    level: int


class LessonOut(Schema):
    """A lesson of the outline; never its body."""

    slug: str
    title: str
    section: str
    minutes: int
    is_required: bool
    is_open: bool


class CourseDetailOut(CourseOut):
    """Everything the course page says."""

    description_html: str
    goals: list[str]
    prerequisites: str
    accessibility_notes: str
    competences: list[CompetenceOut]
    lessons: list[LessonOut]


class CourseListOut(Schema):
    """One page of courses; twenty a page."""

    count: int
    page: int
    pages: int
    results: list[CourseOut]


class RunOut(Schema):
    """A dated or self-paced offering; no ``capacity`` means no limit."""

    key: str
    course: str = Field(alias="course.key")
    kind: str
    mode: str
    enrol_from: datetime | None
    enrol_until: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None
    capacity: int | None
    has_free_seat: bool


class RunListOut(Schema):
    """One page of runs; fifty a page."""

    count: int
    results: list[RunOut]


class CourseQuery(Schema):
    """Filters; several values of one add up, different ones narrow."""

    q: str = Field("", max_length=MAX_LENGTH)
    stage: list[str] = Field([], max_length=MAX_VALUES)
    field: list[str] = Field([], max_length=MAX_VALUES)
    competence: list[str] = Field([], max_length=MAX_VALUES)
    audience: list[str] = Field([], max_length=MAX_VALUES)
    level: list[str] = Field([], max_length=MAX_VALUES)
    effort: list[str] = Field([], max_length=MAX_VALUES)
    format: list[str] = Field([], max_length=MAX_VALUES)
    place: list[str] = Field([], max_length=MAX_VALUES)
    date: list[str] = Field([], max_length=MAX_VALUES)
    time: list[str] = Field([], max_length=MAX_VALUES)
    cost: list[str] = Field([], max_length=MAX_VALUES)
    seats: list[str] = Field([], max_length=MAX_VALUES)
    course_language: list[str] = Field([], max_length=MAX_VALUES)
    accessibility: list[str] = Field([], max_length=MAX_VALUES)
    partner: list[str] = Field([], max_length=MAX_VALUES)
    sort: str = ""
    language: str = "de"
    page: int = Field(1, ge=1, le=10_000)

    def as_filter(self) -> CatalogueFilter:
        """The same as the catalogue page understands it."""
        names = {facet: facet.value for facet in Facet} | {Facet.LANGUAGE: "course_language"}
        values = {facet: tuple(sorted(set(getattr(self, name)))) for facet, name in names.items()}
        chosen = tuple((facet, wanted) for facet, wanted in values.items() if wanted)
        return CatalogueFilter(self.q, chosen, self.sort if self.sort in SORTS else "")


@router.get("/courses", response=CourseListOut, summary="List published courses")
def course_list(request: HttpRequest, query: Query[CourseQuery]) -> dict[str, Any]:
    """Twenty courses a page. ``sort`` is ``neu``, ``titel``, ``dauer`` or ``treffer``."""
    language = known_language(query.language)
    with translation.override(language):
        found = catalogue(query.as_filter(), language=language, page=str(query.page))
        texts = list(found.page.object_list)
        values, known = facet_values(texts), labels(catalogue_stamp())
        return {
            "count": found.total,
            "page": found.page.number,
            "pages": found.page.paginator.num_pages,
            "results": [course_values(text, values[text.course_id], known) for text in texts],
        }


@router.get("/courses/{key}", response=CourseDetailOut, summary="One published course")
def course_detail(request: HttpRequest, key: str, language: str = "de") -> dict[str, Any]:
    """A course in ``language``, else in its own first language."""
    with translation.override(known_language(language)):
        text = course_text(key, language)
        if text is None or not is_published(text.course):
            raise Http404
        values = facet_values([text])[text.course_id]
        found = course_values(text, values, labels(catalogue_stamp()))
        return {**found, **_details(course_page(text))}


@router.get("/runs", response=RunListOut, summary="List runs that have not ended")
def run_list(
    request: HttpRequest, course: str = "", page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> dict[str, Any]:
    """Runs of published courses, or of one ``course`` (its key)."""
    runs = CourseRun.objects.filter(
        PUBLIC_RUN,
        Q(ends_at=None) | Q(ends_at__gt=timezone.now()),
        course__state=CourseState.PUBLISHED,
    ).select_related("course")
    if course:
        runs = runs.filter(course__key=course)
    start = (page - 1) * RUNS_PER_PAGE
    return {"count": runs.count(), "results": list(runs[start : start + RUNS_PER_PAGE])}


def known_language(code: str) -> str:
    """The language asked for, else the site's first one."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def course_values(text: CourseText, values: dict[str, list[str]], known: Labels) -> dict[str, Any]:
    """The public values of a course, one by one: nothing else ever leaves."""
    course = text.course
    slugs = values[Facet.PARTNER]
    return {
        "key": course.key,
        "url": f"{settings.SITE_URL}{course_url(course.key, text.slug)}",
        "title": text.title,
        "summary": text.summary,
        "text_language": text.locale,
        "languages": course.languages,
        "partners": [
            {"slug": slug, "name": title_of(known, Facet.PARTNER, slug)} for slug in slugs
        ],
        "stages": values[Facet.STAGE],
        "action_fields": values[Facet.FIELD],
        "competence_areas": values[Facet.COMPETENCE],
        "target_groups": values[Facet.AUDIENCE],
        "accessibility": values[Facet.ACCESSIBILITY],
        "formats": values[Facet.FORMAT],
        "level": course.level,
        "effort_minutes": course.effort_minutes,
        "licence": course.licence,
        "published_at": course.published_at,
        "changed_at": course.changed_at,
    }


def _details(page: CoursePage) -> dict[str, Any]:
    rows = [row for group in page.competences.values() for row in group]
    return {
        "description_html": page.text.description_html,
        "goals": page.text.goals,
        "prerequisites": page.text.prerequisites,
        "accessibility_notes": page.text.accessibility_notes,
        "competences": [
            {
                "framework": row.competence.framework.name,
                "version": row.competence.framework.version,
                "code": row.competence.code,
                "title": row.competence.title,
                "level": row.level,
            }
            for row in rows
        ],
        "lessons": [
            {
                "slug": lesson.slug,
                "title": lesson.title,
                "section": section.title,
                "minutes": lesson.minutes,
                "is_required": lesson.is_required,
                "is_open": lesson.is_open,
            }
            for section in page.sections
            for lesson in section.lessons
        ],
    }
