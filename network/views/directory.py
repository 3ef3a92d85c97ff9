"""Partner directory and partner page."""

from django.http import HttpRequest, HttpResponse


def partners(request: HttpRequest) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)


def partner(request: HttpRequest, slug: str) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)
