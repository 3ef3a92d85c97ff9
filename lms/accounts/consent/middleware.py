"""Who is paused meets one page, from the next request on."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lms.accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]

# What an account that waits may open: the page itself, what it leads to, one's data, the way out.
OPEN = {
    "account_logout",
    "account_reauthenticate",
    "accounts:waiting",
    "accounts:waiting-ask",
    "accounts:waiting-again",
    "accounts:waiting-paper",
    "accounts:waiting-delete",
    "accounts:waiting-keep",
    "accounts:consents",
    "accounts:age",
    "accounts:recovery-sheet",
    # one's own data
    "accounts:erase",
    "accounts:erase-keep",
    "accounts:looks",
    "accounts:mails-off",
    "guardian:enter",
    "guardian:link",
    "guardian:new-link",
    "guardian:close",
    "health-alive",
    "health-ready",
}
# Routes of one's own data begin so.
OWN_DATA = "accounts:my-"
# Pages the operator must show to everybody; by slug, in both languages of the frame.
LEGAL = {"impressum", "imprint", "datenschutz", "privacy", "barrierefreiheit", "accessibility"}
PAGES = "wagtail_serve"


class PauseMiddleware:
    """Stop a person whose account waits for consent or an answer, whatever is asked for.

    Stands behind the sign-in; costs no query, because the reason is a column of the person.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The decision needs the route, so it is taken in ``process_view``."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let everybody through but who is paused."""
        is_impersonal = getattr(view, "is_impersonal", False)  # see lms.common.middleware
        if is_impersonal or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request.user
        if not isinstance(user, User) or not user.pause_reason:
            return None
        return None if _is_open(request, args) else _stop(request)


def _is_open(request: HttpRequest, args: tuple[Any, ...]) -> bool:
    match = request.resolver_match
    route = match.view_name if match else ""
    if route == PAGES:
        return str(args[0] if args else "").strip("/") in LEGAL
    return route in OPEN or route.startswith(OWN_DATA)


def _stop(request: HttpRequest) -> HttpResponse:
    """To the one page; programs get a status instead of a page to misread."""
    target = reverse("accounts:waiting")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": target})
    if request.path.startswith("/api/"):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    return HttpResponseRedirect(target)
