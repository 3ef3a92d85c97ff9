"""Writes the catalogue's index: facet values and search terms of published courses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.html import strip_tags

from courses.enums import CourseState, Effort, Facet
from courses.models import (
    CatalogueVersion,
    Course,
    CourseFacet,
    CourseRun,
    CourseTerm,
    CourseText,
    LessonContent,
)
from courses.queries.run_facets import PUBLIC_RUN, facets_of
from lms.common.keys import new_key
from lms.common.text import LONGEST_TERM, STOP_WORDS, fold, spellings, stem
from lms.taxonomy.models import Competence, Term
from network.models import Partner

SHORT_MINUTES = 60
MEDIUM_MINUTES = 300
TITLE, SUMMARY, CONTEXT, LESSON_TITLE, BODY = 8, 4, 3, 2, 1  # weights of a word by its place
WORD_LENGTH = 60


@dataclass(frozen=True)
class Passage:
    """A text of a course, its language, and what a word in it weighs."""

    text: str
    locale: str
    weight: int


@transaction.atomic
def store_entry(*, course: Course, at: datetime) -> None:
    """Write facets and terms of a published course anew and raise the catalogue's version.

    To be called whenever something changes that cards or search show: the course, its runs, its
    partners. Costs about fifteen queries.
    """
    partners = [course.partner, *(p.partner for p in course.providers.select_related("partner"))]
    _store_facets(course, partners, at)
    _store_terms(course, partners)
    raise_version()


@transaction.atomic
def drop_entry(*, course: Course) -> None:
    """Take a course out of catalogue and search."""
    course.facets.all().delete()
    course.terms.all().delete()
    raise_version()


@transaction.atomic
def refresh_partner(*, partner: Partner, at: datetime) -> None:
    """Write the entries of all courses a partner provides anew: its name or address changed."""
    led_or_shared = Q(partner=partner) | Q(providers__partner=partner)
    published = Course.objects.filter(led_or_shared, state=CourseState.PUBLISHED).distinct()
    for course in published.select_related("partner"):
        store_entry(course=course, at=at)
    raise_version()


def raise_version() -> None:
    """Make every cached count, word list and label stale."""
    row = CatalogueVersion.objects.filter(pk=1)
    if not row.update(number=F("number") + 1, stamp=new_key()):
        CatalogueVersion.objects.get_or_create(pk=1, defaults={"number": 1})


def effort_of(minutes: int) -> Effort:
    """Put a duration into its step."""
    if minutes <= SHORT_MINUTES:
        return Effort.SHORT
    return Effort.MEDIUM if minutes <= MEDIUM_MINUTES else Effort.LONG


def running_runs(course: Course, at: datetime) -> QuerySet[CourseRun]:
    """The runs of a course that have not ended and are for everybody, with all their places."""
    runs = course.runs.filter(PUBLIC_RUN, Q(ends_at=None) | Q(ends_at__gt=at))
    return runs.select_related("place__district").prefetch_related("appointments__place__district")


def _store_facets(course: Course, partners: list[Partner], at: datetime) -> None:
    running = running_runs(course, at)
    values: dict[Facet, Iterable[str]] = {
        Facet.STAGE: course.stages.values_list("code", flat=True),
        Facet.FIELD: course.action_fields.values_list("code", flat=True),
        Facet.COMPETENCE: _areas(course),
        Facet.AUDIENCE: course.target_groups.values_list("code", flat=True),
        Facet.LEVEL: [course.level],
        Facet.EFFORT: [effort_of(course.effort_minutes)],
        Facet.FORMAT: running.order_by("mode").values_list("mode", flat=True),
        **facets_of(running),
        Facet.LANGUAGE: course.languages,
        Facet.ACCESSIBILITY: course.accessibility.values_list("code", flat=True),
        Facet.PARTNER: [partner.slug for partner in partners],
    }
    course.facets.all().delete()
    # In order: cards show partners, stages and fields by ascending row.
    CourseFacet.objects.bulk_create(
        CourseFacet(course=course, facet=facet, value=value)
        for facet, found in values.items()
        for value in dict.fromkeys(found)
    )


def _areas(course: Course) -> list[str]:
    """Name the areas of the course's competences, such as ``digcomp-3.0:1``."""
    taught = course.competences.select_related("competence__framework", "competence__parent")
    areas = ((row.competence.parent or row.competence, row.competence.framework) for row in taught)
    return sorted(f"{framework.code}:{area.code}" for area, framework in areas)


def _store_terms(course: Course, partners: list[Partner]) -> None:
    weights: dict[str, int] = {}
    first_words: dict[str, str] = {}
    for passage in _passages(course, partners):
        seen = set()
        for word in spellings(passage.text):
            folded = fold(word)
            if folded in STOP_WORDS or (term := stem(folded, passage.locale)) in seen:
                continue
            seen.add(term)
            weights[term] = weights.get(term, 0) + passage.weight
            first_words.setdefault(term, word[:WORD_LENGTH])
    course.terms.all().delete()
    CourseTerm.objects.bulk_create(
        CourseTerm(course=course, term=term[:LONGEST_TERM], word=first_words[term], weight=weight)
        for term, weight in weights.items()
    )


def _passages(course: Course, partners: list[Partner]) -> Iterator[Passage]:
    """Give each text once; the most telling come first, so their spelling is kept."""
    texts = list(course.texts.all())
    for text in texts:
        yield Passage(text.title, text.locale, TITLE)
    for text in texts:
        yield Passage(text.summary, text.locale, SUMMARY)
    yield from _context(course, partners)
    contents = list(_newest_contents(course))
    titles: dict[str, list[str]] = {}
    bodies: dict[str, list[str]] = {text.locale: [_body(text)] for text in texts}
    for content in contents:
        titles.setdefault(content.locale, []).append(content.title)
        html = " ".join(segment.get("html", "") for segment in content.segments)
        bodies.setdefault(content.locale, []).append(_plain(html))
    for weight, found in ((LESSON_TITLE, titles), (BODY, bodies)):
        for locale, parts in found.items():
            yield Passage("\n".join(parts), locale, weight)


def _context(course: Course, partners: list[Partner]) -> Iterator[Passage]:
    yield Passage("\n".join(partner.name for partner in partners), "de", CONTEXT)
    groups: list[Term | Competence] = [
        *(row.competence for row in course.competences.select_related("competence")),
        *course.stages.all(),
        *course.action_fields.all(),
        *course.target_groups.all(),
    ]
    yield Passage("\n".join(group.title_de for group in groups), "de", CONTEXT)
    yield Passage("\n".join(group.title_en for group in groups), "en", CONTEXT)


def _newest_contents(course: Course) -> Iterable[LessonContent]:
    rows = LessonContent.objects.filter(lesson__course=course, lesson__retired_at=None)
    return {(row.lesson_id, row.locale): row for row in rows.order_by("version")}.values()


def _body(text: CourseText) -> str:
    return "\n".join([_plain(text.description_html), *text.goals, text.prerequisites])


def _plain(html: str) -> str:
    # A space between tags keeps the words of neighbouring blocks apart.
    return unescape(strip_tags(html.replace("<", " <")))
