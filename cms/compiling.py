"""Keeps the learning model in step with pages: marks what changed, compiles once on commit."""

import logging
from base64 import b64encode
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Page, ReferenceIndex

from cms.models import CoursePage, LessonPage, PartnerPage
from cms.tasks import STALE_COURSE, compile_marked
from lms.records.actions import mark_stale
from network.actions.partner import Logo, store_logo, store_partner_text

logger = logging.getLogger(__name__)
LOGO = "max-320x160|format-webp"
MARK = "max-128x52|format-webp|webpquality-70"


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
    """Hand what a partner's live page says to the directory.

    The logo comes first: whoever hears of the text reads the partner with it.
    """
    _store_logo(page)
    store_partner_text(
        partner=page.partner,
        locale=page.locale.language_code,
        summary=page.summary,
        html=page.html(),
        at=at,
    )


def _store_logo(page: PartnerPage) -> None:
    """Keep the page's logo, or remove it when no live page of the partner shows one.

    A partner has one logo but a page in every language, and translations often go without.
    """
    shown = page
    if page.logo is None:
        others = PartnerPage.objects.live().filter(partner=page.partner, logo__isnull=False)
        shown = others.select_related("logo").order_by("pk").first() or page
    if shown.logo is None:
        store_logo(partner=page.partner, logo=None)
        return
    rendition = shown.logo.get_rendition(LOGO)
    logo = Logo(
        url=rendition.url,
        width=rendition.width,
        height=rendition.height,
        alt=shown.logo.description or page.partner.name,
        mark=_data_address(shown.logo.get_rendition(MARK)),
    )
    store_logo(partner=page.partner, logo=logo)


def _data_address(rendition: Any) -> str:
    """The rendition itself as an address; none when its file is gone, which stops nothing."""
    try:
        with rendition.file.open("rb") as file:
            data = b64encode(file.read()).decode()
    except OSError:
        logger.warning("the file of a logo is missing", extra={"rendition": rendition.pk})
        return ""
    return f"data:image/webp;base64,{data}"


def mark_linking(page: Any, *, at: datetime) -> None:
    """Do the same for whatever links to a page or to one below it: its address may be new.

    Partner pages are rendered at once, they are short. Costs a query for the branch, one for the
    links, and a few for each page that links.
    """
    branch = page.get_descendants(inclusive=True).order_by().values_list("pk", flat=True)
    kind = ContentType.objects.get_for_model(Page)
    links = ReferenceIndex.objects.filter(
        base_content_type=kind, to_content_type=kind, to_object_id__in=[str(pk) for pk in branch]
    )
    linking = set(links.values_list("object_id", flat=True)) - {str(page.pk)}
    for found in Page.objects.filter(pk__in=linking, live=True).specific():
        mark(found, at=at)
        if isinstance(found, PartnerPage):
            store_partner_page(found, at=at)


def recompile_all(*, at: datetime) -> tuple[int, int]:
    """Compile every live course and partner page anew, such as after a template changed.

    Returns:
        How many courses were compiled and how many could not be; those stay marked for the sweeper.
    """
    done = failed = 0
    keys = CoursePage.objects.live().order_by().values_list("translation_key", flat=True)
    for key in dict.fromkeys(keys):
        mark_stale(object_type=STALE_COURSE, object_key=str(key), at=at)
        try:
            compile_marked(key)
            done += 1
        except Exception:
            logger.exception("course could not be compiled", extra={"object_key": str(key)})
            failed += 1
    for page in PartnerPage.objects.live().select_related("partner", "locale", "logo"):
        store_partner_page(page, at=at)
    return done, failed
