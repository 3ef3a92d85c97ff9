"""Recognition of a run as Bildungszeit: for its team and the house's admins; no person is named."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions.leave_paper import IssuedToAll, issue_to_all
from courses.actions.leave_recognition import RecognitionError, set_recognition
from courses.enums import LeaveAge, LeaveGender, LeaveQualification, RunKind
from courses.forms.leave import RecognitionForm
from courses.models import CourseRun, LeaveRecognition
from courses.queries.leave_dates import (
    TO_APPLY,
    covers,
    first_day,
    is_expired,
    light,
    minimum_in_words,
    schedule_of,
)
from courses.queries.leave_report import leave_report
from courses.queries.team import run_titles
from courses.rules import SeatRights
from courses.views.access import language, person, see, signed_in
from courses.views.seat_team import run_or_404
from lms.common.errors import DomainError
from lms.common.spreadsheet import CSV_TYPE, Cell, Sheet, as_csv


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def recognition(request: HttpRequest, run: str) -> HttpResponse:
    """Show where the recognition stands and what is due; a POST keeps what the ministry said."""
    found, rights = run_or_404(request, run, RunKind.DATED)
    row = _recognition(found)
    if request.method != "POST":
        return _page(request, found, rights, RecognitionForm(run=found, row=row))
    form, status = RecognitionForm(request.POST, run=found, row=row), 0
    if form.is_valid():
        try:
            set_recognition(run=found, plan=form.plan(), actor=person(request), at=timezone.now())
        except DomainError as error:
            form.add_error(error.field if isinstance(error, RecognitionError) else None, str(error))
            status = error.status
        else:
            messages.success(request, _("Gespeichert."))
            return see(request.path)
    return _page(request, found, rights, form, status=status or HTTPStatus.UNPROCESSABLE_ENTITY)


@signed_in
@require_POST
def issue(request: HttpRequest, run: str) -> HttpResponse:
    """Issue the confirmation of attendance to everybody who was there for long enough."""
    found, rights = run_or_404(request, run, RunKind.DATED)
    try:
        issued = issue_to_all(run=found, actor=person(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _told(issued, rights))
    return see(reverse("courses:run-recognition", args=[found.key]))


@signed_in
@require_safe
def report(request: HttpRequest, run: str) -> HttpResponse:
    """The anonymous answers of all runs of the house, as a file."""
    found, _rights = run_or_404(request, run, RunKind.DATED)
    house = found.course.partner
    labels = {
        LeaveAge: _("Alter"),
        LeaveGender: _("Geschlecht"),
        LeaveQualification: _("Höchster Abschluss"),
    }
    rows: list[list[Cell]] = [
        [
            house.name,
            labels[type(one.answer)],
            str(one.answer.label),
            "" if one.number is None else one.number,
        ]
        for one in leave_report(house)
    ]
    columns = [_("Einrichtung"), _("Frage"), _("Antwort"), _("Anzahl")]
    data = as_csv(Sheet(_("Bildungszeit"), columns, rows))
    name = f"bildungszeit-{house.slug}.csv"
    headers = {"Content-Disposition": str(content_disposition_header(True, name))}
    return HttpResponse(data, content_type=CSV_TYPE, headers=headers)


def _told(issued: IssuedToAll, rights: SeatRights) -> str:
    """How many people there are, is for the team alone to know."""
    if not rights.people:
        return _("Wer lange genug da war und einen Namen bestätigt hat, hat die Bescheinigung.")
    words = ngettext(
        "%(number)d Bescheinigung ist neu ausgestellt.",
        "%(number)d Bescheinigungen sind neu ausgestellt.",
        issued.new,
    ) % {"number": issued.new}
    if not issued.without_name:
        return words
    waiting = ngettext(
        "%(number)d Person muss zuerst bestätigen, welcher Name darauf stehen soll.",
        "%(number)d Personen müssen zuerst bestätigen, welcher Name darauf stehen soll.",
        issued.without_name,
    ) % {"number": issued.without_name}
    return f"{words} {waiting}"


def _recognition(run: CourseRun) -> LeaveRecognition | None:
    return LeaveRecognition.objects.filter(run=run).select_related("run").first()


def _page(
    request: HttpRequest,
    run: CourseRun,
    rights: SeatRights,
    form: RecognitionForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    now = timezone.now()
    today, row, schedule = timezone.localdate(now), _recognition(run), schedule_of(run)
    context: dict[str, Any] = {
        "run": run,
        "title": run_titles([run], language())[run.course_id],
        "rights": rights,
        "row": row,
        "schedule": schedule,
        "form": form,
        "is_expired": row is not None and is_expired(row, today),
    }
    if begins := first_day(run, schedule):
        context["apply_by"] = begins - TO_APPLY
        context["light"] = light(begins, row.applied_on if row else today)
    if row and schedule:
        context["is_covered"] = covers(row, schedule)
        context["minimum"] = minimum_in_words(row, schedule)
        context["is_over"] = now >= schedule.ends_at
    return render(request, "courses/run-recognition.html", context, status=status)
