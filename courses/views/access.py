"""Who may come in: the checks every learner's view begins with."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext as _

from courses.models import Enrolment, Lesson
from courses.queries.learner import own_enrolment
from courses.rules import can_open_lesson, has_access
from lms.accounts.models import User

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Send strangers to the log-in page; htmx and scripts get 401 instead of a page.

    For seats of classes there is nothing here: they have no account of their own.
    """
    inner = learning_in(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if isinstance(request.user, User) and request.user.is_pseudonymous:
            raise Http404
        return inner(request, *args, **kwargs)

    return wrapped


def learning_in(view: View) -> View:
    """As ``signed_in``, and open to seats of classes, too: what learning is made of."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return to_login(request, _way_back(request))

    return wrapped


def to_login(request: HttpRequest, target: str) -> HttpResponseBase:
    """The way to the log-in page and from there to ``target``."""
    login = redirect_to_login(target)
    if not request.headers.get("HX-Request") and not wants_json(request):
        return login
    answer = JsonResponse({"error": "sign in"}, status=HTTPStatus.UNAUTHORIZED)
    answer["HX-Redirect"] = login.url  # nothing would be put into the page otherwise
    return answer


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asks, which has no use for a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def see(address: str) -> HttpResponse:
    """Answer a form: the browser asks for the page with GET."""
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


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


def learning_or_404(request: HttpRequest, key: str) -> Enrolment:
    """One's own enrolment, to learn in; after the end of access the page says so (403)."""
    enrolment = enrolment_or_404(request, key)
    if not has_access(enrolment.run, timezone.now()):
        raise PermissionDenied(_("Der Zugang zu diesem Kurs ist zu Ende. Der Fortschritt bleibt."))
    return enrolment


def lesson_or_404(enrolment: Enrolment, slug: str) -> Lesson:
    """A lesson of the enrolment's course that its learner may open."""
    lesson = enrolment.course.lessons.filter(slug=slug, retired_at__isnull=True).first()
    if lesson is None or not can_open_lesson(enrolment, lesson, timezone.now()):
        raise Http404
    return lesson


def language() -> str:
    """The interface language."""
    return get_language() or "de"
