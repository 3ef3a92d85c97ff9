"""Read models of pages and of the frame around them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from courses.models import CourseText
from courses.queries.cards import course_url

FRAME_SECONDS = 300


def course_address(source_key: Any) -> str | None:
    """The public address of a compiled course in the active language; None before that."""
    texts = list(CourseText.objects.filter(course__source_key=source_key).select_related("course"))
    if not texts:
        return None
    language = translation.get_language()
    text = next((t for t in texts if t.locale == language), texts[0])
    return course_url(text.course.key, text.slug)


def lesson_preview(request: HttpRequest, course: Any, lesson: Any) -> HttpResponse:
    """Stub: filled by the publishing module."""
    raise NotImplementedError


def home_context(language: str) -> dict[str, Any]:
    """Stub."""
    return {}


def site_parts(request: HttpRequest) -> dict[str, object]:
    """Menus and footer, edited in Wagtail."""
    return {}
