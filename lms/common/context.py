"""Template context every page needs; runs no query."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Name of the site, its languages, and whether this is a demonstration."""
    return {
        "site_name": settings.SITE_NAME,
        "languages": settings.LANGUAGES,
        "are_files_joined": not settings.DEBUG,
    }
