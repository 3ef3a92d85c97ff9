"""A new page that arrives twice is one page.

The editor saves by itself, half a second after a change; whoever presses the button in that moment
sends the same new page once more. Stock Wagtail then answers with an error about its own page.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

WINDOW = timedelta(seconds=15)
ADD = "wagtailadmin_pages:add"


@transaction.atomic
def one_at_a_time(
    request: HttpRequest, view: Callable[..., Any], kwargs: dict[str, Any]
) -> HttpResponseBase:
    """Run Wagtail's view in one transaction, after any other that adds below the same page."""
    Page.objects.select_for_update().filter(pk=kwargs["parent_page_id"]).first()
    response: HttpResponseBase = view(request, **kwargs)
    return response


def edit_what_was_made(
    request: HttpRequest, parent_page: Page, page_class: type[Page]
) -> HttpResponseBase | None:
    """Take the second sending as a change of the page the first one made."""
    if request.method != "POST":
        return None
    made = page_class.objects.child_of(parent_page).filter(
        slug=request.POST.get("slug", ""),
        owner=request.user,
        first_published_at=None,
        latest_revision_created_at__gte=timezone.now() - WINDOW,
    )
    page = made.first()
    return None if page is None else EditView.as_view()(request, page.pk)
