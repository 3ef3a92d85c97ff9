"""Request id, access log, security headers and language."""

import logging
import time
import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_path

from lms.common.logs import request_id

logger = logging.getLogger("lms.access")
GetResponse = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)"
)


class RequestIdMiddleware:
    """Give each request an id, answer with it, and log one line per request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The id is ours, never the client's: logs cannot be forged by a header."""
        token = request_id.set(uuid.uuid4().hex)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = request_id.get()
            self._log(request, response, started)
        finally:
            request_id.reset(token)
        return response

    def _log(self, request: HttpRequest, response: HttpResponse, started: float) -> None:
        match = request.resolver_match
        logger.info(
            "request",
            extra={
                "route": match.view_name if match else "-",
                "method": request.method,
                "status": response.status_code,
                "duration_ms": round((time.perf_counter() - started) * 1000),
            },
        )


class LanguageMiddleware(LocaleMiddleware):
    """Add a missing language to the address, but only to that of a view.

    The page tree answers under every path, so Django would send every unknown address
    (``/admin/closed/``, ``/api/v2/``) on to ``/de/…`` instead of answering 404.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Leave a 404 alone where no view waits behind the language."""
        is_missing = response.status_code == HTTPStatus.NOT_FOUND
        if not is_missing or get_language_from_path(request.path_info):
            return super().process_response(request, response)
        if request.path_info == "/" or _is_view(f"/{get_language()}{request.path_info}"):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", get_language() or "")
        return response


def _is_view(path: str) -> bool:
    try:
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False


class SecurityHeadersMiddleware:
    """Headers Django has no setting for; personal answers are never cached."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Runs outside the session middleware, so it sees whether a session was used."""
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith("/admin/"):
            policy: dict[str, Any] = settings.ADMIN_CONTENT_SECURITY_POLICY
            response._csp_replace = policy  # type: ignore[attr-defined]  # noqa: SLF001  (django-csp's own hook)
        if is_personal(request, response):
            response["Cache-Control"] = "private, no-store"
        return response


View = TypeVar("View", bound=Callable[..., Any])


def impersonal(view: View) -> View:
    """Mark a view that answers everybody alike: nothing asks for it who looks."""
    view.__dict__["is_impersonal"] = True
    return view


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether an answer may differ between people: a session was read or a cookie set."""
    session = getattr(request, "session", None)
    used = bool(session is not None and session.accessed)
    return used or bool(response.cookies)


class NullCharacterMiddleware:
    """Refuse addresses with a null character: PostgreSQL cannot even look for one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 400; forms refuse such characters by themselves."""
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            message = "null character in the address"
            raise BadRequest(message)
        return self.get_response(request)


class PageCompressionMiddleware(GZipMiddleware):
    """Compresses pages; files are sent as they are, so that browsers can ask for pieces."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Leave everything but whole HTML pages alone."""
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.streaming or not is_page:
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
