"""Second factor before anything else."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from lms.accounts.models import User
from lms.accounts.queries import second_factors

GetResponse = Callable[[HttpRequest], HttpResponse]

# What a session without its second factor may still open.
ALWAYS_OPEN = {"account_logout", "health-alive", "health-ready"}
OPEN_TO_SET_UP = {
    "account_reauthenticate",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
}
OPEN_TO_PROVE = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


class SecondFactorMiddleware:
    """Stop people who need a second factor until this very session has proved one.

    Signing in already asks for a factor that exists. This catches the rest: a duty that came
    after signing in, a factor set up elsewhere, no factor at all.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The decision needs the route, so it is taken in ``process_view``."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Costs nothing without a session cookie, and no query for a proved session."""
        is_impersonal = getattr(view, "is_impersonal", False)  # see lms.common.middleware
        if is_impersonal or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request.user
        if not isinstance(user, User) or not user.requires_second_factor:
            return None
        if has_proved_factor(request, user):
            return None
        return _stop(request, user)


def has_proved_factor(request: HttpRequest, user: User) -> bool:
    """Tell whether this session was begun, or confirmed since, with a second factor or passkey."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def _stop(request: HttpRequest, user: User) -> HttpResponse | None:
    match = request.resolver_match
    route = match.view_name if match else ""
    types = set(second_factors(user).values_list("type", flat=True))
    if route in ALWAYS_OPEN or route in (OPEN_TO_PROVE if types else OPEN_TO_SET_UP):
        return None
    if not types:
        target = reverse("mfa_index")
    elif Authenticator.Type.TOTP in types:
        target = reverse("mfa_reauthenticate")
    else:
        target = reverse("mfa_reauthenticate_webauthn")
    return _redirect(request, target)


def _redirect(request: HttpRequest, target: str) -> HttpResponse:
    """Send people to ``target``; htmx and API clients get 401 instead of a page to misread."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": target})
    if request.path.startswith("/api/"):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    if request.method == "GET":
        target = f"{target}?{urlencode({'next': request.get_full_path()})}"
    return HttpResponseRedirect(target)
