"""Tells requests for a part of a page from requests for the whole page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


def wants_part(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a fragment; going back in history it needs the whole page."""
    details: HtmxDetails | None = getattr(request, "htmx", None)
    return details is not None and bool(details) and not details.history_restore_request


def render_part(
    request: HttpRequest, template: str, part: str, context: dict[str, object]
) -> HttpResponse:
    """Render one part of a template for htmx and the whole template for everybody else."""
    name = f"{template}#{part}" if wants_part(request) else template
    response = render(request, name, context)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response
