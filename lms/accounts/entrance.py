"""allauth's views in the manner of the house: 303 after a form, 422 for an invalid one."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn as allauth_remove_webauthn
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse

View = Callable[..., HttpResponse]
AnyView = Callable[..., HttpResponseBase]


def at_home(view: View) -> View:
    """Wrap one of allauth's views."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            if response.status_code == HTTPStatus.FOUND:
                response.status_code = HTTPStatus.SEE_OTHER
            elif response.status_code == HTTPStatus.OK and _has_errors(response):
                response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return wrapped


def _has_errors(response: HttpResponse) -> bool:
    context = (response.context_data or {}) if isinstance(response, TemplateResponse) else {}
    return any(getattr(context.get(name), "errors", None) for name in ("form", "webauthn_form"))


def with_token(view: AnyView) -> AnyView:
    """Wrap a view whose address holds a secret: the next request must not carry it as referrer.

    Not ``no-referrer``: under it browsers send ``Origin: null`` with the page's own form, which
    the protection against forged requests then refuses.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "strict-origin"
        return response

    return wrapped


def logout(request: HttpRequest) -> HttpResponse:
    """Sign out; on a shared device the browser forgets what it kept of us."""
    response: HttpResponse = at_home(account.logout)(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def remove_webauthn(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a passkey, unless it is the last factor of somebody who must have one."""
    if request.method == "POST" and request.user.is_authenticated:
        passkey = Authenticator.objects.filter(pk=pk, user=request.user).first()
        adapter = get_adapter()
        if passkey is not None and not adapter.can_delete_authenticator(passkey):
            messages.error(request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
    return at_home(allauth_remove_webauthn)(request, pk=pk)
