"""The lesson player."""

from django.http import HttpRequest, HttpResponse


def lesson(request: HttpRequest, enrolment: str, lesson: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def step(request: HttpRequest, enrolment: str, lesson: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def position(request: HttpRequest, enrolment: str, lesson: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def note(request: HttpRequest, enrolment: str, lesson: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def file(request: HttpRequest, enrolment: str, lesson: str, file: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def trial_file(request: HttpRequest, key: str, slug: str, lesson: str, file: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)
