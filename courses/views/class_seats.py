"""Seats of a class: made, printed, removed; class sheet and joining code.

Codes exist only in the answers to these forms, so there is no redirect after them.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.school_class.cards import Card
from courses.actions.school_class.founding import renew_sheet
from courses.actions.school_class.joining import close_joining, open_joining
from courses.actions.school_class.seats import add_seats, erase_seat, remove_seat, renew_cards
from courses.forms.school_class import JoiningForm, SeatNumberForm, SeatsForm
from courses.models import SchoolClass
from courses.queries.school_class import removed_seats, seats_of
from courses.views.access import person, see
from courses.views.class_access import of_own_class
from lms.accounts.mails import absolute
from lms.common.errors import DomainError


@of_own_class
@require_safe
def seats(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """List the seats and what can be done with them."""
    return _page(request, found)


def _page(request: HttpRequest, found: SchoolClass, **more: Any) -> HttpResponse:
    context = {
        "class": found,
        "seats": seats_of(found),
        "removed": removed_seats(found),
        "now": timezone.now(),
        "number_form": SeatNumberForm(),
        "joining_form": JoiningForm(),
    }
    status = more.pop("status", HTTPStatus.OK)
    return render(request, "courses/class/seats.html", context | more, status=status)


@of_own_class
@require_POST
def add(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """Make seats and show their cards."""
    form = SeatNumberForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, found, number_form=form, status=status)
    try:
        made = add_seats(
            school_class=found,
            number=form.cleaned_data["number"],
            actor=person(request),
            at=timezone.now(),
        )
    except DomainError as refusal:
        form.add_error("number", str(refusal))
        return _page(request, found, number_form=form, status=refusal.status)
    return _cards(request, found, made)


@of_own_class
@require_POST
def chosen(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """Draw new cards for the seats chosen, or remove them."""
    form = SeatsForm(request.POST, school_class=found)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, found, seats_form=form, status=status)
    actor, now, rows = person(request), timezone.now(), form.cleaned_data["seats"]
    if "entfernen" not in request.POST:
        return _cards(request, found, renew_cards(seats=rows, actor=actor, at=now))
    for seat in rows:
        remove_seat(seat=seat, actor=actor, at=now)
    messages.success(request, _("Entfernt. Die Karten gelten nicht mehr."))
    return see(reverse("courses:class-seats", args=[found.key]))


@of_own_class
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, found: SchoolClass, *, seat: str) -> HttpResponse:
    """Ask first, then erase a seat with all that was learned there, at once."""
    row = get_object_or_404(found.seats.select_related("user", "school_class__partner"), key=seat)
    if request.method != "POST":
        context = {"class": found, "seat": row}
        return render(request, "courses/class/seat-erase.html", context)
    try:
        erase_seat(seat=row, actor=person(request), at=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Gelöscht. Von diesem Platz ist nichts mehr da."))
    return see(reverse("courses:class-seats", args=[found.key]))


def _cards(request: HttpRequest, found: SchoolClass, cards: Sequence[Card]) -> HttpResponse:
    printed = [(card, _qr("courses:card-scan", card.code)) for card in cards]
    context = {"class": found, "cards": printed, "address": absolute(reverse("courses:card"))}
    return render(request, "courses/class/cards.html", context)


@of_own_class
@require_POST
def sheet(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """Draw the class sheet anew and show it."""
    code = renew_sheet(school_class=found, actor=person(request), at=timezone.now())
    context = {
        "class": found,
        "code": code,
        "qr": _qr("courses:card-scan", code),
        "address": absolute(reverse("courses:card")),
    }
    return render(request, "courses/class/sheet.html", context)


def _qr(route: str, code: str) -> str:
    address = absolute(reverse(route, args=[code]))
    return str(segno.make(address, error="m", micro=False).svg_data_uri(border=0))


@of_own_class
@require_POST
def joining(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """Draw a joining code and show it, or end the one there is."""
    actor, now = person(request), timezone.now()
    if "zu" in request.POST:
        close_joining(school_class=found, actor=actor, at=now)
        return see(reverse("courses:class-seats", args=[found.key]))
    form = JoiningForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, found, joining_form=form, status=status)
    code = open_joining(school_class=found, days=form.cleaned_data["days"], actor=actor, at=now)
    address = absolute(reverse("courses:card-join"))
    qr = _qr("courses:card-join-scan", code)
    context = {"class": found, "code": code, "address": address, "qr": qr}
    return render(request, "courses/class/joining.html", context)
