"""Checks who reads what learners write."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.checking.findings import Finding, hint
from cms.checking.written import WrittenCourse
from courses.enums import CourseState, QuestionType
from courses.models import Course, QuestionVersion
from courses.queries.question import versions_tagged
from courses.queries.team import looked_after, with_team_to_name


def unread_texts(course: WrittenCourse) -> Iterator[Finding]:
    """A test asks for a text, and a run of the course has no team yet that reads it."""
    quizzes = list(course.blocks("quiz"))
    ids = {str(block.id): _ids(course, block.value) for _lesson, block in quizzes}
    wanted = set().union(*ids.values())
    versions = QuestionVersion.objects.filter(pk__in=wanted, type=QuestionType.FREE_TEXT)
    texts = set(versions.values_list("pk", flat=True)) if wanted else set()
    if not texts:
        return
    published = Course.objects.filter(
        source_key=course.page.translation_key, state=CourseState.PUBLISHED
    ).first()
    if published is not None and _has_teams(published):
        return
    url = reverse("cms:run-list", args=[course.page.pk]) if published else ""
    message = _(
        "Der Test „%(title)s“ fragt nach einem Text. Nennen Sie unter „Termine“ ein Team, das ihn "
        "liest; das geht, sobald der Kurs veröffentlicht ist."
    )
    for lesson, block in quizzes:
        if ids[str(block.id)] & texts:
            words = message % {"title": block.value["title"]}
            yield hint("unread_text", lesson, words, block_id=str(block.id), runs_url=url)


def _has_teams(course: Course) -> bool:
    runs = with_team_to_name(course.runs.all())
    return looked_after(runs).count() == runs.count()


def _ids(course: WrittenCourse, quiz: Any) -> set[int]:
    """The questions chosen, and those that may be drawn."""
    found = {part["version"] for part in quiz["parts"] if part["version"]}
    for draw in quiz.get("draws") or ():
        partner = course.page.get_parent().specific.partner
        found.update(versions_tagged(partner=partner, locale=course.language, tag=draw["tag"]))
    return found
