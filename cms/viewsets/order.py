"""The order of lessons: moved one place at a time, by keyboard or mouse, without a script.

Wagtail lets only those reorder who may publish. Here authors may, too, as long as nobody learns
from the course yet; after that a new order is a change that somebody with the right makes.
"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import CoursePage
from cms.scope import Scope
from cms.viewsets.access import scoped, show
from lms.common.errors import NotAllowedError, forbidden
from lms.common.text import whole_number


@scoped
def lessons(request: HttpRequest, scope: Scope, page_id: int) -> HttpResponse:
    """Show the lessons in order; a POST moves one of them up or down."""
    courses = CoursePage.objects.all()
    if not scope.is_staff:
        courses = courses.filter(pk__in=scope.pages().values("pk"))
    course = get_object_or_404(courses, pk=page_id)
    if request.method == "POST":
        key = whole_number(request.POST.get("lesson"))
        lesson = get_object_or_404(course.get_children(), pk=key)
        try:
            _move(course, lesson, scope, is_up=request.POST.get("direction") == "up")
        except NotAllowedError as error:
            return forbidden(request, error)
        messages.success(request, _("Die Reihenfolge ist geändert."))
        return redirect("cms:lesson-order", page_id)
    context = {
        "title": _("Reihenfolge: %(title)s") % {"title": course.get_admin_display_title()},
        "page": course,
        "lessons": course.get_children().order_by("path"),
    }
    return show(request, "lesson-order", context)


@transaction.atomic
def _move(course: Page, lesson: Page, scope: Scope, *, is_up: bool) -> None:
    rights = course.permissions_for_user(scope.user)
    if course.live and not rights.can_publish_subpage():
        raise NotAllowedError(
            _("Der Kurs ist schon veröffentlicht. Die Reihenfolge ändert nun die Prüfung.")
        )
    neighbour = lesson.get_prev_sibling() if is_up else lesson.get_next_sibling()
    if neighbour is not None:
        lesson.move(neighbour, pos="left" if is_up else "right", user=scope.user)
