"""A course is submitted as a whole, where its check is shown; Wagtail's buttons know one page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.checking import CourseNotReadyError, refuse_unready
from cms.models import CoursePage, LessonPage, PartnerPage

# Names of Wagtail's buttons that submit the page one edits.
SUBMITTING = frozenset({"action-submit", "action-restart-workflow"})
PARTS = (CoursePage, LessonPage)


def is_part_of_course(page: Page | None, parent: Page | None) -> bool:
    """Tell whether a page, or the new page below a parent, belongs to a course."""
    if page is not None and page.pk:
        return issubclass(page.specific_class, PARTS)
    return parent is not None and issubclass(parent.specific_class, (PartnerPage, CoursePage))


def refuse_parts(request: HttpRequest, name: str, kwargs: dict[str, Any]) -> None:
    """Let nobody pass the check of a course by acting on one of its pages.

    Raises:
        PermissionDenied: A part was submitted by itself, or approved while the check of its course
            finds something to mend.
    """
    if request.method != "POST" or not name.startswith("wagtailadmin_pages:"):
        return
    page = _page(kwargs.get("page_id"))
    if any(request.POST.get(field) for field in SUBMITTING) and is_part_of_course(
        page, _page(kwargs.get("parent_page_id"))
    ):
        raise PermissionDenied(_("Einen Kurs reichen Sie als Ganzes ein, unter „Freigabe“."))
    if page is not None and kwargs.get("action_name") == "approve":
        _refuse_unready(page)


def _refuse_unready(page: Page) -> None:
    try:
        refuse_unready(page, is_approval=True)
    except CourseNotReadyError as error:
        raise PermissionDenied(str(error)) from error


def _page(pk: int | None) -> Page | None:
    return Page.objects.filter(pk=pk).first() if pk else None
