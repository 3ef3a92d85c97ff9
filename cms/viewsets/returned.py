"""What a reviewer sent back, with the words that say why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from cms.models import LessonPage
from cms.scope import Scope


@dataclass(frozen=True)
class ReturnedCourse:
    """A course that waits for its authors; several pages sent back with one comment are one."""

    title: str
    comment: str
    returned_at: datetime | None
    url: str


def returned_courses(scope: Scope) -> list[ReturnedCourse]:
    """What waits for the person, newest first; three queries, one when nothing does."""
    own = scope.pages().annotate(key=Cast("pk", CharField())).values("key")
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=own,
    )
    found = {
        int(state.object_id): state.current_task_state
        for state in states.select_related("current_task_state").order_by(
            "-current_task_state__finished_at", "pk"
        )
    }
    if not found:
        return []
    pages = Page.objects.in_bulk(found)
    roots = {_root(page) for page in pages.values()}
    courses = {page.path: page for page in Page.objects.filter(path__in=roots)}
    rows: dict[tuple[int, str], ReturnedCourse] = {}
    for pk, task in found.items():
        course = courses[_root(pages[pk])]
        comment = task.comment if task else ""
        rows.setdefault((course.pk, comment), _row(course, comment, task))
    return list(rows.values())


def _root(page: Page) -> str:
    """The tree path of the course a lesson belongs to, else the page's own."""
    path: str = page.path
    is_lesson = page.content_type_id == ContentType.objects.get_for_model(LessonPage).pk
    return path[: -Page.steplen] if is_lesson else path


def _row(course: Page, comment: str, task: Any) -> ReturnedCourse:
    return ReturnedCourse(
        title=course.get_admin_display_title(),
        comment=comment,
        returned_at=task.finished_at if task else None,
        url=reverse("cms:course-review", args=[course.pk]),
    )
