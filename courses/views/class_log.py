"""Who looked at the class: for its leads (row 29 of the permissions)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.models import SchoolClass
from courses.queries.class_log import aliases_by_key, log_of_class
from courses.views.class_access import of_any_own_class
from lms.accounts.privacy.looks import as_lines

PER_PAGE = 50


@of_any_own_class
@require_safe
def log(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """Show when somebody as what did what with which seat, and why; also after the end."""
    page = Paginator(log_of_class(found), PER_PAGE).get_page(request.GET.get("seite"))
    aliases = aliases_by_key(found)
    lines = [(line, aliases.get(line.person_key, "")) for line in as_lines(page.object_list)]
    context = {"class": found, "page": page, "lines": lines}
    return render(request, "courses/class/log.html", context)
