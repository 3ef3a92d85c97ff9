"""Bridges between courses of neighbouring stages: proposed from tags, confirmed by people."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from django.db.models import Q, QuerySet

from courses.enums import CourseState, Facet
from courses.models import Bridge, BridgeState, Course, CourseFacet, CourseText
from courses.queries.cards import published_texts
from lms.taxonomy.queries import transitions

NEIGHBOURS = 0.6  # adjacency from which people pass directly from one stage to the other
MOST = 20  # proposals shown


@dataclass(frozen=True)
class Tags:
    """What decides whether a course continues another; codes, as in the catalogue's facets."""

    course: int
    partner: int
    stages: frozenset[str]
    fields: frozenset[str]
    areas: frozenset[str]  # of competences


@dataclass(frozen=True)
class Proposal:
    """Two courses that could be joined, and what they have in common."""

    before: Tags
    after: Tags
    areas: frozenset[str]
    fields: frozenset[str]

    @property
    def weight(self) -> int:
        """A common area of competences says twice as much as a common field."""
        return 2 * len(self.areas) + len(self.fields)


def joined(before: Tags, after: Tags, neighbours: frozenset[tuple[str, str]]) -> Proposal | None:
    """Tell what two courses have in common, None where no bridge can stand.

    It needs different partners, neighbouring stages in the order of life, neither course in the
    other's stage already, and a common area of competences or action field.
    """
    areas, fields = before.areas & after.areas, before.fields & after.fields
    passes = any(
        early in before.stages and early not in after.stages
        and late in after.stages and late not in before.stages
        for early, late in neighbours
    )  # fmt: skip
    if before.partner == after.partner or not passes or not (areas or fields):
        return None
    return Proposal(before, after, areas, fields)


def proposed(
    tags: Iterable[Tags],
    neighbours: frozenset[tuple[str, str]],
    known: frozenset[tuple[int, int]] = frozenset(),
) -> list[Proposal]:
    """All pairs that could be joined, but for ``known`` ones; most in common first."""
    pairs = permutations(sorted(tags, key=lambda one: one.course), 2)
    found = (
        joined(before, after, neighbours)
        for before, after in pairs
        if (before.course, after.course) not in known
    )
    return sorted(
        (one for one in found if one),
        key=lambda one: (-one.weight, one.before.course, one.after.course),
    )


def neighbouring_stages() -> frozenset[tuple[str, str]]:
    """Pairs of stages people pass between directly, the earlier one first (one query)."""
    rows = transitions().filter(adjacency__gte=NEIGHBOURS)
    return frozenset((row.stage_a.code, row.stage_b.code) for row in rows)


def tags_of(courses: QuerySet[Course]) -> list[Tags]:
    """Read the tags of courses (two queries)."""
    wanted = (Facet.STAGE, Facet.FIELD, Facet.COMPETENCE)
    values: dict[tuple[int, str], set[str]] = {}
    rows = CourseFacet.objects.filter(course__in=courses, facet__in=wanted)
    for course, facet, value in rows.values_list("course", "facet", "value"):
        values.setdefault((course, facet), set()).add(value)
    return [
        Tags(pk, partner, *(frozenset(values.get((pk, facet), ())) for facet in wanted))
        for pk, partner in courses.order_by("pk").values_list("pk", "partner")
    ]


def open_proposals(language: str) -> list[tuple[Proposal, CourseText, CourseText]]:
    """The best proposals nobody has decided on, with both texts. Costs five queries."""
    published = Course.objects.filter(state=CourseState.PUBLISHED)
    known = frozenset(Bridge.objects.order_by().values_list("before", "after"))
    found = proposed(tags_of(published), neighbouring_stages(), known)[:MOST]
    ends = {end.course for one in found for end in (one.before, one.after)}
    texts = {text.course_id: text for text in published_texts(language).filter(course__in=ends)}
    return [(one, texts[one.before.course], texts[one.after.course]) for one in found]


def shown_bridges(language: str, field: str = "") -> list[tuple[Bridge, CourseText, CourseText]]:
    """Confirmed bridges between published courses, of one field or all. Costs two queries."""
    rows = standing(Bridge.objects.all()).select_related("before__partner", "after__partner")
    if field:
        tagged = CourseFacet.objects.filter(facet=Facet.FIELD, value=field).values("course")
        rows = rows.filter(Q(before__in=tagged) | Q(after__in=tagged))
    found = list(rows)
    ends = {end for row in found for end in (row.before_id, row.after_id)}
    texts = {text.course_id: text for text in published_texts(language).filter(course__in=ends)}
    return [(row, texts[row.before_id], texts[row.after_id]) for row in found]


def standing(rows: QuerySet[Bridge]) -> QuerySet[Bridge]:
    """Those the public sees."""
    return rows.filter(
        state=BridgeState.CONFIRMED,
        before__state=CourseState.PUBLISHED,
        after__state=CourseState.PUBLISHED,
    )


def compiled(course: Course) -> list[dict[str, Any]]:
    """What the page of a course shows of its bridges, stored with it (two queries).

    Each: ``place`` ("before" or "after": where the other stands), its ``key``, ``partner``,
    ``language`` and ``texts`` {locale: [title, slug]}, and the ``reason``.
    """
    own = Q(before=course) | Q(after=course)
    rows = standing(Bridge.objects.filter(own)).select_related("before__partner", "after__partner")
    found = []
    for row in rows.prefetch_related("before__texts", "after__texts").order_by("pk"):
        is_next = row.before_id == course.pk
        other = row.after if is_next else row.before
        texts = {text.locale: [text.title, text.slug] for text in other.texts.all()}
        found.append(
            {
                "place": "after" if is_next else "before",
                "key": other.key,
                "partner": other.partner.name,
                "language": other.language,
                "texts": texts,
                "reason": row.reason,
            }
        )
    return found


def in_language(bridges: list[dict[str, Any]], language: str) -> list[dict[str, str]]:
    """Stored bridges with the title and address for a language, else in the course's first."""
    found = []
    for row in bridges:
        lang = language if language in row["texts"] else row["language"]
        title, slug = row["texts"][lang]
        found.append({**row, "lang": lang, "title": title, "slug": slug})
    return found
