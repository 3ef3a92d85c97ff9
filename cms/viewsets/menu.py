"""What the admin offers to whom: menu, dashboard, choosers, buttons of a page.

Only what is shown; what is allowed is decided by the wall and by Wagtail's permissions.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.models import CoursePage, LessonPage, PartnerPage
from cms.reviews import reviews_anything
from cms.scope import Scope, belongs_to_partner, scope_of
from cms.viewsets.whole import SUBMITTING, is_part_of_course
from lms.accounts.models import User

# Names of Wagtail's menu items that lead partners somewhere.
PARTNER_MENU = {
    "new-course", "explorer", "reviews", "images", "documents", "questions", "imports", "partners",
    "people", "certificates",
}  # fmt: skip
APPROVING = {"action-publish", "approve", "reject"}  # items of the editor's menu
REVIEWED = (PartnerPage, CoursePage, LessonPage)
# Words, route, icon and place of what stands at a course.
HOUSE_BUTTONS = (
    (_("Mitschreibende"), "course-guests", "group", 15),
    (_("Auswertung"), "statistics", "table", 15),
    (_("Übersetzungen"), "course-translations", "globe", 16),
)


class HouseItem(MenuItem):
    """An entry for everybody who writes for some partner, and for city staff."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the person has anything to do there."""
        scope = scope_of(request)
        return scope is not None and (scope.is_staff or bool(scope.partner_ids))


class AdminItem(MenuItem):
    """An entry for the admins of a partner and for city staff."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the person looks after somebody's people."""
        scope = scope_of(request)
        return scope is not None and (scope.is_staff or bool(scope.administered_ids))


class ReviewItem(MenuItem):
    """An entry for city staff and for reviewers of a partner."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the person approves anything."""
        scope = scope_of(request)
        if scope is None or not (scope.is_staff or scope.reviewed_ids):
            return False
        return scope.is_staff or reviews_anything(scope.user)


def reviews_item() -> MenuItem:
    """What waits for approval."""
    url = reverse("cms:review-queue")
    return ReviewItem(_("Freigaben"), url, name="reviews", icon_name="clipboard-list", order=205)


def new_course_item() -> MenuItem:
    """The way to a new course."""
    url = reverse("cms:course-begin")
    return HouseItem(_("Neuer Kurs"), url, name="new-course", icon_name="plus", order=90)


def questions_item() -> MenuItem:
    """The question editor."""
    url = reverse("cms:question-list")
    return HouseItem(_("Fragen"), url, name="questions", icon_name="help", order=210)


def partners_item() -> MenuItem:
    """Partners and their public facts."""
    url = reverse("cms:partner-list")
    return HouseItem(_("Partner"), url, name="partners", icon_name="group", order=400)


def people_item() -> MenuItem:
    """Who acts for whom."""
    url = reverse("cms:person-list")
    return AdminItem(_("Personen"), url, name="people", icon_name="user", order=410)


def certificates_item() -> MenuItem:
    """Certificates that may have to be taken back."""
    url = reverse("cms:certificate-find")
    return AdminItem(
        _("Zertifikate"), url, name="certificates", icon_name="clipboard-list", order=420
    )


def trim_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave partners only what is open to them; the platform keeps its settings."""
    scope = scope_of(request)
    if scope is None or scope.is_staff:
        return
    kept = PARTNER_MENU | ({"settings"} if scope.user.is_platform_admin else set())
    items[:] = [item for item in items if item.name in kept]


def trim_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Drop the count of pages for partners: it would count other partners' pages too."""
    scope = scope_of(request)
    if scope is not None and not scope.is_staff:
        items[:] = [item for item in items if not isinstance(item, PagesSummaryItem)]


def trim_actions(
    items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Drop publishing and approving from the editor of a partner's page: that is another room.

    A course is submitted as a whole, where its check is shown, so its pages offer no submitting.
    """
    page, parent = context.get("page"), context.get("parent_page")
    dropped = SUBMITTING if is_part_of_course(page, parent) else frozenset()
    shown = page or parent
    if shown is not None and belongs_to_partner(shown.path):
        dropped |= APPROVING
    items[:] = [item for item in items if item.name not in dropped]


def choosable_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Hide other partners' pages from the page chooser."""
    scope = scope_of(request)
    return pages.none() if scope is None else scope.choosable_pages(pages)


def choosable_images(images: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Hide other partners' images, whatever Wagtail's own policy lets through."""
    scope = scope_of(request)
    return images.filter(pk__in=scope.images().values("pk")) if scope else images.none()


def choosable_documents(documents: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Hide other partners' files, whatever Wagtail's own policy lets through."""
    scope = scope_of(request)
    return documents.filter(pk__in=scope.documents().values("pk")) if scope else documents.none()


def review_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    """The way to submitting and approving a course as a whole."""
    if issubclass(page.specific_class or Page, REVIEWED):
        yield Button(
            _("Freigabe"),
            reverse("cms:course-review", args=[page.pk]),
            icon_name="clipboard-list",
            priority=12,
        )
    if issubclass(page.specific_class or Page, CoursePage):
        yield Button(
            _("Reihenfolge der Lektionen"),
            reverse("cms:lesson-order", args=[page.pk]),
            icon_name="list-ul",
            priority=13,
        )
        if not Scope(user).is_guest(page.path):
            yield from _of_the_house(page)


def _of_the_house(page: Page) -> Iterator[Button]:
    """What the house does with its course; who only writes along does not."""
    for words, name, icon, priority in HOUSE_BUTTONS:
        url = reverse(f"cms:{name}", args=[page.pk])
        yield Button(words, url, icon_name=icon, priority=priority)


def review_button_in_header(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """The same buttons above the editor and the explorer; admins also plan runs there."""
    yield from review_button(page, user)
    scope = Scope(user)
    if not issubclass(page.specific_class or Page, CoursePage):
        return
    if scope.is_staff or page.get_parent().specific.partner_id in scope.administered_ids:
        yield Button(
            _("Termine"),
            reverse("cms:run-list", args=[page.pk]),
            icon_name="calendar-alt",
            priority=14,
        )


def review_button_in_listing(
    page: Page, user: User, next_url: str | None = None
) -> Iterator[Button]:
    """The same button in a row of the explorer."""
    return review_button(page, user)
