"""The log of breaches: the office reads, who runs the platform writes."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.actions.incident import (
    IncidentFacts,
    IncidentFactsError,
    change_incident,
    open_incident,
)
from lms.accounts.models import Incident
from lms.accounts.privacy.forms import IncidentForm
from lms.accounts.views import own, see_other

View = Callable[..., HttpResponseBase]
FORM = ["GET", "HEAD", "POST"]


def for_readers(view: View) -> View:
    """City staff, the data-protection officer, platform admins; absent for everybody else."""

    @login_required
    @wraps(view)
    @never_cache
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = own(request)
        if not (user.is_city_staff or user.is_data_protection_officer or user.is_platform_admin):
            raise Http404
        if request.method == "POST" and not user.is_platform_admin:
            raise PermissionDenied(_("Vorfälle trägt der Plattformbetrieb ein."))
        return view(request, *args, **kwargs)

    return wrapped


@for_readers
@require_safe
def incidents(request: HttpRequest) -> HttpResponse:
    """All incidents, the newest first, with how long there is to report them."""
    context = {"incidents": Incident.objects.all(), "now": timezone.now()}
    return render(request, "accounts/privacy/incidents.html", context)


@for_readers
@require_http_methods(FORM)
def incident_new(request: HttpRequest) -> HttpResponse:
    """Write an incident down."""
    if not own(request).is_platform_admin:
        raise PermissionDenied(_("Vorfälle trägt der Plattformbetrieb ein."))
    return _form(request, None)


@for_readers
@require_http_methods(FORM)
def incident(request: HttpRequest, number: str) -> HttpResponse:
    """Read an incident; who runs the platform writes down what is known by now."""
    return _form(request, get_object_or_404(Incident, number=number))


def _form(request: HttpRequest, row: Incident | None) -> HttpResponse:
    form = IncidentForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid() and _save(request, form, row):
        messages.success(request, _("Gespeichert."))
        return see_other("privacy:incidents")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"incident": row, "form": form, "now": timezone.now()}
    return render(request, "accounts/privacy/incident.html", context, status=status)


def _save(request: HttpRequest, form: IncidentForm, row: Incident | None) -> bool:
    """Store what the form says; False with the reason in the form."""
    facts, actor, now = IncidentFacts(**form.cleaned_data), own(request), timezone.now()
    try:
        if row is None:
            open_incident(facts=facts, actor=actor, at=now)
        else:
            change_incident(incident=row, facts=facts, actor=actor, at=now)
    except IncidentFactsError as error:
        form.add_error(error.field, str(error))
        return False
    return True
