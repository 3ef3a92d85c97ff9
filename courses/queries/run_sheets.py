"""Lists of the people of a run, for screen, paper and file alike; only its team asks for them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy as _lazy

from courses.enums import Presence
from courses.models import Appointment, Attendance, CourseRun
from courses.queries.team import PersonOfRun
from lms.common.spreadsheet import Cell, Sheet


class ListKind(models.TextChoices):
    """Which list; the value stands in its address."""

    CONTACTS = "kontakte", _lazy("Kontaktliste")
    ATTENDANCE = "anwesenheit", _lazy("Anwesenheitsliste")


def sheet_of(run: CourseRun, kind: ListKind, people: Sequence[PersonOfRun]) -> Sheet:
    """One list, the same for screen and file; at most two queries besides ``people``."""
    if kind == ListKind.CONTACTS:
        return _contacts(people)
    return _attendance(run, people)


def _contacts(people: Sequence[PersonOfRun]) -> Sheet:
    columns = [_("Nummer"), _("Name"), _("E-Mail"), _("Telefon"), _("Angemeldet")]
    rows: list[list[Cell]] = [
        [
            one.number,
            one.name,
            one.contact.email if one.contact else "",
            one.contact.phone if one.contact else "",
            str(one.enrolment.get_origin_display()),
        ]
        for one in people
    ]
    return Sheet(str(ListKind.CONTACTS.label), columns, rows)


def _attendance(run: CourseRun, people: Sequence[PersonOfRun]) -> Sheet:
    dates = list(Appointment.objects.filter(run=run, cancelled_at=None))
    noted = {
        (person, date): str(Presence(presence).label)
        for person, date, presence in Attendance.objects.filter(appointment__in=dates).values_list(
            "enrolment", "appointment", "presence"
        )
    }
    zone = ZoneInfo(run.time_zone)
    days = [
        date_format(date.starts_at.astimezone(zone).replace(tzinfo=None), "SHORT_DATETIME_FORMAT")
        for date in dates
    ]
    rows: list[list[Cell]] = [
        [one.number, one.name, *(noted.get((one.enrolment.pk, date.pk), "") for date in dates)]
        for one in people
    ]
    return Sheet(str(ListKind.ATTENDANCE.label), [_("Nummer"), _("Name"), *days], rows)
