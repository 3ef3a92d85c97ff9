"""Catalogue and course page."""

from django.http import HttpRequest, HttpResponse


def catalogue(request: HttpRequest) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def course(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def trial_lesson(request: HttpRequest, key: str, slug: str, lesson: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)
