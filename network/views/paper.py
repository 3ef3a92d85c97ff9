"""Consent forms handed in on paper: whoever may, enters the number."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.accounts.actions import enter_form
from lms.accounts.mails import absolute
from lms.accounts.models import User
from lms.common.errors import DomainError
from lms.common.throttle import count_try
from network.forms.paper import PaperNumberForm
from network.models import Partner
from network.queries.membership import partners_of
from network.rules import can_take_paper, is_city_staff
from network.views.doors import signed_in
from network.views.own_access import person

MOST_TRIES, WINDOW = 30, 600  # wrong numbers of one person in so many seconds


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, partner: str) -> HttpResponse:
    """Enter a form. No redirect: the guardian's code exists only in this answer."""
    user = person(request)
    house = _house(user, partner)
    form = PaperNumberForm(request.POST or None)
    code = _enter(user, house, form) if request.method == "POST" and form.is_valid() else ""
    context = {
        "partner": house,
        "form": PaperNumberForm() if code else form,
        "code": code,
        "address": absolute(reverse("guardian:enter")),
    }
    status = 422 if form.errors else 200
    return render(request, "network/own-paper.html", context, status=status)


def _house(user: User, key: str) -> Partner:
    """The partner, for its leads and admins; a foreign one is absent.

    Raises:
        PermissionDenied: Acts for it in another role.
    """
    rows = Partner.objects.all() if is_city_staff(user) else partners_of(user)
    house = rows.filter(key=key).first()
    if house is None:
        raise Http404
    if not can_take_paper(user, house):
        raise PermissionDenied(
            _("Formulare tragen Lehrkräfte und die Verwaltung der Einrichtung ein.")
        )
    return house


def _enter(user: User, house: Partner, form: PaperNumberForm) -> str:
    """Take the form in and return the guardian's code, or "" with the reason in the form."""
    if count_try(f"paper:{user.pk}", seconds=WINDOW) > MOST_TRIES:
        form.add_error(None, _("Zu viele Versuche. Bitte warten Sie zehn Minuten."))
        return ""
    try:
        return enter_form(
            number=form.cleaned_data["number"],
            partner_key=house.key,
            actor_key=user.key,
            at=timezone.now(),
        )
    except DomainError as error:
        form.add_error("number", str(error))
        return ""
