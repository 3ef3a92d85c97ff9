"""Pages for those who steer the network: city staff and coordinators; absent for others."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from courses.views.access import View, person, signed_in
from network.queries.viewer import viewer_of


def steering(view: Callable[..., HttpResponseBase]) -> View:
    """Let in who steers and hand the view who looks (``network.queries.viewer.Viewer``)."""

    @signed_in
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer = viewer_of(person(request), timezone.localdate())
        if not viewer.steers:
            raise Http404
        return view(request, viewer, *args, **kwargs)

    return wrapped
