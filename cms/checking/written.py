"""Reads a course as it is written now: the newest drafts, or what approval would publish."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, WorkflowState

from cms.models import CoursePage, LessonPage


@dataclass(frozen=True)
class WrittenCourse:
    """A course page and its lessons in one language, in teaching order; never saved."""

    page: CoursePage
    lessons: tuple[LessonPage, ...]

    @property
    def language(self) -> str:
        """The language it is written in."""
        code: str = self.page.locale.language_code
        return code

    def blocks(self, *kinds: str) -> Iterator[tuple[LessonPage, Any]]:
        """The blocks of these types, each with its lesson."""
        for lesson in self.lessons:
            for block in lesson.body:
                if block.block_type in kinds:
                    yield lesson, block


def courses_at(page: Page) -> list[CoursePage]:
    """The courses that an act on a page concerns: those at, around or below it."""
    around = page.get_ancestors(inclusive=True).values_list("pk", flat=True)
    below = page.get_descendants().values_list("pk", flat=True)
    found = CoursePage.objects.filter(pk__in=[*around, *below])
    return list(found.select_related("locale", "latest_revision").order_by("path"))


def newest_draft(course: CoursePage) -> WrittenCourse:
    """What the authors wrote last; about ten queries, whatever the number of lessons."""
    lessons = tuple(_as_drafted(lesson) for lesson in _lessons(course))
    return WrittenCourse(page=_draft(course), lessons=lessons)


def after_approval(course: CoursePage) -> WrittenCourse:
    """What learners would meet if everything submitted were approved now.

    Approving publishes the newest draft of what was submitted. Lessons that are neither live nor
    submitted stay drafts and do not count.
    """
    lessons = _lessons(course)
    submitted = _submitted([course, *lessons])
    chosen = [_as_drafted(x) if x.pk in submitted else x for x in lessons]
    page = course if course.live and course.pk not in submitted else _draft(course)
    kept = tuple(lesson for lesson in chosen if lesson.live or lesson.pk in submitted)
    return WrittenCourse(page=page, lessons=kept)


def live(course: CoursePage) -> WrittenCourse:
    """What is published; one query."""
    lessons = tuple(lesson for lesson in _lessons(course) if lesson.live)
    return WrittenCourse(page=course, lessons=lessons)


def _lessons(course: CoursePage) -> list[LessonPage]:
    pages = LessonPage.objects.child_of(course).select_related("locale", "latest_revision")
    return list(pages.order_by("path"))


def _as_drafted(lesson: LessonPage) -> LessonPage:
    """Put the draft's words into the lesson; reading the whole draft costs six queries each."""
    if lesson.latest_revision is not None:
        content = lesson.latest_revision.content
        lesson.title, lesson.body = content["title"], content["body"]
    return lesson


def _draft(course: CoursePage) -> CoursePage:
    revision = course.latest_revision
    draft: CoursePage = course if revision is None else course.with_content_json(revision.content)
    return draft


def _submitted(pages: list[Any]) -> set[int]:
    """Which of these pages wait for approval; one query."""
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page.pk) for page in pages],
    )
    return {int(pk) for pk in states.values_list("object_id", flat=True)}
