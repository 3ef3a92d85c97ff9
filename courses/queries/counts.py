"""How many courses each facet value would show: one grouped query over the narrow index."""

from functools import lru_cache
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value

from courses.enums import CourseState, Facet, Seats
from courses.models import Course, CourseFacet
from courses.queries.search import Search, found_courses

TOTAL = "total"
Values = tuple[tuple[Facet, tuple[str, ...]], ...]


@lru_cache(maxsize=256)
def counts(
    stamp: str, values: Values, search: Search, full: tuple[int, ...] | None = None
) -> dict[str, dict[str, int]]:
    """Count courses per facet and value, each facet under all *other* facets, and in total.

    ``full``: courses without a free seat; None where seats cannot run out anywhere.

    One UNION query per (stamp, filter) and process: one branch for the facets nobody touched, one
    for each that has chosen values.
    """
    chosen = [facet for facet, _values in values]
    everything = narrowed(values, search, full)
    untouched = CourseFacet.objects.exclude(facet__in=[*chosen, Facet.SEATS])
    if values or search.words:
        untouched = untouched.filter(course__in=everything)
    branches = [untouched]
    for facet in chosen:
        if facet == Facet.SEATS:
            continue
        others = tuple(pair for pair in values if pair[0] != facet)
        rows = CourseFacet.objects.filter(facet=facet, course__in=narrowed(others, search, full))
        branches.append(rows)
    grouped = [_grouped(rows) for rows in branches]
    if full is not None:
        others = tuple(pair for pair in values if pair[0] != Facet.SEATS)
        free = narrowed(others, search).exclude(pk__in=full)
        grouped.append(total_row(free, Facet.SEATS, Seats.FREE))
    found: dict[str, dict[str, int]] = {name: {} for name in (TOTAL, *Facet.values)}
    for facet, value, number in total_row(everything, TOTAL).union(*grouped, all=True):
        found[facet][value] = number
    return found


def narrowed(
    values: Values, search: Search, full: tuple[int, ...] | None = None
) -> QuerySet[Course]:
    """Published courses that have one of the values of each facet and all searched words."""
    courses = Course.objects.filter(state=CourseState.PUBLISHED).order_by()
    for facet, wanted in values:
        if facet == Facet.SEATS:
            courses = courses.exclude(pk__in=full or ())
            continue
        hits = CourseFacet.objects.filter(facet=facet, value__in=wanted).values("course")
        courses = courses.filter(pk__in=hits)
    return found_courses(courses, search)


def _grouped(rows: QuerySet[CourseFacet]) -> Any:
    counted = rows.order_by().values("facet", "value").annotate(number=Count("pk"))
    return counted.values_list("facet", "value", "number")


def total_row(courses: QuerySet[Course], name: str, value: str = "") -> Any:
    """Count courses as one row in the shape of the counts; no row when there is no course."""
    text = CharField()
    named = courses.annotate(
        facet=Value(name, output_field=text), value=Value(value, output_field=text)
    )
    counted = named.values("facet", "value").annotate(number=Count("pk"))
    return counted.values_list("facet", "value", "number")
