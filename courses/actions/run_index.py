"""Keeps what the catalogue says of runs true while time passes."""

from datetime import datetime

from courses.actions.catalogue import running_runs, store_entry
from courses.enums import CourseState, Facet
from courses.models import Course, CourseFacet
from courses.queries.run_facets import ANYTIME, facets_of


def refresh_dated(*, at: datetime) -> int:
    """Write the entries of courses anew whose runs at given dates have ended since.

    Months that stand in the index without a run that still goes on are what gives them away.

    Returns:
        For how many courses; 0 when it is run again.
    """
    dated = CourseFacet.objects.filter(facet=Facet.DATE).exclude(value=ANYTIME)
    courses = Course.objects.filter(state=CourseState.PUBLISHED, pk__in=dated.values("course"))
    changed = [course for course in courses.select_related("partner") if _is_stale(course, at)]
    for course in changed:
        store_entry(course=course, at=at)
    return len(changed)


def _is_stale(course: Course, at: datetime) -> bool:
    stored = course.facets.filter(facet=Facet.DATE).values_list("value", flat=True)
    return set(stored) != set(facets_of(running_runs(course, at))[Facet.DATE])
