"""What our own views inside the admin share: who may open them, how a form is shown."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from cms.scope import Scope, scope_of
from lms.common.errors import DomainError, forbidden

P = ParamSpec("P")
Inner = Callable[Concatenate[HttpRequest, Scope, P], HttpResponseBase]
Outer = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def scoped(view: Inner[P]) -> Outer[P]:
    """Hand the view the person's scope; the wall has already turned strangers away."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        scope = scope_of(request)
        if scope is None:
            return forbidden(request, PermissionDenied())
        try:
            return view(request, scope, *args, **kwargs)
        except PermissionDenied as error:  # Wagtail would turn it into a redirect
            return forbidden(request, error)

    return wrapped


def staff_only(view: Inner[P]) -> Outer[P]:
    """Let only city staff in; partners get 403, because the room is known to exist."""

    @wraps(view)
    def checked(
        request: HttpRequest, scope: Scope, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not scope.is_staff:
            raise PermissionDenied(_("Das macht die Stadtverwaltung."))
        return view(request, scope, *args, **kwargs)

    return scoped(checked)


def admins_only(view: Inner[P]) -> Outer[P]:
    """Let city staff and the admins of some partner in."""

    @wraps(view)
    def checked(
        request: HttpRequest, scope: Scope, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not scope.is_staff and not scope.administered_ids:
            raise PermissionDenied(_("Das macht die Verwaltung Ihrer Einrichtung."))
        return view(request, scope, *args, **kwargs)

    return scoped(checked)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, however empty; None for who only looks."""
    return request.POST if request.method == "POST" else None


def refusal(form: forms.BaseForm, act: Callable[[], object]) -> int | None:
    """Do what a valid form asks for; a refusal is written into the form, where it says.

    Returns:
        The HTTP status of the refusal, None when it is done.
    """
    try:
        act()
    except DomainError as error:
        field = getattr(error, "field", None)
        form.add_error(field if field in form.fields else None, str(error))
        return error.status
    return None


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Render one of our templates inside the admin's frame."""
    return TemplateResponse(request, f"cms/admin/{template}.html", context, status=status)


def show_form(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    title: str,
    submit: str,
    status: int | None = None,
    **context: Any,
) -> HttpResponse:
    """Show one form; 422 when it came back with errors, unless an action's ``status`` says more.

    ``title`` heads the page, ``submit`` stands on the button; ``context`` may hold ``intro`` (a
    sentence), ``back`` (an address), ``icon`` and ``remove`` (words on a second button).
    """
    usual = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    values = {"form": form, "title": title, "submit": submit, **context}
    return show(request, "form", values, status=status or usual)
