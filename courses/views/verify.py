"""Verification of certificates by anybody, without an account."""

import logging
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.signing import SigningError
from courses.actions.verification import WINDOW, compare_name, look_up
from courses.forms.certificate import CodeForm, CompareNameForm
from courses.queries.verification import UNKNOWN, Verification, shown_holder
from lms.common.errors import ThrottledError
from lms.common.throttle import client_address

logger = logging.getLogger("courses")


@require_safe
def verify_search(request: HttpRequest) -> HttpResponse:
    """Take a code as people type it and lead to its page."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("courses:verify", code=form.cleaned_data["code"])
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "courses/verify-search.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """State what is known about a code; compare a name on request. Needs no account.

    The form that compares, and with it a cookie against forged requests, only comes when asked
    for by ``?name``.
    """
    is_comparing = request.method == "POST" or "name" in request.GET
    form = CompareNameForm(request.POST or None) if is_comparing else None
    matches = None
    try:
        found = look_up(code=code, address=client_address(request))
        if form is not None and form.is_valid():
            matches = compare_name(code=code, name=form.cleaned_data["name"])
    except ThrottledError as error:
        return _verify_page(request, {"throttled": str(error), "code": code}, error.status)
    except SigningError:
        logger.exception("name not compared", extra={"object_key": code})
        context = {"is_broken": True, "code": code}
        return _verify_page(request, context, HTTPStatus.SERVICE_UNAVAILABLE)
    status = HTTPStatus.NOT_FOUND if found.state == UNKNOWN else HTTPStatus.OK
    if form is not None and form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _verify_page(request, _shown(found, form, matches), status)


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the address on paper to the page in the visitor's language."""
    return redirect("courses:verify", code=code)


def _shown(
    found: Verification, form: CompareNameForm | None, matches: bool | None
) -> dict[str, Any]:
    return {
        "found": found,
        "code": found.code,
        "holder": shown_holder(found.code),
        "form": form,
        "is_compared": form is not None and form.is_bound and not form.errors,
        "matches": matches,
    }


def _verify_page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    response = render(request, "courses/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(WINDOW)
    return response
