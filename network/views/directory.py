"""Partner directory and partner page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url
from django_htmx.middleware import HtmxDetails

from network.queries import Selection, directory, partner_profile


class HtmxRequest(HttpRequest):
    """A request that passed django-htmx's middleware."""

    htmx: HtmxDetails


@require_safe
@vary_on_headers("HX-Request")
def partners(request: HtmxRequest) -> HttpResponse:
    """Show the directory; its address holds search, filters and page. htmx gets the results."""
    found = directory(
        Selection.from_query(request.GET),
        language=get_language() or "",
        page=request.GET.get("seite", "1"),
    )
    context = {"directory": found, "breadcrumb": [("/", _("Start")), ("", _("Partner"))]}
    # Going back, htmx may have forgotten the page and asks for all of it.
    if not request.htmx or request.htmx.history_restore_request:
        return render(request, "network/partners.html", context)
    response = render(request, "network/partners.html#partner-results", context)
    # The address people share has no empty search field in it.
    return push_url(response, f"{request.path}?{found.query}".rstrip("?"))


@require_safe
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a published partner; drafts and archived ones look like absent ones."""
    profile = partner_profile(slug, get_language() or "")
    if profile is None:
        raise Http404
    breadcrumb = [
        ("/", _("Start")),
        (reverse("network:partners"), _("Partner")),
        ("", profile.name),
    ]
    context = {"partner": profile, "breadcrumb": breadcrumb}
    return render(request, "network/partner.html", context)
