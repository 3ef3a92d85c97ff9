"""The ways to downloads and uploads of courses: a menu entry and buttons."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.models import CoursePage
from cms.scope import Scope
from cms.viewsets.menu import HouseItem
from lms.accounts.models import User


def imports_item() -> MenuItem:
    """Course archives in."""
    url = reverse("cms:import-list")
    return HouseItem(
        gettext_lazy("Kurs einlesen"), url, name="imports", icon_name="upload", order=330
    )


def course_buttons(
    page: Page, user: User, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """What can be done with a course as a file, above editor and explorer."""
    if not issubclass(page.specific_class or Page, CoursePage):
        return
    yield Button(
        _("Dokument als Lektion einfügen"),
        reverse("cms:document-upload", args=[page.pk]),
        icon_name="doc-full-inverse",
        priority=16,
    )
    if not Scope(user).is_guest(page.path):
        yield Button(
            _("Kurs herunterladen"),
            reverse("cms:course-download", args=[page.pk]),
            icon_name="download",
            priority=17,
        )
