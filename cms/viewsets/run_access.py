"""Which run a page of the admin is about, and who may plan it."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cms.models import CoursePage
from cms.scope import Scope
from courses.enums import CourseState, RunKind
from courses.models import Course, CourseRun
from network.models import Place


def page_of(scope: Scope, page_id: int) -> CoursePage:
    """The page of a course whose runs somebody may plan; a foreign one is absent."""
    pages = CoursePage.objects.all()
    if not scope.is_staff:
        pages = pages.filter(pk__in=scope.own_pages().values("pk"))
    page: CoursePage = get_object_or_404(pages, pk=page_id)
    house = page.get_parent().specific.partner_id
    if not scope.is_staff and house not in scope.administered_ids:
        raise PermissionDenied(_("Das macht die Verwaltung Ihrer Einrichtung."))
    return page


def course_of(page: CoursePage) -> Course | None:
    """The published course of a page; None while there is none."""
    found = Course.objects.filter(source_key=page.translation_key, state=CourseState.PUBLISHED)
    return found.select_related("partner").first()


def run_or_404(scope: Scope, page_id: int, key: str) -> CourseRun:
    """A run of the page's published course that is no class's."""
    course = course_of(page_of(scope, page_id))
    if course is None:
        raise Http404
    runs = course.runs.exclude(kind=RunKind.SCHOOL_CLASS)
    return get_object_or_404(runs.select_related("course__partner", "place"), key=key)


def dated_or_404(scope: Scope, page_id: int, key: str) -> CourseRun:
    """A run at given dates."""
    run = run_or_404(scope, page_id, key)
    if run.kind != RunKind.DATED:
        raise Http404
    return run


def places_of(course: Course) -> QuerySet[Place]:
    """Where a course may take place: the addresses of the houses that provide it."""
    ours = Q(partner=course.partner_id) | Q(partner__co_courses__course=course)
    return Place.objects.filter(ours).distinct().order_by("name", "pk")
