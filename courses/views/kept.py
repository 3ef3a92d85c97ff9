"""A form sent after the session had ended: it waits through the log-in, nothing typed is lost.

Kept in the session of who sent it, shown again only to whom the enrolment in its address belongs.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

KEY = "kept_form"
LIMIT = 64_000  # characters of all fields together
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  (the field's name)


def keep_form(request: HttpRequest) -> bool:
    """Keep what a stranger's form holds; False when it holds more than is worth keeping."""
    fields = [
        [name, value] for name, values in request.POST.lists() for value in values if name != TOKEN
    ]
    if sum(len(name) + len(value) for name, value in fields) > LIMIT:
        return False
    request.session[KEY] = {"path": request.path, "fields": fields}
    return True


def forget_form(request: HttpRequest) -> None:
    """The form has been sent again."""
    if _kept(request):
        del request.session[KEY]


def kept_form(request: HttpRequest) -> HttpResponse | None:
    """Offer to send the kept form of this address; None when there is none. Writes nothing."""
    kept = _kept(request)
    if kept is None:
        return None
    context = {"fields": kept["fields"], "address": request.path}
    return render(request, "courses/kept_form.html", context)


def _kept(request: HttpRequest) -> dict[str, Any] | None:
    kept: dict[str, Any] | None = request.session.get(KEY)
    return kept if kept and kept["path"] == request.path else None
