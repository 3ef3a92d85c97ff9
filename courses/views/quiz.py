"""Quizzes."""

from django.http import HttpRequest, HttpResponse


def quiz(request: HttpRequest, enrolment: str, lesson: str, quiz: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def start(request: HttpRequest, enrolment: str, lesson: str, quiz: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def save(request: HttpRequest, enrolment: str, lesson: str, quiz: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def submit(request: HttpRequest, enrolment: str, lesson: str, quiz: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def trial_quiz(request: HttpRequest, key: str, slug: str, lesson: str, quiz: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)
