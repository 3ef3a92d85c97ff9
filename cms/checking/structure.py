"""Checks how lessons are built: something in each, headings in order, tests with questions."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.checking.asked import pools
from cms.checking.findings import Finding, hard
from cms.checking.words import plain_text
from cms.checking.written import WrittenCourse
from lms.common.text import whole_number

FIRST_LEVEL = 2  # the lesson's title is level 1


def incomplete_blocks(course: WrittenCourse) -> Iterator[Finding]:
    """Blocks with something missing or wrong: the editor keeps such drafts, learners cannot."""
    for lesson in course.lessons:
        for block in lesson.body:
            try:
                block.block.clean(block.value)
            except ValidationError:
                message = _("Im Baustein „%(name)s“ fehlt etwas, oder eine Angabe stimmt nicht.")
                words = {"name": block.block.label}
                yield hard("incomplete_block", lesson, message % words, block_id=str(block.id))


def empty_lessons(course: WrittenCourse) -> Iterator[Finding]:
    """A course without lessons, and lessons without content."""
    if not course.lessons and not course.page.is_dates_only:
        yield hard("no_lessons", course.page, _("Der Kurs braucht mindestens eine Lektion."))
    for lesson in course.lessons:
        if not any(_says_something(block) for block in lesson.body):
            yield hard("empty_lesson", lesson, _("Diese Lektion ist noch leer."))


def heading_order(course: WrittenCourse) -> Iterator[Finding]:
    """Headings that skip a level: whoever moves by headings believes to have missed one."""
    last: dict[int, int] = {}
    for lesson, block in course.blocks("heading"):
        level = whole_number(str(block.value["level"]), digits=1) or FIRST_LEVEL
        above = last.get(lesson.pk, FIRST_LEVEL - 1)
        last[lesson.pk] = level
        if level > above + 1:
            message = _("Vor „%(heading)s“ fehlt eine Ebene. Wählen Sie eine Ebene höher.")
            words = {"heading": block.value["text"]}
            yield hard("heading_skipped", lesson, message % words, block_id=str(block.id))


def empty_quizzes(course: WrittenCourse) -> Iterator[Finding]:
    """Tests that ask nothing, also because no question carries the tag to draw by."""
    for lesson, block in course.blocks("quiz"):
        if not block.value["parts"] and not any(pools(course, block.value)):
            message = _("Der Test „%(title)s“ hat keine Fragen.") % {"title": block.value["title"]}
            yield hard("empty_quiz", lesson, message, block_id=str(block.id))


def _says_something(block: Any) -> bool:
    return block.block_type != "text" or bool(plain_text(block.value.source))
