"""Courses inside pages of other apps."""

from typing import Any

from django import template
from django.utils.translation import get_language

from courses.enums import Seats
from courses.models import CourseRun
from courses.queries.catalogue import partner_cards
from courses.queries.entries import class_entries
from courses.queries.progress import attendance_rule
from courses.queries.run_facets import seats_of, where
from lms.accounts.models import User

register = template.Library()


@register.inclusion_tag("courses/partner-courses.html")
def partner_courses(slug: str) -> dict[str, Any]:
    """List the courses a partner leads or helps to provide; three queries."""
    return {"cards": partner_cards(slug=slug, language=get_language() or "de")}


@register.inclusion_tag("courses/class/entries.html")
def ways_to_classes(user: User) -> dict[str, Any]:
    """Lead to the classes somebody leads, and those of the own house; one query."""
    return {"entries": class_entries(user)}


@register.filter
def seats_in_words(run: CourseRun) -> str:
    """Whether a seat is free: never how many people are there."""
    seats = seats_of(run)
    return str(Seats(seats).label) if seats else ""


@register.filter(name="where")
def where_of(run: CourseRun) -> str:
    """Where a run takes place, in one line."""
    return where(run.place, run.room)


@register.filter
def attendance_in_words(run: CourseRun) -> str:
    """How many appointments must be attended; ``run.dates`` is how many there are."""
    return attendance_rule(getattr(run, "dates", 0), run.required_attendance)
