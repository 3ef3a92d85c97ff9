"""The session of a guardian: bound to one child, an hour long, never beside a sign-in."""

from datetime import datetime, timedelta

from django.contrib.auth import logout
from django.http import HttpRequest

from lms.accounts.consent.queries import guardian_with_key
from lms.accounts.models import Guardian

SESSION_KEY = "guardian"
LIFE = timedelta(minutes=60)


def begin(request: HttpRequest, guardian: Guardian, at: datetime) -> None:
    """Open the page of the child for this browser; whoever was signed in is signed out."""
    logout(request)
    request.session[SESSION_KEY] = {"key": guardian.key, "until": (at + LIFE).timestamp()}


def guardian_of(request: HttpRequest, at: datetime) -> Guardian | None:
    """Who this browser belongs to, or None: ended, too old, or somebody signed in meanwhile.

    One query where there is such a session.
    """
    held = request.session.get(SESSION_KEY)
    if not held or request.user.is_authenticated or at.timestamp() >= held["until"]:
        return None
    return guardian_with_key(held["key"])


def end(request: HttpRequest) -> None:
    """Forget everything in this browser."""
    request.session.flush()
