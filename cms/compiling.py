"""Keeps the learning model in step with pages: marks what changed, compiles once on commit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from cms.models import CoursePage, LessonPage, PartnerPage
from cms.publishing import partner_html
from cms.tasks import STALE_COURSE, compile_marked
from lms.records.actions import mark_stale
from network.actions.partner import store_logo, store_partner_text

LOGO = "max-320x160|format-webp"


def course_key(page: Any) -> UUID | None:
    """The course a page belongs to, by its identity across languages."""
    course = page.get_parent() if isinstance(page, LessonPage) else page
    if not isinstance(page, CoursePage | LessonPage) or course is None:
        return None
    key: UUID = course.translation_key
    return key


def mark(page: Any, *, at: datetime, with_descendants: bool = False) -> None:
    """Mark the page's course stale in this transaction and compile it when that commits."""
    pages = [page.specific]  # Wagtail sends a plain Page when a branch was moved
    if with_descendants:
        pages += list(page.get_descendants().type(CoursePage).specific())
    for found in pages:
        key = course_key(found)
        if key is not None:
            mark_stale(object_type=STALE_COURSE, object_key=str(key), at=at)
            _compile_once(key)


def _compile_once(key: UUID) -> None:
    """However often a course is marked in one transaction, it is compiled once."""
    waiting = {getattr(hook[1], "course_key", None) for hook in connection.run_on_commit}
    if key in waiting:
        return

    def compile_now() -> None:
        compile_marked(key)

    compile_now.course_key = key  # type: ignore[attr-defined]
    transaction.on_commit(compile_now, robust=True)


def store_partner_page(page: PartnerPage, *, at: datetime) -> None:
    """Hand what a partner's live page says to the directory."""
    store_partner_text(
        partner=page.partner,
        locale=page.locale.language_code,
        summary=page.summary,
        html=partner_html(page),
        at=at,
    )
    if page.logo is not None:
        rendition = page.logo.get_rendition(LOGO)
        store_logo(
            partner=page.partner,
            url=rendition.url,
            width=rendition.width,
            height=rendition.height,
            alt=page.logo.description or page.partner.name,
        )


def recompile_all(*, at: datetime) -> int:
    """Compile every live course anew, such as after a template changed; returns how many."""
    keys = list(CoursePage.objects.live().order_by().values_list("translation_key", flat=True))
    for key in dict.fromkeys(keys):
        mark_stale(object_type=STALE_COURSE, object_key=str(key), at=at)
        compile_marked(key)
    return len(set(keys))
