"""What a course asks to have been done before, as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.enums import CourseState, Facet
from courses.models import Course, CoursePrerequisite
from courses.queries.cards import course_url, shown_texts
from courses.queries.filters import PARAMETERS
from lms.taxonomy.models import Competence


@dataclass(frozen=True)
class Requirement:
    """A course or a competence; ``address`` leads to the course, or to where one learns it."""

    title: str
    address: str = ""  # "" for a course that is no longer offered
    lang: str = ""  # of the title, where that is known


def requirements(course: Course, language: str) -> list[Requirement]:
    """Everything a course asks for; one query, and one more for titles of courses."""
    rows = course.prerequisites.select_related("competence__framework", "competence__parent")
    return shown_requirements(rows.order_by("pk"), language)


def shown_requirements(rows: Iterable[CoursePrerequisite], language: str) -> list[Requirement]:
    """Some of them with title and address; one query for titles, where there are courses."""
    found = list(rows)
    texts = _courses([row.required_course_id for row in found if row.required_course_id], language)
    named = [
        _competence(row.competence, row.level)
        if row.competence is not None
        else texts.get(row.required_course_id or 0)
        for row in found
    ]
    return [one for one in named if one is not None]


def _courses(keys: list[int], language: str) -> dict[int, Requirement]:
    if not keys:
        return {}
    return {
        text.course_id: Requirement(
            text.title,
            course_url(text.course.key, text.slug)
            if text.course.state == CourseState.PUBLISHED
            else "",
            text.locale,
        )
        for text in shown_texts(Course.objects.filter(pk__in=keys), language)
    }


def _competence(competence: Competence, level: int) -> Requirement:
    """Its courses are found by the area it belongs to."""
    area = competence.parent or competence
    query = urlencode({PARAMETERS[Facet.COMPETENCE]: f"{competence.framework.code}:{area.code}"})
    title = competence.title
    if level:
        title = _("%(title)s, Niveau %(level)d") % {"title": title, "level": level}
    return Requirement(title, f"{reverse('courses:catalogue')}?{query}")
