"""Small words for templates: durations, addresses of filters, language switch, icons."""

from urllib.parse import urlencode

from django import template
from django.http import HttpRequest, QueryDict
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, ngettext

register = template.Library()
HOUR = 60  # minutes


@register.filter
def minutes(value: int | None) -> str:
    """Write a duration in minutes as people say it: ``150`` → ``2 Std. 30 Min.``."""
    hours, rest = divmod(int(value or 0), HOUR)
    parts = [_("%(count)s Std.") % {"count": hours}] if hours else []
    if rest or not hours:
        parts.append(_("%(count)s Min.") % {"count": rest})
    return " ".join(parts)


@register.filter
def percent(share: float | None) -> str:
    """Write a share 0..1 as whole percent, rounded down: 100 % means all of it."""
    return f"{int(float(share or 0) * 100)} %"


@register.filter
def count_courses(number: int) -> str:
    """Count courses in words."""
    return ngettext("%(count)s Kurs", "%(count)s Kurse", number) % {"count": number}


def _address(query: QueryDict) -> str:
    pairs = [(name, value) for name, values in query.lists() for value in values if value]
    return "?" + urlencode(pairs)


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: object) -> str:
    """The current address's query with some parameters replaced."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query[name] = str(value)
    return _address(query)


@register.simple_tag(takes_context=True)
def query_without(context: template.Context, name: str, value: str = "") -> str:
    """The current query without one parameter, or without one of its values."""
    query = context["request"].GET.copy()
    kept = [v for v in query.getlist(name) if value and v != value]
    query.setlist(name, kept)
    query.pop("seite", None)
    return _address(query)


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, code: str) -> str:
    """The address of this page in another language; the language's home where there is none."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return f"/{code}/"
    translated = translate_url(request.get_full_path(), code)
    return translated if translated != request.get_full_path() else f"/{code}/"


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon of the design system; words stand beside it."""
    return format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', name)
