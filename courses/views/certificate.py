"""Certificates and their verification."""

from django.http import HttpRequest, HttpResponse


def certificate_name(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def certificate_pdf(request: HttpRequest, enrolment: str, code: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def verify_search(request: HttpRequest) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def short(request: HttpRequest, code: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)
