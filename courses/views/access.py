"""Who may come in: the checks every learner's view begins with."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from courses.models import Enrolment
from courses.queries.learner import own_enrolment
from courses.views.kept import KEY as KEPT_FORM, forget_form, keep_form, kept_form
from lms.accounts.models import User

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Send strangers to the log-in page; htmx and scripts get 401 instead of a page.

    What they sent with a form about an enrolment waits until they are signed in.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_about_enrolment = "enrolment" in kwargs
        if request.user.is_authenticated:
            if is_about_enrolment and KEPT_FORM in request.session:
                waiting = _kept_form(request, kwargs["enrolment"])
                if waiting is not None:
                    return waiting
            return view(request, *args, **kwargs)
        wants_json = request.headers.get("Accept", "").startswith("application/json")
        is_form = request.method == "POST" and is_about_enrolment and not wants_json
        is_kept = is_form and keep_form(request)
        login = redirect_to_login(request.path if is_kept else _way_back(request))
        if request.headers.get("HX-Request") or wants_json:
            answer = JsonResponse({"error": "sign in"}, status=HTTPStatus.UNAUTHORIZED)
            answer["HX-Redirect"] = login.url  # nothing would be put into the page otherwise
            return answer
        return login

    return wrapped


def _kept_form(request: HttpRequest, enrolment: str) -> HttpResponseBase | None:
    """The form that waited for the log-in; it is nobody else's, though the browser is shared."""
    if request.method == "POST":
        forget_form(request)
        return None
    enrolment_or_404(request, enrolment)
    return kept_form(request)


def _way_back(request: HttpRequest) -> str:
    """Where to go on after the log-in: a form's address answers nobody who only looks."""
    if request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        return request.get_full_path()
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()})
    parts = urlsplit(page if is_ours else "")
    return f"{parts.path}?{parts.query}".rstrip("?") or reverse("courses:learning")


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
