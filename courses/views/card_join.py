"""Joining a class by its code, and taking a seat's progress along."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.school_class.claiming import WrongCardError, claim_seat
from courses.actions.school_class.joining import UnknownCodeError, join_class
from courses.forms.school_class import CardCodeForm, ClaimForm
from courses.queries.class_entry import seat_to_claim
from courses.views.access import person, see, signed_in
from courses.views.card import recognise
from courses.views.card_guesses import Guesses, too_many_codes
from lms.accounts.models import User
from lms.common.errors import DomainError, ThrottledError

SCANNED = "class_joining"  # in the session: the code of a QR, to be sent by a button


@never_cache
@require_safe
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """Take the code of a QR out of the address at once; a button takes the seat."""
    request.session[SCANNED] = code
    return see(reverse("courses:card-join"))


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Take a free seat; its card is shown once, in the answer, and nobody else's at all."""
    scanned = request.session.get(SCANNED, "")
    form = CardCodeForm(request.POST or None, initial={"code": scanned})
    status = int(HTTPStatus.OK if request.method != "POST" else HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        try:
            card = join_class(code=code, at=timezone.now())
        except DomainError as refusal:
            status = _counted(refusal, code)
            form.add_error("code", str(refusal))
        else:
            request.session.pop(SCANNED, None)
            recognise(request, card.seat)
            return render(request, "courses/class/joined.html", {"card": card})
    return render(request, "courses/class/join.html", {"form": form}, status=status)


def _counted(refusal: DomainError, code: str) -> int:
    """The status of a refusal; wrong codes are counted, whether closed, expired or guessed."""
    if isinstance(refusal, UnknownCodeError) and too_many_codes(code):
        return int(HTTPStatus.TOO_MANY_REQUESTS)
    return int(refusal.status)


@never_cache
@sensitive_post_parameters()
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest) -> HttpResponse:
    """Take along what was learned in a class, with card and pictures."""
    form = ClaimForm(request.POST or None)
    status = int(HTTPStatus.OK if request.method != "POST" else HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.method == "POST" and form.is_valid():
        try:
            _claim(person(request), form.cleaned_data["code"], form.pictures())
        except DomainError as refusal:
            status = int(refusal.status)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Ihr Lernstand ist jetzt in Ihrem Konto."))
            return see(reverse("courses:learning"))
    return render(request, "courses/class/claim.html", {"form": form}, status=status)


def _claim(user: User, code: str, pictures: list[str]) -> None:
    """Claim a seat; the short picture code is not even tried after too many wrong ones."""
    seat = seat_to_claim(code)
    guesses = Guesses(seat.school_class, card=seat.key, alias="", device="") if seat else None
    if guesses is not None and guesses.are_too_many():
        raise ThrottledError(_("Das waren zu viele Versuche. Bitte warten Sie zehn Minuten."))
    try:
        claim_seat(user=user, code=code, pictures=pictures, at=timezone.now())
    except WrongCardError as refusal:
        if guesses is not None:
            guesses.count()
        elif too_many_codes(code):
            raise ThrottledError(str(refusal)) from refusal
        raise
