"""Signing in with a card: scan or type a code, choose pictures, see who one is, go."""

from http import HTTPStatus
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.school_class.cards import PICTURES
from courses.actions.school_class.seats import note_use
from courses.enums import Picture
from courses.forms.school_class import CardCodeForm
from courses.models import ClassSeat
from courses.queries.class_entry import (
    class_of_device,
    is_open,
    seat_of_card,
    seat_of_pictures,
    used_seats,
)
from courses.queries.pupil import next_address
from courses.views.access import language, see
from courses.views.card_guesses import Guesses, too_many_codes
from courses.views.class_device import mark_device, marked_class
from lms.accounts.seat_sessions import begin_seat_session

# In the session: the card shown, the pictures chosen so far, a typed alias, the seat found.
CARD, CHOSEN, ALIAS, FOUND = "class_card", "class_pictures", "class_alias", "class_seat"
FOUND_FOR = 600  # seconds in which "Los geht's" must be pressed


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest) -> HttpResponse:
    """The door of classes: pictures on a device of a class or with a card, else a code."""
    if request.method != "POST":
        return _door(request)
    form = CardCodeForm(request.POST)
    if form.is_valid():
        return _enter(request, form.cleaned_data["code"])
    return _door(request, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@never_cache
@require_safe
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """Take the secret of a QR out of the address at once: browsers keep where this leads."""
    return _enter(request, code)


def _enter(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    school_class = class_of_device(code, now)
    if school_class is not None:
        _forget(request)
        response = see(reverse("courses:card"))
        mark_device(response, school_class, at=now)
        return response
    seat = seat_of_card(code, now)
    if seat is None:
        return _refuse(request, code)
    _forget(request)
    if is_open(seat.school_class, now):
        return _recognised(request, seat)
    request.session[CARD] = seat.key
    return see(reverse("courses:card"))


def _refuse(request: HttpRequest, code: str) -> HttpResponse:
    if too_many_codes(code):
        error = _("Das waren zu viele falsche Codes. Bitte zehn Minuten warten.")
        return _door(request, error=error, status=HTTPStatus.TOO_MANY_REQUESTS)
    error = _("Dieser Code gilt nicht. Bitte noch einmal auf der Karte nachsehen.")
    return _door(request, error=error, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _door(request: HttpRequest, *, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    now, session = timezone.now(), request.session
    device = marked_class(request, at=now)
    known = session.get(CARD)
    seat = used_seats(now).filter(key=known).first() if known else None
    school_class = device[0] if device and not seat else None
    known_class = seat.school_class if seat else school_class
    chosen = session.get(CHOSEN, [])
    context = {
        "school_class": school_class,
        "seat": seat,
        "is_adult": known_class is not None and known_class.is_adult,
        "pictures": [Picture(value) for value in Picture.values],
        "chosen": [Picture(value) for value in chosen],
        "open_places": range(len(chosen), PICTURES),
        "number": len(chosen) + 1,
        "alias": session.get(ALIAS, ""),
        "form": CardCodeForm(),
    }
    return render(request, "courses/class/card.html", context | more, status=status)


@never_cache
@sensitive_post_parameters("bild")
@require_POST
def pictures(request: HttpRequest) -> HttpResponse:
    """Choose one more picture, or take the last one back; the fifth finds the seat."""
    session = request.session
    session[ALIAS] = request.POST.get("alias", session.get(ALIAS, ""))[:60].strip()
    chosen = list(session.get(CHOSEN, []))
    if "zurueck" in request.POST:
        session[CHOSEN] = chosen[:-1]
        return see(reverse("courses:card"))
    chosen += [value for value in request.POST.getlist("bild") if value in Picture.values]
    if len(chosen) < PICTURES:
        session[CHOSEN] = chosen
        return see(reverse("courses:card"))
    session.pop(CHOSEN, None)
    return _by_pictures(request, chosen[:PICTURES])


def _by_pictures(request: HttpRequest, chosen: list[str]) -> HttpResponse:
    now = timezone.now()
    key, alias = request.session.get(CARD, ""), request.session.get(ALIAS, "")
    device = marked_class(request, at=now)
    shown = used_seats(now).filter(key=key).first() if key else None
    if shown is None and device is None:
        return see(reverse("courses:card"))
    school_class = shown.school_class if shown else device[0]  # type: ignore[index]
    guesses = Guesses(school_class, card=key, alias=alias, device=device[1] if device else "")
    if guesses.are_too_many():
        error = _("Das waren zu viele Versuche. Bitte die Karte scannen oder zehn Minuten warten.")
        return _door(request, error=error, status=HTTPStatus.TOO_MANY_REQUESTS)
    only = Q(key=key) if shown else Q(alias__iexact=alias) if alias else Q()
    seat = seat_of_pictures(school_class, chosen, now, only=only)
    if seat is None:
        guesses.count()
        error = _("Diese Bilder passen nicht. Bitte noch einmal versuchen.")
        return _door(request, error=error, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    _forget(request)
    return _recognised(request, seat)


def _recognised(request: HttpRequest, seat: ClassSeat) -> HttpResponse:
    recognise(request, seat)
    return see(reverse("courses:card-me"))


def recognise(request: HttpRequest, seat: ClassSeat) -> None:
    """Remember whose seat was found; nobody is signed in before they have seen who they are."""
    request.session[FOUND] = [seat.key, timezone.now().timestamp()]


def _forget(request: HttpRequest) -> None:
    for key in (CARD, CHOSEN, ALIAS, FOUND):
        request.session.pop(key, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show alias and symbol; signs in only when somebody says that this is them."""
    now = timezone.now()
    key, since = request.session.get(FOUND, ["", 0.0])
    is_fresh = now.timestamp() - since <= FOUND_FOR
    seat = used_seats(now).filter(key=key).first() if is_fresh else None
    if seat is None or "nein" in request.POST:
        if seat is not None:
            _forget(request)
        return see(reverse("courses:card"))
    if request.method != "POST":
        return render(request, "courses/class/me.html", {"seat": seat})
    _forget(request)
    begin_seat_session(request, seat.user, alias=seat.alias, symbol=seat.symbol, at=now)
    note_use(seat=seat, at=now)
    return see(next_address(seat, language=language(), at=now))
