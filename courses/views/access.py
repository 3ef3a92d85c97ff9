"""Who may come in: the checks every learner's view begins with."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from courses.models import Enrolment
from courses.queries.learner import own_enrolment
from lms.accounts.models import User

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Send strangers to the log-in page; htmx and scripts get 401 instead of a page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        wants_json = request.headers.get("Accept", "").startswith("application/json")
        if request.headers.get("HX-Request") or wants_json:
            return JsonResponse({"error": "sign in"}, status=HTTPStatus.UNAUTHORIZED)
        return redirect_to_login(request.get_full_path())

    return wrapped


def person(request: HttpRequest) -> User:
    """The signed-in person."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def enrolment_or_404(request: HttpRequest, key: str) -> Enrolment:
    """One's own enrolment; somebody else's answers exactly like an absent one."""
    enrolment = own_enrolment(person(request), key)
    if enrolment is None:
        raise Http404
    return enrolment


def language() -> str:
    """The interface language."""
    return get_language() or "de"
