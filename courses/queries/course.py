"""The course page: everything a course says about itself."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import get_language, gettext as _

from courses.enums import CourseState, EnrolmentState, Facet, PathState
from courses.models import (
    Course,
    CourseCompetence,
    CoursePrerequisite,
    CourseProvider,
    CourseRun,
    CourseText,
    Enrolment,
    LessonContent,
    PathStep,
)
from courses.queries.bridges import in_language
from courses.queries.cards import field_tags, shown_texts
from courses.queries.labels import (
    catalogue_stamp,
    labels,
    language_name,
    stamp_beside,
    title_of,
)
from courses.queries.requirements import Requirement, requirements
from courses.queries.run_facets import PUBLIC_RUN, open_now
from lms.accounts.models import User
from network.models import Partner
from network.queries.membership import leading

PAGES = 300  # kept per process
KEPT = 600  # seconds the rendered body may stand in the cache
_CREATIVE_COMMONS = "https://creativecommons.org/"


@dataclass(frozen=True)
class OutlineLesson:
    """A lesson as the outline names it; ``lang`` is the language of its title."""

    slug: str
    title: str
    lang: str
    minutes: int
    is_required: bool
    is_open: bool


@dataclass(frozen=True)
class OutlineSection:
    """A group of lessons; a course without sections has one without a title.

    ``first`` is the number of its first lesson, counted through the course.
    """

    title: str
    first: int = 1
    lessons: list[OutlineLesson] = field(default_factory=list)


@dataclass(frozen=True)
class CoursePage:
    """What the course page shows to everybody."""

    stamp: str  # state of the catalogue; the same stamp, text and language show the same
    course: Course
    text: CourseText
    partners: list[Partner]  # the leading one first
    sections: list[OutlineSection]
    competences: dict[str, list[CourseCompetence]]  # by the framework's name
    stages: list[str]
    fields: list[dict[str, str]]
    audiences: list[str]
    languages: list[str]
    accessibility: list[str]
    licence: tuple[str, str]  # name, address
    origins: list[dict[str, Any]]  # as in the course, licences as name and address
    bridges: list[dict[str, str]]  # courses before and after it, of other partners
    requirements: list[Requirement]

    @property
    def trial(self) -> OutlineLesson | None:
        """The first lesson one may try without an account."""
        return next((x for part in self.sections for x in part.lessons if x.is_open), None)

    @property
    def lesson_count(self) -> int:
        """The number of lessons."""
        return sum(len(section.lessons) for section in self.sections)


def course_text(
    key: str, language: str, user: User | AnonymousUser | None = None
) -> CourseText | None:
    """The text of a course in ``language``, else in its first one, with course and partner.

    Beside it stand ``is_in_path``, ``asks`` (something must come before), ``is_free`` (one can
    enrol here for nothing now), and for a person ``is_lead``: whether they lead classes.
    """
    texts = shown_texts(Course.objects.filter(key=key), language)
    steps = PathStep.objects.filter(course=OuterRef("course"), path__state=PathState.PUBLISHED)
    asked = CoursePrerequisite.objects.filter(course=OuterRef("course"))
    texts = texts.annotate(stamp=stamp_beside(), is_in_path=Exists(steps), asks=Exists(asked))
    free = open_now(CourseRun.objects.filter(course=OuterRef("course"), price_text=""))
    texts = texts.annotate(is_free=Exists(free))
    if isinstance(user, User):
        texts = texts.annotate(is_lead=Exists(leading(user)))
    return texts.first()


def course_page(text: CourseText) -> CoursePage:
    """Read the page of a course, apart from its runs, which change with the time.

    Costs four queries whatever the number of lessons, two more where something must come before,
    and one after a change of the catalogue; none while this process remembers the page.
    """
    stamp = getattr(text, "stamp", "") or catalogue_stamp()
    return _remembered_page(text, stamp, get_language() or "de")


def open_runs(course: Course, *, at: datetime) -> list[CourseRun]:
    """Runs of a course that are not over and for everybody, with place and dates (one query)."""
    dates = Count("appointments", filter=Q(appointments__cancelled_at=None))
    runs = course.runs.select_related("place").annotate(dates=dates)
    return list(runs.filter(PUBLIC_RUN, Q(ends_at=None) | Q(ends_at__gt=at)))


def usual_withdrawal_text(partner: Partner) -> str:
    """What a house wrote last about withdrawing from what it offers at a price; "" for nothing."""
    told = CourseRun.objects.filter(course__partner=partner).exclude(withdrawal_text="")
    return told.order_by("-pk").values_list("withdrawal_text", flat=True).first() or ""


@lru_cache(maxsize=PAGES)
def _remembered_page(text: CourseText, stamp: str, language: str) -> CoursePage:
    """Whatever a page shows raises the stamp when it changes; titles depend on ``language``.

    Two readings of one text are the same key: rows are equal when their numbers are.
    """
    course, known = text.course, labels(stamp)
    values: dict[str, list[str]] = defaultdict(list)
    for facet, value in course.facets.order_by("pk").values_list("facet", "value"):
        values[facet].append(value)

    def titles(facet: Facet) -> list[str]:
        return [title_of(known, facet, value) for value in values[facet]]

    return CoursePage(
        stamp=stamp,
        course=course,
        text=text,
        partners=[course.partner, *_co_partners(course)],
        sections=outline(course, text.locale),
        competences=_competences(course),
        stages=titles(Facet.STAGE),
        fields=field_tags(values[Facet.FIELD], known),
        audiences=titles(Facet.AUDIENCE),
        languages=[language_name(code) for code in course.languages],
        accessibility=titles(Facet.ACCESSIBILITY),
        licence=licence(course.licence),
        origins=[row | {"licence": licence(row["licence"])} for row in course.origins],
        bridges=in_language(course.bridges, language),
        requirements=requirements(course, language) if getattr(text, "asks", True) else [],
    )


def outline(course: Course, language: str) -> list[OutlineSection]:
    """The lessons of a course in teaching order, grouped by section (one query).

    A lesson without a title in ``language`` is named in the course's first language.
    """
    sections: dict[int | None, OutlineSection] = {}
    named: dict[int, LessonContent] = {}
    for content in _newest_titles(course):
        if content.lesson_id not in named or content.locale == language:
            named[content.lesson_id] = content
    for content in named.values():
        lesson = content.lesson
        if lesson.section_id not in sections:
            title = _section_title(lesson.section, course, language)
            so_far = sum(len(section.lessons) for section in sections.values())
            sections[lesson.section_id] = OutlineSection(title, so_far + 1)
        section = sections[lesson.section_id]
        section.lessons.append(
            OutlineLesson(
                slug=lesson.slug,
                title=content.title,
                lang=content.locale,
                minutes=lesson.minutes,
                is_required=lesson.is_required,
                is_open=lesson.is_open,
            )
        )
    return list(sections.values())


def own_enrolments(user: User | AnonymousUser) -> QuerySet[Enrolment]:
    """The enrolments of who asks; nobody's for who is not signed in."""
    if not user.is_authenticated:
        return Enrolment.objects.none()
    return Enrolment.objects.filter(user_id=user.pk)


def open_enrolment(user: User | AnonymousUser, course: Course) -> Enrolment | None:
    """The enrolment of a person in a course, unless it was left (one query)."""
    mine = own_enrolments(user).filter(course=course).exclude(state=EnrolmentState.LEFT)
    return mine.select_related("course").first()


def is_published(course: Course) -> bool:
    """Tell whether strangers may see the course."""
    return course.state == CourseState.PUBLISHED


def licence(identifier: str) -> tuple[str, str]:
    """Name a licence by its SPDX identifier, with the address of its summary if there is one.

    Example: ``CC-BY-SA-4.0`` → ``("CC BY-SA 4.0", "https://creativecommons.org/licenses/…")``.
    """
    if identifier == "CC0-1.0":
        return "CC0 1.0", f"{_CREATIVE_COMMONS}publicdomain/zero/1.0/"
    if identifier == "LicenseRef-all-rights-reserved":
        return _("Alle Rechte vorbehalten"), ""
    parts = identifier.split("-")
    if parts[0] != "CC" or len(parts) < 3:  # noqa: PLR2004  (CC, at least one term, version)
        return identifier, ""
    terms, version = "-".join(parts[1:-1]), parts[-1]
    return f"CC {terms} {version}", f"{_CREATIVE_COMMONS}licenses/{terms.lower()}/{version}/"


def _co_partners(course: Course) -> list[Partner]:
    rows = CourseProvider.objects.filter(course=course).select_related("partner")
    return [row.partner for row in rows]


def _competences(course: Course) -> dict[str, list[CourseCompetence]]:
    rows = course.competences.select_related("competence__framework")
    groups: dict[str, list[CourseCompetence]] = defaultdict(list)
    for row in rows.order_by("competence__framework", "competence__position"):
        groups[str(row.competence.framework)].append(row)
    return dict(groups)


def _newest_titles(course: Course) -> QuerySet[LessonContent]:
    """Each live lesson once per language, first language first, without the bodies."""
    newer = LessonContent.objects.filter(
        lesson=OuterRef("lesson"), locale=OuterRef("locale"), version__gt=OuterRef("version")
    )
    rows = LessonContent.objects.filter(
        ~Exists(newer), lesson__course=course, lesson__retired_at=None
    )
    first = Q(locale=F("lesson__course__language"))
    return (
        rows.annotate(is_first=first)
        .select_related("lesson__section")
        .defer("segments")
        .order_by("lesson__position", "-is_first", "locale")
    )


def _section_title(section: Any, course: Course, language: str) -> str:
    if section is None:
        return ""
    titles: dict[str, str] = section.titles
    return titles.get(language) or titles.get(course.language, "")
