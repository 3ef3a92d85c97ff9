"""Errors that are fit to show, and the pages shown for HTTP errors."""

import sys
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

RETRY_AFTER = 15  # seconds


class DomainError(Exception):
    """Something a person asked for cannot be done; ``str(error)`` says why and what to do."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


class NotAllowedError(DomainError):
    """The person lacks the right, in their own house (a foreign house answers 404)."""

    status = HTTPStatus.FORBIDDEN


class ConflictError(DomainError):
    """The object is in the wrong state, or somebody was faster."""

    status = HTTPStatus.CONFLICT


class ThrottledError(DomainError):
    """Too many tries."""

    status = HTTPStatus.TOO_MANY_REQUESTS


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a refused form (no cookie, old page) instead of Django's technical page."""
    return render(request, "403_csrf.html", {"reason": reason}, status=HTTPStatus.FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself is broken."""
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not entitled."""
    return render(request, "403.html", {"reason": str(exception)}, status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: absent, or another tenant's; the two look the same."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away; needs no database, session or context processor."""
    if isinstance(sys.exc_info()[1], OperationalError):
        response = HttpResponse(
            get_template("503.html").render(), status=HTTPStatus.SERVICE_UNAVAILABLE
        )
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    return HttpResponse(get_template("500.html").render(), status=HTTPStatus.INTERNAL_SERVER_ERROR)
