"""Enrolling, leaving, my learning."""

from django.http import HttpRequest, HttpResponse


def enrol(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def learning(request: HttpRequest) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def resume(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def leave(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)
