"""The start page of a seat: go on, what is due when, on which way, what is done; nothing else."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from courses.queries import pupil as queries
from courses.views.access import language
from lms.accounts.models import User


def pupil_start(request: HttpRequest, user: User, *, at: datetime) -> HttpResponse:
    """Show a pupil what there is to do."""
    seat = queries.seat_of(user)
    if seat is None:
        raise Http404
    start = queries.pupil_start(seat, language=language(), at=at)
    return render(request, "courses/class/start.html", {"start": start, "seat": seat})
