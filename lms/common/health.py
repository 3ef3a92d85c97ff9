"""Health answers for machines (completed by the operator's checks)."""

from django.http import HttpRequest, HttpResponse


def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """The process can serve."""
    return HttpResponse("ok", content_type="text/plain")
