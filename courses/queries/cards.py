"""Course cards: what every list shows of a course."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from courses.enums import CourseState, Facet, Level
from courses.models import Course, CourseFacet, CourseText
from courses.queries.labels import Labels, catalogue_stamp, labels, language_name, title_of
from courses.queries.run_facets import ANYTIME, NextRun, next_runs


@dataclass(frozen=True)
class CourseCard:
    """A course in a list; ``lang`` is the language its texts are in.

    As long as ``stamp`` stays the same, so does the card.
    """

    key: str
    stamp: str
    title: str
    url: str
    summary: str
    lang: str
    partner_names: list[tuple[str, str]]  # name, small logo as data: address; leading one first
    image_url: str = ""
    image_width: int = 0
    image_height: int = 0
    image_alt: str = ""
    stages: list[str] = field(default_factory=list)
    fields: list[dict[str, str]] = field(default_factory=list)  # title, colour, icon, code
    effort_minutes: int = 0
    level: str = ""
    language_label: str = ""
    format_label: str = ""
    accessibility: list[str] = field(default_factory=list)
    next_run: NextRun | None = None  # at given dates


def shown_texts(courses: QuerySet[Course], language: str) -> QuerySet[CourseText]:
    """Pick one text of each course: in ``language``, else in the course's first language."""
    exact = CourseText.objects.filter(course=OuterRef("course"), locale=language)
    fallback = Q(locale=F("course__language")) & ~Exists(exact)
    return CourseText.objects.filter(
        Q(locale=language) | fallback, course__in=courses
    ).select_related("course__partner")


def published_texts(language: str) -> QuerySet[CourseText]:
    """The texts of all published courses, newest course first."""
    published = Course.objects.filter(state=CourseState.PUBLISHED).order_by()
    return shown_texts(published, language).order_by("-course__published_at", "-pk")


def course_cards(texts: Iterable[CourseText], stamp: str = "") -> list[CourseCard]:
    """Build the cards of some courses in the given order.

    Costs one query for their facets besides reading ``texts``, one more for runs at given dates
    where there are any; without the catalogue's ``stamp``
    one more to read it, and one for labels once after a change of the catalogue.
    """
    rows = list(texts)
    if not rows:
        return []
    stamp = stamp or catalogue_stamp()
    names, facets = labels(stamp), facet_values(rows)
    dated = [pk for pk, values in facets.items() if set(values[Facet.DATE]) - {ANYTIME}]
    runs = next_runs(dated)
    cards = [_card(row, facets[row.course_id], names, stamp) for row in rows]
    return [_dated(card, runs.get(row.course_id)) for card, row in zip(cards, rows, strict=True)]


def _dated(card: CourseCard, run: NextRun | None) -> CourseCard:
    """The card with its next date; seats change without the catalogue, so its stamp says them."""
    if run is None:
        return card
    return replace(card, next_run=run, stamp=f"{card.stamp}:{run.stamp}")


def facet_values(texts: Iterable[CourseText]) -> dict[int, dict[str, list[str]]]:
    """Read the facet values of some courses, by course and facet, in order (one query)."""
    facets: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    found = CourseFacet.objects.filter(course__in=[text.course_id for text in texts])
    for course, facet, value in found.order_by("pk").values_list("course", "facet", "value"):
        facets[course][facet].append(value)
    return facets


def course_url(key: str, slug: str) -> str:
    """Address of a course page in the active language."""
    return reverse("courses:course", kwargs={"key": key, "slug": slug})


def _card(text: CourseText, values: dict[str, list[str]], names: Labels, stamp: str) -> CourseCard:
    course = text.course

    def titles(facet: Facet) -> list[str]:
        return [title_of(names, facet, value) for value in values[facet]]

    return CourseCard(
        key=course.key,
        stamp=stamp,
        title=text.title,
        url=course_url(course.key, text.slug),
        summary=text.summary,
        lang=text.locale,
        partner_names=_partner_names(course, values[Facet.PARTNER], names),
        image_url=course.image_url,
        image_width=course.image_width,
        image_height=course.image_height,
        image_alt=text.image_alt,
        stages=titles(Facet.STAGE),
        fields=field_tags(values[Facet.FIELD], names),
        effort_minutes=course.effort_minutes,
        level=str(Level(course.level).label),
        language_label=", ".join(language_name(code) for code in course.languages),
        format_label=", ".join(titles(Facet.FORMAT)),
        accessibility=titles(Facet.ACCESSIBILITY),
    )


def field_tags(codes: list[str], names: Labels) -> list[dict[str, str]]:
    """Name action fields with the colour and icon they are shown in."""
    known = names[Facet.FIELD]
    return [
        {
            "code": code,
            "title": known[code].title,
            "colour": known[code].colour,
            "icon": known[code].icon,
        }
        for code in codes
        if code in known
    ]


def _partner_names(course: Course, slugs: list[str], names: Labels) -> list[tuple[str, str]]:
    leading = course.partner
    partners = [(leading.name, leading.logo_mark)]
    known = names[Facet.PARTNER]
    others = [known[slug] for slug in slugs if slug != leading.slug and slug in known]
    return partners + [(other.title, other.logo) for other in others]
