"""Forms that wait through the log-in: kept for strangers, offered to their owner."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from courses.actions.kept import KEY, forget_form, keep_form, kept_form
from courses.views.access import View, learning_in, person, see, to_login, wants_json
from lms.common.throttle import client_address, count_try

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  (the field's name)
HOUR = 3600  # seconds
MOST_AN_HOUR = 120  # forms kept for one address; a school shares one
NOTE = "notiz-"  # before a block's id, the name of the field its note is typed in
SERVER_ERROR = 500


def keeps_form(view: View) -> View:
    """As ``signed_in``; what a stranger typed waits until the person is signed in again."""
    inner = learning_in(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated or request.method != "POST" or wants_json(request):
            answer = inner(request, *args, **kwargs)
            if _is_kept_one(request) and answer.status_code < SERVER_ERROR:
                forget_form(request.session)
            return answer
        _keep(request, kwargs)
        # Whether something was kept is not told: strangers do not learn which enrolments exist.
        return to_login(request, reverse("courses:kept"))

    return wrapped


@learning_in
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest) -> HttpResponse:
    """Offer to send the form that waits; a POST here discards it."""
    if request.method == "POST":
        forget_form(request.session)
        return see(reverse("courses:learning"))
    form = kept_form(request.session, user=person(request), at=timezone.now())
    if form is None:
        return see(reverse("courses:learning"))
    context = {
        "fields": form.fields,
        "address": reverse(form.route, kwargs=form.arguments),
        "notes": [value for name, value in form.fields if name.startswith(NOTE) and value],
    }
    return render(request, "courses/kept_form.html", context)


def _keep(request: HttpRequest, arguments: dict[str, str]) -> None:
    match = request.resolver_match
    name = f"kept-form:{client_address(request)}"
    if match is None or count_try(name, seconds=HOUR) > MOST_AN_HOUR:
        return
    sent = request.POST.lists()
    fields = [(name, value) for name, values in sent for value in values if name != TOKEN]
    keep_form(
        request.session,
        route=match.view_name,
        arguments=arguments,
        fields=fields,
        at=timezone.now(),
    )


def _is_kept_one(request: HttpRequest) -> bool:
    match, waiting = request.resolver_match, request.session.get(KEY)
    if match is None or not waiting or request.method != "POST":
        return False
    return (waiting["route"], waiting["arguments"]) == (match.view_name, match.kwargs)
