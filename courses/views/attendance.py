"""Who was there: the team's lists, the code on site, and the learner who scans it."""

from http import HTTPStatus
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.attendance import (
    AROUND,
    TURN,
    confirm_presence,
    is_site_code,
    note_attendance,
    site_code,
)
from courses.actions.run_team import name_people
from courses.enums import EnrolmentState, Presence
from courses.models import Appointment, CourseRun, Enrolment
from courses.views.access import person, see, signed_in
from courses.views.run_team import run_team, title_of
from lms.accounts.entrance import with_token
from lms.common.errors import ConflictError


@run_team
@require_safe
def dates(request: HttpRequest, run: CourseRun) -> HttpResponse:
    """The appointments of a run, each with the ways to its list and its code."""
    context = {"run": run, "title": title_of(run), "dates": run.appointments.all()}
    return render(request, "courses/attendance-dates.html", context)


@run_team
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest, run: CourseRun, appointment: str) -> HttpResponse:
    """One form for everybody: names are shown when one asks for them, which is logged."""
    date = _date_or_404(run, appointment)
    if "save" in request.POST:
        return _saved(request, run, date)
    context: dict[str, Any] = {"run": run, "title": title_of(run), "date": date}
    if request.method == "POST":
        noted = dict(date.attendances.values_list("enrolment", "presence"))
        people = name_people(run=run, actor=person(request), at=timezone.now())
        context["people"] = [(one, noted.get(one.enrolment.pk, "")) for one in people]
        context["choices"] = [*Presence.choices, ("", _("nicht notiert"))]
    return render(request, "courses/attendance.html", context)


def _saved(request: HttpRequest, run: CourseRun, date: Appointment) -> HttpResponse:
    known = {*Presence.values, ""}
    presences = {
        name.removeprefix("presence-"): value
        for name, value in request.POST.items()
        if name.startswith("presence-") and value in known
    }
    try:
        note_attendance(
            appointment=date, presences=presences, actor=person(request), at=timezone.now()
        )
    except ConflictError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Die Anwesenheit ist gespeichert."))
    return see(reverse("courses:attendance-dates", args=[run.key]))


@run_team
@require_safe
def code(request: HttpRequest, run: CourseRun, appointment: str) -> HttpResponse:
    """A code to show on site; the page brings the next one by itself."""
    date = _date_or_404(run, appointment)
    context: dict[str, Any] = {"run": run, "title": title_of(run), "date": date}
    if value := site_code(appointment=date, at=timezone.now()):
        address = settings.SITE_URL + reverse("courses:attend", args=[date.key, value])
        qr = segno.make(address, error="m", micro=False)
        context |= {"address": address, "qr": qr.svg_data_uri(border=2)}
    context["minutes"] = AROUND.seconds // 60
    response = render(request, "courses/attendance-code.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Refresh"] = str(TURN // 2)
    return response


@signed_in
@with_token
@require_http_methods(["GET", "HEAD", "POST"])
def attend(request: HttpRequest, appointment: str, code: str) -> HttpResponse:
    """Say that one is there; who is not in the run finds nothing."""
    date, enrolment = _own_date_or_404(request, appointment)
    now = timezone.now()
    context: dict[str, Any] = {"run": date.run, "title": title_of(date.run), "date": date}
    if request.method == "POST":
        try:
            confirm_presence(appointment=date, enrolment=enrolment, code=code, at=now)
        except ConflictError as error:
            context["error"] = str(error)
            return render(request, "courses/attend.html", context, status=error.status)
        messages.success(request, _("Danke, die Anwesenheit ist eingetragen."))
        return see(reverse("courses:own-dates", args=[enrolment.key]))
    if not is_site_code(date, code, now):
        context["error"] = _("Dieser Code gilt nicht mehr. Bitte noch einmal scannen.")
        return render(request, "courses/attend.html", context, status=HTTPStatus.CONFLICT)
    return render(request, "courses/attend.html", context)


def _date_or_404(run: CourseRun, key: str) -> Appointment:
    return get_object_or_404(run.appointments.filter(cancelled_at=None), key=key)


def _own_date_or_404(request: HttpRequest, key: str) -> tuple[Appointment, Enrolment]:
    """The appointment and one's enrolment in its run."""
    dates = Appointment.objects.select_related("run__course__partner")
    date = dates.filter(key=key, cancelled_at=None).first()
    mine = Enrolment.objects.exclude(state=EnrolmentState.LEFT).select_related("user", "course")
    enrolment = mine.filter(user=person(request), run=date.run).first() if date else None
    if date is None or enrolment is None:
        raise Http404
    return date, enrolment
