"""Doors of the network's pages here: for those who steer, and for those who keep a house."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from courses.views.access import View, person, signed_in
from network.queries.viewer import viewer_of


def steering(view: Callable[..., HttpResponseBase]) -> View:
    """Let in city staff and coordinators, and hand the view who looks."""

    @signed_in
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer = viewer_of(person(request), timezone.localdate())
        if not viewer.steers:
            raise Http404
        return view(request, viewer, *args, **kwargs)

    return wrapped


def keeper(view: Callable[..., HttpResponseBase]) -> View:
    """Let in who keeps a house, or city staff, and hand the view who looks as ``viewer``."""

    @signed_in
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer = viewer_of(person(request), timezone.localdate())
        if not viewer.is_staff and not viewer.edits:
            raise Http404
        return view(request, *args, viewer=viewer, **kwargs)

    return wrapped
