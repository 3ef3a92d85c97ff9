"""Small words for templates: durations, addresses of filters, language switch, icons."""

from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest, QueryDict
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext as _, ngettext

from lms.common.stylesheet import data_address

register = template.Library()
ICON = Path(__file__).resolve().parents[2] / "static" / "lms" / "img" / "icon.svg"
HOUR = 60  # minutes
PAGE = "seite"
TONES = {"info", "success", "warning", "danger"}


@register.filter
def minutes(value: int | None) -> str:
    """Write a duration in minutes as people say it: ``150`` → ``2 Std. 30 Min.``."""
    hours, rest = divmod(int(value or 0), HOUR)
    parts = [_("%(count)s Std.") % {"count": hours}] if hours else []
    if rest or not hours:
        parts.append(_("%(count)s Min.") % {"count": rest})
    return " ".join(parts)


@register.filter
def whole_percent(share: float | None) -> int:
    """A share 0..1 as whole percent, rounded down: 100 means all of it."""
    return int(float(share or 0) * 100)


@register.filter
def percent(share: float | None) -> str:
    """Write a share 0..1 as whole percent, rounded down: ``100 %`` means all of it."""
    return f"{whole_percent(share)} %"


@register.filter
def count_courses(number: int) -> str:
    """Count courses in words."""
    return ngettext("%(count)s Kurs", "%(count)s Kurse", number) % {"count": number}


@register.filter
def foreign(code: str | None) -> SafeString:
    """The attribute for words in another language than the page's: ``de`` → `` lang="de"``."""
    if not code or code == get_language():
        return SafeString("")
    return format_html(' lang="{}"', code)


@register.filter
def alert_tone(kind: str | None) -> str:
    """The tone of an alert for a level of Django's messages: ``error`` is ``danger``."""
    if kind == "error":
        return "danger"
    return kind if kind in TONES else "info"


def _query(context: template.Context) -> QueryDict:
    request: HttpRequest | None = context.get("request")
    return QueryDict(mutable=True) if request is None else request.GET.copy()


def _address(query: QueryDict) -> str:
    pairs = [(name, value) for name, values in query.lists() for value in values if value]
    return "?" + urlencode(pairs)


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: object) -> str:
    """The current address's query with some parameters replaced."""
    query = _query(context)
    for name, value in changes.items():
        query[name] = str(value)
    return _address(query)


@register.simple_tag(takes_context=True)
def query_without(context: template.Context, name: str, value: str = "") -> str:
    """The current query without one parameter, or without one of its values; from page one."""
    query = _query(context)
    kept = [v for v in query.getlist(name) if value and v != value]
    query.setlist(name, kept)
    query.pop(PAGE, None)
    return _address(query)


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, number: int, query: str = "") -> str:
    """The address of another page of a list; ``query`` stands in for the request's where given."""
    wanted = QueryDict(query, mutable=True) if query else _query(context)
    wanted[PAGE] = str(number)
    return _address(wanted)


@register.simple_tag(takes_context=True)
def current_page(context: template.Context, address: str) -> str:
    """Mark a menu link that leads to this page, or to what is above it."""
    request: HttpRequest | None = context.get("request")
    if request is None or not address or not request.path.startswith(address):
        return ""
    return format_html(' aria-current="{}"', "page" if request.path == address else "true")


@register.simple_tag(takes_context=True)
def in_language(context: template.Context, code: str) -> str:
    """The address of this page in another language; that language's home where there is none.

    Pages whose address is text of its own (Wagtail's) name their translations themselves:
    ``translations`` in the context, addresses by language code.
    """
    home = f"/{code}/"
    request: HttpRequest | None = context.get("request")
    match = getattr(request, "resolver_match", None)
    if request is None or match is None or request.method != "GET":
        return home
    translations = context.get("translations")
    if translations is not None or match.view_name == "wagtail_serve":
        return str((translations or {}).get(code) or home)
    return translate_url(request.get_full_path(), code)


@register.simple_tag
@cache
def site_icon() -> str:
    """The address of the site's icon; it is so small that it travels with the page."""
    return data_address(ICON)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A decorative icon of the design system or of ours (icon.css); words stand beside it."""
    return format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', name)
