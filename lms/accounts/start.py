"""Where a registration began: the course to end in, read from the ``next`` address."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

# The one address at which "register" means "and enrol me"; named, because imports point down.
ENROL_ROUTE = "courses:enrol"


def course_key(address: str) -> str:
    """Return the key of the course whose enrolment page ``address`` is, or ""."""
    path = urlsplit(address).path
    try:
        with override(get_language_from_path(path)):
            match = resolve(path)
    except Resolver404:
        return ""
    return str(match.kwargs["key"]) if match.view_name == ENROL_ROUTE else ""
