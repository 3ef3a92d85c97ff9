"""One's own account."""

from django.http import HttpRequest, HttpResponse


def profile(request: HttpRequest) -> HttpResponse:
    """Stub."""
    return HttpResponse(status=501)
