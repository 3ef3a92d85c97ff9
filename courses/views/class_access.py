"""Who may come into a class: its leads, as long as they are, and until its last day."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from courses.enums import ClassKind
from courses.models import SchoolClass
from courses.queries.school_class import has_ended, last_day, led_classes
from courses.views.access import View, person, signed_in


def of_own_class(view: View) -> View:
    """Call the view with a class the person leads; after its last day only its end is shown."""

    @wraps(view)
    def running(request: HttpRequest, found: SchoolClass, **kwargs: Any) -> HttpResponseBase:
        if has_ended(found, timezone.now()):
            return ended_page(request, found, status=HTTPStatus.CONFLICT)
        return view(request, found, **kwargs)

    return of_any_own_class(running)


def of_any_own_class(view: View) -> View:
    """The same for a class that has ended, too."""

    @wraps(view)
    @never_cache
    @signed_in
    def wrapped(request: HttpRequest, school_class: str, **kwargs: Any) -> HttpResponseBase:
        found = led_classes(person(request)).filter(key=school_class).first()
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return wrapped


def only_for(*kinds: ClassKind) -> Callable[[View], View]:
    """Let a page be there for classes of some kinds; for the others it is absent.

    Stands below one of the two above.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, found: SchoolClass, **kwargs: Any) -> HttpResponseBase:
            if found.kind not in kinds:
                raise Http404
            return view(request, found, **kwargs)

        return wrapped

    return decorated


def ended_page(request: HttpRequest, school_class: SchoolClass, *, status: int) -> HttpResponse:
    """What remains of a class: the day of its deletion, and its table."""
    context = {"class": school_class, "day": last_day(school_class)}
    return render(request, "courses/class/ended.html", context, status=status)
