"""Read models of pages and of the frame around them."""

from django.http import HttpRequest


def site_parts(request: HttpRequest) -> dict[str, object]:
    """Menus and footer, edited in Wagtail."""
    return {}
