"""The desk: the courses an author works on, and what each of them still lacks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from cms.authoring.guests import invitations_for
from cms.models import CoursePage
from cms.scope import Scope, scope_of
from cms.viewsets.returned import returned_courses
from cms.viewsets.signals import signals

MOST = 20  # courses; the others are found in the explorer
# Fields of a course that should hold something before it is submitted.
WANTED = {
    "summary": gettext_lazy("Kurzbeschreibung"),
    "goals": gettext_lazy("Lernziele"),
    "stages": gettext_lazy("Bildungsstufen"),
    "competences": gettext_lazy("Kompetenzen"),
}


@dataclass(frozen=True)
class DeskCourse:
    """One course as its author finds it again."""

    title: str
    language: str
    state: str
    lessons: int
    missing: list[str]
    edit_url: str
    lessons_url: str
    review_url: str
    statistics_url: str  # empty for who only writes along
    preview_url: str


class DeskPanel(Component):
    """The list of one's courses on the first page of the admin."""

    name = "desk"
    template_name = "cms/admin/desk.html"
    order = 90

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The courses, last worked on first, and before them what waits for the person."""
        return {
            "courses": desk_courses(self.scope),
            "most": MOST,
            "returned": returned_courses(self.scope),
            "signals": signals(self.scope),
            "invitations": invitations_for(self.scope.user),
        }


def add_desk(request: HttpRequest, panels: list[Component]) -> None:
    """Put the desk in front of Wagtail's own panels, for people who write for some partner."""
    scope = scope_of(request)
    if scope is not None and scope.partner_ids and not scope.is_staff:
        panels.append(DeskPanel(scope))


def desk_courses(scope: Scope) -> list[DeskCourse]:
    """The courses of the person's houses; two queries, however many there are."""
    pages: Any = scope.pages()
    pages = pages.type(CoursePage).select_related("latest_revision", "locale")
    pages = pages.order_by("-latest_revision_created_at", "-pk")
    return [_course(page, scope) for page in pages.prefetch_workflow_states()[:MOST]]


def _course(page: Page, scope: Scope) -> DeskCourse:
    is_guest = scope.is_guest(page.path)
    return DeskCourse(
        title=page.get_admin_display_title(),
        language=str(page.locale),
        state=_state(page),
        lessons=page.numchild,
        missing=_missing(page),
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        lessons_url=reverse("wagtailadmin_explore", args=[page.pk]),
        review_url=reverse("cms:course-review", args=[page.pk]),
        statistics_url="" if is_guest else reverse("cms:statistics", args=[page.pk]),
        preview_url=reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
    )


def _state(page: Page) -> str:
    if page.workflow_in_progress:
        return _("wartet auf Freigabe")
    if (due := _appears_at(page)) is not None:
        day = date_format(localtime(due), "SHORT_DATETIME_FORMAT")
        words = (
            _("veröffentlicht, Änderungen erscheinen am %(day)s")
            if page.live
            else _("freigegeben, erscheint am %(day)s")
        )
        return words % {"day": day}
    if not page.live:
        return _("Entwurf")
    return (
        _("veröffentlicht, mit Änderungen") if page.has_unpublished_changes else _("veröffentlicht")
    )


def _appears_at(page: Page) -> datetime | None:
    """When the approved draft is published; any later edit takes that day back."""
    revision = page.latest_revision
    return revision.approved_go_live_at if revision else None


def _missing(page: Page) -> list[str]:
    """What the newest draft leaves empty; the page itself holds what was published."""
    content = page.latest_revision.content if page.latest_revision else {}
    empty = [str(label) for name, label in WANTED.items() if not content.get(name)]
    return empty if page.numchild else [*empty, _("Lektionen")]
