"""The pack of a meeting to read, print and keep; its date for calendars."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override
from django.views.decorators.http import require_safe

from lms.common.pdf import render_pdf
from network.formats.calendar import calendar
from network.queries.meetings import calendar_date, role_titles
from network.queries.minutes import Minutes, minutes_of
from network.queries.viewer import Viewer
from network.views.doors import steering
from network.views.steering import meeting_or_404, show

LANGUAGE = "de"  # minutes are written in German


@steering
@require_safe
def pack(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """Agenda and minutes on one page (``version``: an older one)."""
    minutes = _minutes_or_404(request, viewer, meeting)
    context = {
        "viewer": viewer,
        "meeting": minutes.meeting,
        "minutes": minutes,
        "roles": role_titles(),
    }
    return show(request, "network/meeting-pack.html", context)


@steering
@require_safe
def pack_pdf(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """The same as a tagged PDF."""
    minutes = _minutes_or_404(request, viewer, meeting)
    with override(LANGUAGE):
        context = {"minutes": minutes, "meeting": minutes.meeting, "roles": role_titles()}
        html = render_to_string("pdf/meeting.html", context)
        css = render_to_string("pdf/meeting.css")
    title = minutes.content["meeting"]["title"]
    data = render_pdf(html, title=title, language=LANGUAGE, css=css)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="treffen-{minutes.meeting.key}.pdf"'
    return response


@steering
@require_safe
def date(request: HttpRequest, viewer: Viewer, meeting: str) -> HttpResponse:
    """The date of one meeting as a calendar file."""
    row = meeting_or_404(viewer, meeting)
    data = calendar([calendar_date(row, is_internal=True)], name=row.title)
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="termin.ics"'
    return response


def _minutes_or_404(request: HttpRequest, viewer: Viewer, key: str) -> Minutes:
    asked = request.GET.get("version", "")
    number = int(asked) if asked.isdecimal() else None
    found = minutes_of(meeting_or_404(viewer, key), number)
    if found is None:
        raise Http404
    return found
