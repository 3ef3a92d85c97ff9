"""The catalogue page: results, true counts, and what is nearest when nothing fits."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from courses.enums import Cost, DayTime, Effort, Facet, Level, Mode, Seats
from courses.models import Course, CourseFacet, CourseTerm, CourseText
from courses.queries.cards import CourseCard, course_cards, published_texts, shown_texts
from courses.queries.counts import TOTAL, counts, narrowed, total_row
from courses.queries.filters import PARAMETERS, RELEVANCE, SORTS, CatalogueFilter
from courses.queries.labels import Labels, catalogue_stamp, labels, title_of
from courses.queries.run_facets import full_courses
from courses.queries.search import Search, resolve

PER_PAGE = 20
NEAREST = 3
ORDERS: dict[str, tuple[str, ...]] = {
    "neu": ("-course__published_at", "-pk"),
    "titel": ("slug", "pk"),
    "dauer": ("course__effort_minutes", "slug", "pk"),
    RELEVANCE: ("-relevance", "-course__published_at", "-pk"),
}
_STEPS: dict[str, list[str]] = {
    Facet.LEVEL: Level.values,
    Facet.EFFORT: Effort.values,
    Facet.FORMAT: Mode.values,
    Facet.TIME: DayTime.values,
    Facet.COST: Cost.values,
    Facet.SEATS: [Seats.FREE],
}


@dataclass(frozen=True)
class FacetOption:
    """One value to choose, with the number of courses the page would show."""

    value: str
    label: str
    count: int
    is_active: bool


@dataclass(frozen=True)
class FacetGroup:
    """One facet; ``name`` is its name in the address."""

    name: str
    title: str
    options: list[FacetOption]
    is_active: bool


@dataclass(frozen=True)
class ActiveFilter:
    """Something that narrows the page: its name, and the query of the page without it."""

    title: str
    query: str
    count: int = 0  # courses without it; only counted when nothing fits


@dataclass(frozen=True)
class Catalogue:
    """Everything the catalogue page shows."""

    stamp: str  # state of the catalogue; the same stamp and filter show the same
    filter: CatalogueFilter
    total: int
    cards: list[CourseCard]
    page: Page[Any]
    facets: list[FacetGroup]
    active: list[ActiveFilter]
    corrected: str  # what was searched instead of a mistyped text, "" otherwise
    nearest: list[CourseCard]  # only when nothing fits
    ways_out: list[ActiveFilter]  # only when nothing fits: what to drop, most courses first

    @property
    def query(self) -> str:
        """The address' query without the page number."""
        return self.filter.query()

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Orders to choose from: value in the address, title, whether it is in force.

        The one that suits by itself has no value, so that it may change with the search.
        """
        natural = self.filter.natural_order
        names = [natural, *(name for name in SORTS if name not in {natural, RELEVANCE})]
        return [
            ("" if name == natural else name, str(SORTS[name]), name == self.filter.order)
            for name in names
        ]


class CountedPaginator(Paginator):  # type: ignore[type-arg]
    """A paginator that was told the number of rows."""

    def __init__(self, rows: QuerySet[Any], total: int) -> None:
        super().__init__(rows, PER_PAGE)
        self.total = total

    @property
    def count(self) -> int:
        """The number of rows, without a query."""
        return self.total


def catalogue(wanted: CatalogueFilter, *, language: str, page: str = "1") -> Catalogue:
    """Read one page of the catalogue.

    Costs three queries (stamp, courses, their facet values), one more for counts that nobody
    asked for since the catalogue changed, and one each for labels and vocabulary once per change
    and process. When nothing fits up to five more.
    """
    stamp = catalogue_stamp()
    known = labels(stamp)
    search = resolve(wanted.text, stamp) if wanted.text else Search(())
    full = full_courses() if known[Facet.SEATS] else None
    numbers = counts(stamp, wanted.values, search, full)
    total = numbers[TOTAL].get("", 0)
    rows = _ordered(shown_texts(narrowed(wanted.values, search, full), language), wanted, search)
    leaf = CountedPaginator(rows, total).get_page(page)
    return Catalogue(
        stamp=_with_seats(stamp, full),
        filter=wanted,
        total=total,
        cards=course_cards(leaf.object_list, stamp) if total else [],
        page=leaf,
        facets=[_group(facet, wanted, numbers[facet], known) for facet in PARAMETERS],
        active=_active(wanted, known),
        corrected=search.corrected,
        nearest=[] if total else _nearest(wanted, search, language),
        ways_out=[] if total else _ways_out(wanted, search, known, full),
    )


def _with_seats(stamp: str, full: tuple[int, ...] | None) -> str:
    """Which courses are full changes what the page shows, too."""
    if not full:
        return stamp
    return f"{stamp}-{hashlib.sha256(str(full).encode()).hexdigest()[:12]}"


def newest_cards(*, language: str, number: int) -> list[CourseCard]:
    """The newest courses as cards; costs three queries."""
    return course_cards(published_texts(language)[:number])


def partner_cards(*, slug: str, language: str) -> list[CourseCard]:
    """All courses a partner leads or helps to provide, by title; costs three queries."""
    provided = CourseFacet.objects.filter(facet=Facet.PARTNER, value=slug).values("course")
    courses = Course.objects.filter(pk__in=provided)
    return course_cards(shown_texts(courses, language).order_by("slug"))


def _ordered(
    rows: QuerySet[CourseText], wanted: CatalogueFilter, search: Search
) -> QuerySet[CourseText]:
    if wanted.order == RELEVANCE:
        relevance: Any = Value(0)
        for terms in search.words:
            relevance = relevance + _weight(terms)
        rows = rows.annotate(relevance=relevance)
    return rows.order_by(*ORDERS[wanted.order])


def _weight(terms: tuple[str, ...]) -> Subquery:
    """What the best of some terms weighs in a course."""
    hits = CourseTerm.objects.filter(course=OuterRef("course"), term__in=terms).order_by()
    return Subquery(hits.values("course").annotate(top=Max("weight")).values("top"))


def _group(
    facet: Facet, wanted: CatalogueFilter, numbers: dict[str, int], known: Labels
) -> FacetGroup:
    chosen = wanted.chosen(facet)
    present = {value for value, number in numbers.items() if number} | set(chosen)
    order = list(_STEPS.get(facet, known[facet]))
    rest = sorted(present.difference(order))
    options = [
        FacetOption(value, title_of(known, facet, value), numbers.get(value, 0), value in chosen)
        for value in [*order, *rest]
        if value in present
    ]
    return FacetGroup(PARAMETERS[facet], str(facet.label), options, bool(chosen))


def _active(wanted: CatalogueFilter, known: Labels) -> list[ActiveFilter]:
    active = []
    if wanted.text:
        active.append(ActiveFilter(f"„{wanted.text}“", wanted.without_text().query()))
    for facet, values in wanted.values:
        for value in values:
            title = f"{facet.label}: {title_of(known, facet, value)}"
            active.append(ActiveFilter(title, wanted.without(facet, value).query()))
    return active


def _ways_out(
    wanted: CatalogueFilter, search: Search, known: Labels, full: tuple[int, ...] | None
) -> list[ActiveFilter]:
    """Tell which single thing to drop so that something fits; one query."""
    ways: dict[str, tuple[str, CatalogueFilter, Search]] = {}
    if wanted.text:
        ways["text"] = (_("den Suchbegriff"), wanted.without_text(), Search(()))
    for facet, values in wanted.values:
        names = ", ".join(title_of(known, facet, value) for value in values)
        ways[facet] = (f"{facet.label}: {names}", wanted.without(facet), search)
    if not ways:
        return []
    branches = [
        total_row(narrowed(way.values, words, full), name)
        for name, (_t, way, words) in ways.items()
    ]
    rows = branches[0].union(*branches[1:], all=True) if len(branches) > 1 else branches[0]
    found = [
        ActiveFilter(ways[name][0], ways[name][1].query(), number)
        for name, _value, number in rows
        if number
    ]
    return sorted(found, key=lambda way: -way.count)


def _nearest(wanted: CatalogueFilter, search: Search, language: str) -> list[CourseCard]:
    """The courses that meet most of what was asked, else the newest ones."""
    near = Q(pk__in=[])
    for facet, values in wanted.values:
        near |= Q(facet=facet, value__in=values)
    ranked = CourseFacet.objects.filter(near).order_by().values("course")
    met = ranked.annotate(met=Count("facet", distinct=True)).order_by("-met", "-course")
    keys = list(met.values_list("course", flat=True)[:NEAREST])
    if not keys:
        terms = [term for word in search.words for term in word]
        hits = CourseTerm.objects.filter(term__in=terms).order_by("-weight", "-course")
        keys = list(dict.fromkeys(hits.values_list("course", flat=True)[: NEAREST * NEAREST]))
    if not keys:
        return course_cards(published_texts(language)[:NEAREST])
    texts = shown_texts(Course.objects.filter(pk__in=keys[:NEAREST]), language)
    return course_cards(sorted(texts, key=lambda text: keys.index(text.course_id)))
