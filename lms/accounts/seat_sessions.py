"""Sessions of seats: short, because several people share a device, and without an account behind.

A seat's session ends after 45 minutes without a click, at the end of the school day, and ten
hours after it began.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from lms.accounts.models import User

IDLE = timedelta(minutes=45)
LONGEST = timedelta(hours=10)
# School and what follows it end at six; who learns at home in the evening is out at midnight.
ENDS = (time(18), time(0))
NOTE_EVERY = timedelta(minutes=1)  # a click writes the session at most so often
UNTIL, SEEN, ALIAS, SYMBOL = "seat_until", "seat_seen", "seat_alias", "seat_symbol"
CARD_ROUTE = "courses:card"  # named, because imports point down
NOWHERE = "0.0.0.0"  # noqa: S104  (an address column that must not be empty)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

# Routes that belong to people with an account of their own; for a seat they do not exist.
CLOSED = (
    "account_",
    "accounts:",
    "api-v1:my_",
    "mfa_",
    "network:claim",
    "usersessions_",
)
OPEN = {"account_logout"}


def session_end(at: datetime) -> datetime:
    """When a session that begins now ends at the latest."""
    local = timezone.localtime(at)
    days = (local.date(), local.date() + timedelta(days=1))
    ends = [
        timezone.make_aware(datetime.combine(day, end), local.tzinfo)
        for day in days
        for end in ENDS
    ]
    return min(at + LONGEST, *(end for end in ends if end > at))


def begin_seat_session(
    request: HttpRequest, user: User, *, alias: str, symbol: str, at: datetime
) -> None:
    """Sign a seat in, under a new session; where from is not kept."""
    login(request, user, backend=BACKEND)
    request.session[UNTIL] = session_end(at).timestamp()
    request.session[SEEN] = at.timestamp()
    request.session[ALIAS], request.session[SYMBOL] = alias, symbol
    request.session.set_expiry(int(IDLE.total_seconds()))
    request.session.save()
    # Kept so that a lead can end it; neither address nor browser.
    UserSession.objects.create(
        user=user, session_key=request.session.session_key, ip=NOWHERE, user_agent=""
    )


class SeatSessionMiddleware:
    """End seats' sessions in time, and keep them out of what belongs to accounts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The decision needs the route, so it is taken in ``process_view``."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Costs nothing for anybody but seats: only their sessions have an end."""
        is_impersonal = getattr(view, "is_impersonal", False)  # see lms.common.middleware
        if is_impersonal or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        user = request.user
        if not isinstance(user, User) or not user.is_pseudonymous:
            return None
        if _is_over(request, timezone.now()):  # noqa: TID251  (a middleware begins the request)
            logout(request)
            return HttpResponseRedirect(reverse(CARD_ROUTE))
        route = request.resolver_match.view_name if request.resolver_match else ""
        if route.startswith(CLOSED) and route not in OPEN:
            raise Http404
        return None


def _is_over(request: HttpRequest, at: datetime) -> bool:
    """Whether the session's time is up; notes that there was a click where it is not."""
    now, session = at.timestamp(), request.session
    if now >= session.get(UNTIL, 0) or now - session.get(SEEN, 0) > IDLE.total_seconds():
        return True
    if now - session[SEEN] >= NOTE_EVERY.total_seconds():
        session[SEEN] = now
    return False
