"""Attendance by list in a group of adults: meetings, who was there, and a list on paper."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.school_class.founding import record_class
from courses.actions.school_class.meetings import add_meeting, delete_meeting, note_presences
from courses.enums import ClassKind, Presence
from courses.forms.school_class import MeetingForm
from courses.models import ClassMeeting, SchoolClass
from courses.queries.class_meetings import attendance_sheet, attendance_table, meeting_title
from courses.queries.school_class import seats_of
from courses.views.access import person, see
from courses.views.class_access import of_any_own_class, of_own_class, only_for
from lms.common.errors import DomainError
from lms.common.spreadsheet import CSV_TYPE, as_csv

FIELD = "presence-"  # and the key of a seat


@of_own_class
@only_for(ClassKind.ADULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """List the meetings and who was there how often; add one."""
    is_sent = request.method == "POST"
    form = MeetingForm(request.POST if is_sent else None, initial={"held_on": timezone.localdate()})
    status = int(HTTPStatus.UNPROCESSABLE_ENTITY if is_sent else HTTPStatus.OK)
    if is_sent and form.is_valid():
        data, actor = form.cleaned_data, person(request)
        try:
            made = add_meeting(school_class=found, **data, actor=actor, at=timezone.now())
        except DomainError as refusal:
            form.add_error("held_on", str(refusal))
        else:
            return see(reverse("courses:class-meeting", args=[found.key, made.key]))
    context = {"class": found, "form": form, "table": attendance_table(found)}
    return render(request, "courses/class/meetings.html", context, status=status)


@of_own_class
@only_for(ClassKind.ADULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, found: SchoolClass, *, meeting: str) -> HttpResponse:
    """Note who was at a meeting, or take the meeting back."""
    row = get_object_or_404(found.meetings, key=meeting)
    row.school_class = found
    if request.method == "POST":
        return _changed(request, row)
    noted = dict(row.presences.values_list("seat", "presence"))
    context = {
        "class": found,
        "meeting": row,
        "title": meeting_title(row),
        "people": [(seat, noted.get(seat.pk, "")) for seat in seats_of(found)],
        "choices": [*Presence.choices, ("", _("nicht notiert"))],
    }
    return render(request, "courses/class/meeting.html", context)


def _changed(request: HttpRequest, meeting: ClassMeeting) -> HttpResponse:
    actor, now = person(request), timezone.now()
    if "loeschen" in request.POST:
        delete_meeting(meeting=meeting, actor=actor, at=now)
        messages.success(request, _("Das Treffen ist gelöscht."))
    else:
        known = {*Presence.values, ""}
        presences = {
            name.removeprefix(FIELD): value
            for name, value in request.POST.items()
            if name.startswith(FIELD) and value in known
        }
        note_presences(meeting=meeting, presences=presences, actor=actor, at=now)
        messages.success(request, _("Die Anwesenheit ist gespeichert."))
    return see(reverse("courses:class-meetings", args=[meeting.school_class.key]))


@of_own_class
@only_for(ClassKind.ADULTS)
@require_safe
def paper(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """A list to print: an alias in each line, and room to write the name by hand."""
    context = {"class": found, "seats": seats_of(found)}
    return render(request, "courses/class/paper-list.html", context)


@of_any_own_class
@only_for(ClassKind.ADULTS)
@require_safe
def csv(request: HttpRequest, found: SchoolClass) -> HttpResponse:
    """The table as a file, until the class is deleted."""
    record_class("class.export", found, actor=person(request), at=timezone.now())
    name = f"anwesenheit-{found.key}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(attendance_sheet(found)), content_type=CSV_TYPE, headers=headers)
