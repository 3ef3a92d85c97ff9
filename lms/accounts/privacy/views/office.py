"""Requests of people about their data, as the city's staff answer them: one person at a time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.accounts.actions.erasure import request_erasure
from lms.accounts.actions.looks import WrongCaseError, find_person
from lms.accounts.actions.privacy_case import close_case, open_case
from lms.accounts.models import PrivacyCase, User
from lms.accounts.privacy.forms import CaseForm, EraseForm, PersonForm
from lms.accounts.privacy.views.own import archive_of
from lms.accounts.views import own, see_other, show
from lms.common.errors import DomainError

LOOK = "privacy_look"  # session key: whom one may see just now, why, until when
LOOK_LASTS = timedelta(minutes=15)
View = Callable[..., HttpResponseBase]


def for_office(view: View) -> View:
    """City staff and the data-protection officer; for everybody else the page is absent."""

    @login_required
    @wraps(view)
    @never_cache
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = own(request)
        if not (user.is_city_staff or user.is_data_protection_officer):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def for_staff(view: View) -> View:
    """City staff; the data-protection officer may not, for everybody else it is absent."""

    @for_office
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not own(request).is_city_staff:
            raise PermissionDenied(_("Das macht die Stadtverwaltung."))
        return view(request, *args, **kwargs)

    return wrapped


@for_office
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Open cases by their due date, then the last closed ones."""
    context = {
        "open_cases": PrivacyCase.objects.filter(closed_at=None),
        "closed_cases": PrivacyCase.objects.exclude(closed_at=None).order_by("-closed_at")[:20],
        "form": CaseForm(),
        "now": timezone.now(),
    }
    return render(request, "accounts/privacy/cases.html", context)


@for_staff
@require_POST
def case_new(request: HttpRequest) -> HttpResponse:
    """Open a case for a request that came in."""
    form = CaseForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "open_cases": PrivacyCase.objects.filter(closed_at=None)}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "accounts/privacy/cases.html", context, status=status)
    case = open_case(kind=form.cleaned_data["kind"], actor=own(request), at=timezone.now())
    messages.success(request, _("Vorgang %(number)s ist eröffnet.") % {"number": case.number})
    return see_other("privacy:cases")


@for_staff
@require_POST
def case_close(request: HttpRequest, number: str) -> HttpResponse:
    """Close an answered case."""
    case = get_object_or_404(PrivacyCase, number=number)
    try:
        close_case(case=case, actor=own(request), at=timezone.now())
    except DomainError as error:
        return HttpResponse(str(error), status=error.status)
    return see_other("privacy:cases")


@for_staff
def person_search(request: HttpRequest) -> HttpResponse:
    """Find one account by its exact address; why is asked for, written down, and shown to them."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data, now = form.cleaned_data, timezone.now()
        case = data["case"].number if data["case"] else ""
        try:
            person = find_person(
                actor=own(request), email=data["email"], reason=data["reason"], case=case, at=now
            )
        except DomainError as error:
            form.add_error("case" if isinstance(error, WrongCaseError) else "email", str(error))
        else:
            until = (now + LOOK_LASTS).isoformat()
            request.session[LOOK] = {"person": person.key, "case": case, "until": until}
            address = reverse("privacy:person", args=[person.key])
            return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)
    return show(request, "accounts/privacy/person-search.html", form)


@for_staff
@require_safe
def person(request: HttpRequest, key: str) -> HttpResponse:
    """What a case needs to know of an account; only just after saying why."""
    found, case = _looked_at(request, key)
    context = {"person": found, "case": case, "form": EraseForm()}
    return render(request, "accounts/privacy/person.html", context)


@for_staff
@require_POST
def person_export(request: HttpRequest, key: str) -> HttpResponseBase:
    """The copy of a person's data, on behalf of them, in a case."""
    found, case = _looked_at(request, key, in_case=True)
    return archive_of(found, actor_key=own(request).key, case=case)


@for_staff
@require_POST
def person_erase(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for an account to go, on behalf of the person, in a case."""
    found, case = _looked_at(request, key, in_case=True)
    form = EraseForm(request.POST)
    form.is_valid()
    try:
        request_erasure(
            user=found,
            keeps_certificates=form.cleaned_data["keeps_certificates"],
            actor_key=own(request).key,
            role="city",
            case=case,
            at=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, str(error))
    address = reverse("privacy:person", args=[key])
    return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)


def _looked_at(request: HttpRequest, key: str, *, in_case: bool = False) -> tuple[User, str]:
    """Whom this session may see now, and the number of the case.

    Raises:
        Http404: Somebody else, too long ago, the case was closed meanwhile, or there is none
            where one is needed.
    """
    look = request.session.get(LOOK, {})
    is_fresh = look and datetime.fromisoformat(look["until"]) >= timezone.now()
    if not is_fresh or look["person"] != key or (in_case and not look["case"]):
        raise Http404
    if look["case"]:
        get_object_or_404(PrivacyCase, number=look["case"], person_key=key, closed_at=None)
    return get_object_or_404(User, key=key), look["case"]
