"""Dates to keep: of a run for everybody, of a person by a secret address."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.calendar_feed import hashed, new_calendar_token, revoke_calendar
from courses.formats.calendar import calendar
from courses.models import CalendarToken, CourseRun, LeaveRecognition
from courses.queries.appointments import (
    calendar_dates,
    changed_at,
    own_dates,
    public_run,
    runs_of,
    token_address,
)
from courses.queries.team import run_titles
from courses.views.access import enrolment_or_404, language, person, see, signed_in

CONTENT_TYPE = "text/calendar; charset=utf-8"


@require_safe
def run_calendar(request: HttpRequest, key: str, slug: str, run: str) -> HttpResponse:
    """The dates of one run as a file."""
    found = public_run(key, run)
    if found is None:
        raise Http404
    title = run_titles([found], language())[found.course_id]
    response = _calendar(request, [found], title)
    response["Content-Disposition"] = f'inline; filename="termin-{found.key}.ics"'
    return response


@require_safe
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """All dates of the person who owns the address; one revoked is absent."""
    tokens = CalendarToken.objects.filter(
        token_hash=hashed(token), revoked_at=None, user__is_active=True, user__pause_reason=""
    )
    owner = tokens.select_related("user").first()
    if owner is None:
        raise Http404
    runs = runs_of(owner.user, at=timezone.now())
    response = _calendar(request, runs, _("Meine Kurstermine"), owner.created_at)
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest) -> HttpResponse:
    """Make a secret address, show it once, or switch it off."""
    user, now, address = person(request), timezone.now(), ""
    if request.method == "POST":
        if "revoke" in request.POST:
            revoke_calendar(user=user, at=now)
            return see(reverse("courses:calendar"))
        address = token_address(new_calendar_token(user=user, at=now))
    is_on = CalendarToken.objects.filter(user=user, revoked_at=None).exists()
    response = render(request, "courses/calendar.html", {"address": address, "is_on": is_on})
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_safe
def dates(request: HttpRequest, enrolment: str) -> HttpResponse:
    """The appointments of one's run, and where one was."""
    found = enrolment_or_404(request, enrolment)
    title = run_titles([found.run], language())[found.course_id]
    context = {"enrolment": found, "run": found.run, "title": title, "dates": own_dates(found)}
    context["is_leave"] = LeaveRecognition.objects.filter(run=found.run).exists()
    return render(request, "courses/own-dates.html", context)


def _calendar(
    request: HttpRequest, runs: Sequence[CourseRun], name: str, since: datetime | None = None
) -> HttpResponse:
    """The file, or 304 for a program that has it already."""
    data = calendar(calendar_dates(runs, language()), name=name, is_feed=True)
    etag = quote_etag(hashlib.sha256(data).hexdigest()[:32])
    changed = changed_at(runs) or since
    response = HttpResponse(data, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    if changed is not None:
        response["Last-Modified"] = http_date(changed.timestamp())
    # By what is in it only: leaving a run changes the file, but no date in it.
    answer = get_conditional_response(request, etag, None, response)
    return answer if isinstance(answer, HttpResponse) else response
