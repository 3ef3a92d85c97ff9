"""Guardians of a seat: let in by a code the lead hands out, and shown out again.

A code exists only in the answer to the form, so there is no redirect after it.
"""

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.enums import ClassKind
from courses.models import ClassSeat, SchoolClass
from courses.queries.class_seat import guardians_of
from courses.queries.school_class import seats_of
from courses.views.access import person, see
from courses.views.class_access import of_own_class, only_for
from lms.accounts.actions import end_guardian, invite_guardian_of_seat, renew_code_of_seat
from lms.accounts.mails import absolute
from lms.common.errors import ConflictError


@of_own_class
@only_for(ClassKind.SCHOOL)
@require_POST
def invite(request: HttpRequest, found: SchoolClass, *, seat: str) -> HttpResponse:
    """Let one more guardian look, and show the code to hand out."""
    row = get_object_or_404(seats_of(found), key=seat)
    actor, now = person(request), timezone.now()
    try:
        _guardian, code = invite_guardian_of_seat(seat=row.user, actor_key=actor.key, at=now)
    except ConflictError as refusal:
        messages.error(request, str(refusal))
        return _back(found, row)
    return _slip(request, found, row, code)


@of_own_class
@only_for(ClassKind.SCHOOL)
@require_POST
def change(request: HttpRequest, found: SchoolClass, *, seat: str, guardian: str) -> HttpResponse:
    """Show a guardian's next code, or end the access."""
    row = get_object_or_404(seats_of(found), key=seat)
    actor, now = person(request), timezone.now()
    one = get_object_or_404(guardians_of(row, now), key=guardian)
    if "beenden" not in request.POST:
        code = renew_code_of_seat(guardian=one, actor_key=actor.key, at=now)
        return _slip(request, found, row, code)
    end_guardian(guardian=one, actor_key=actor.key, at=now)
    messages.success(request, _("Der Zugang ist beendet."))
    return _back(found, row)


def _slip(request: HttpRequest, found: SchoolClass, seat: ClassSeat, code: str) -> HttpResponse:
    link = absolute(reverse("guardian:link", args=[code]))
    context = {
        "class": found,
        "seat": seat,
        "code": code,
        "address": absolute(reverse("guardian:enter")),
        "qr": segno.make(link, error="m", micro=False).svg_data_uri(border=0),
    }
    return render(request, "courses/class/guardian-slip.html", context)


def _back(found: SchoolClass, seat: ClassSeat) -> HttpResponse:
    return see(reverse("courses:class-seat", args=[found.key, seat.key]))
