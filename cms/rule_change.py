"""Whether what is submitted changes what must be done to finish a course people already learn."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from cms.models import CoursePage, LessonPage
from courses.queries.rule import Concerned, concerned_by_rule


@dataclass(frozen=True)
class RuleChange:
    """A changed completion rule, and whom it concerns."""

    concerned: Concerned
    keeps_rule: bool  # as last chosen: those who learn keep the old one


def rule_change(tree: Sequence[Page], coming: Collection[Page]) -> RuleChange | None:
    """Compare the rule of a published course with the one it would have.

    Args:
        tree: A page and everything below it, specific.
        coming: Those of them whose newest draft would be published.

    Returns:
        None where the rule stays, or nobody can have begun. One query where it changes.
    """
    course = tree[0]
    if not isinstance(course, CoursePage) or not course.live:
        return None
    drafts = {page.pk: _draft(page) for page in coming}
    planned = [drafts.get(page.pk, page) for page in tree if page.live or page.pk in drafts]
    if _rule(planned) == _rule(page for page in tree if page.live):
        return None
    return RuleChange(
        concerned=concerned_by_rule(course.translation_key),
        keeps_rule=drafts.get(course.pk, course).keeps_rule,
    )


def _draft(page: Page) -> Any:
    revision = page.latest_revision
    return page.with_content_json(revision.content) if revision else page


def _rule(pages: Iterable[Any]) -> tuple[Any, ...]:
    course, *others = pages
    lessons = [page for page in others if isinstance(page, LessonPage)]
    required = {lesson.translation_key for lesson in lessons if lesson.is_required}
    quizzes = {
        (lesson.translation_key, child.id): child.value["pass_percent"]
        for lesson in lessons
        for child in lesson.body
        if child.block_type == "quiz" and child.value["is_required"]
    }
    counted = quizzes if course.requires_quizzes else {}
    return course.required_percent, course.requires_quizzes, required, counted
