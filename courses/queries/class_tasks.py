"""What a class is to do, in words, and what it could do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.enums import CourseState
from courses.models import Assignment, CourseText, SchoolClass
from courses.queries.lesson import outline_of
from courses.queries.quiz import quiz_title
from courses.queries.school_class import running_assignments


@dataclass(frozen=True)
class TaskRow:
    """One assignment in words."""

    assignment: Assignment
    course: str
    part: str  # "" for the whole course
    who: str


def course_choices(language: str) -> list[tuple[str, str]]:
    """Published courses as (key, title), by title, in ``language`` or their first; one query."""
    texts = CourseText.objects.filter(course__state=CourseState.PUBLISHED)
    found: dict[str, str] = {}
    for text in texts.select_related("course"):
        is_best = text.locale == language
        if is_best or (text.locale == text.course.language and text.course.key not in found):
            found[text.course.key] = text.title
    return sorted(found.items(), key=lambda row: row[1].casefold())


def task_rows(school_class: SchoolClass, language: str) -> list[TaskRow]:
    """What the class is to do, the nearest date first; two queries and outlines once read."""
    rows = list(running_assignments(school_class))
    titles = dict(course_choices(language)) if rows else {}
    return [
        TaskRow(
            assignment=row,
            course=titles.get(row.course.key, ""),
            part=_part(row, language),
            who=_who(row),
        )
        for row in rows
    ]


def _part(row: Assignment, language: str) -> str:
    if row.quiz is not None:
        return _("Test: %(t)s") % {"t": quiz_title(row.quiz, language)[0]}
    steps = outline_of(row.course, language) if row.lesson_id else ()
    return next((step.title for step in steps if step.lesson.pk == row.lesson_id), "")


def _who(row: Assignment) -> str:
    if row.seat is not None:
        return row.seat.alias
    if row.group is not None:
        return _("Gruppe %(t)s") % {"t": row.group.title}
    return _("alle")
