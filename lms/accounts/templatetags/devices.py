"""What a browser calls itself, in words people know."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()
# The first that occurs counts: nearly all browsers also claim to be Safari or Chrome.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "FxiOS": "Firefox",
            "CriOS": "Chrome", "Chrome/": "Chrome", "Safari/": "Safari"}  # fmt: skip
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows",
           "CrOS": "ChromeOS", "Mac OS": "macOS", "Linux": "Linux"}  # fmt: skip


@register.filter
def device(user_agent: str) -> str:
    """Name a browser and its system: ``Firefox, Windows``; unknown ones are called so."""
    found = [_first(names, user_agent) for names in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or _("unbekanntes Gerät")


def _first(names: dict[str, str], text: str) -> str:
    return next((name for mark, name in names.items() if mark in text), "")
