"""Appointments of a run: added, repeated weekly, moved and called off."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _, gettext_lazy as _lazy

from courses.actions.attendance import settle_attendance
from courses.actions.run import RunDatesError, locked_run, record
from courses.actions.run_change import touch
from courses.actions.run_notice import Change, moment_in_words, tell_changes
from courses.formats.wall_time import shifted
from courses.models import Appointment, CourseRun
from lms.accounts.models import User
from lms.common.errors import ConflictError
from network.models import Place

WEEK = 7  # days
MOST = 60  # appointments of one run


@dataclass(frozen=True)
class AppointmentPlan:
    """One date of a run; without a place it is at that of the run."""

    starts_at: datetime
    ends_at: datetime
    topic: str = ""
    place: Place | None = None
    room: str = ""


def weekly(plan: AppointmentPlan, *, times: int, zone: str) -> list[AppointmentPlan]:
    """The same date in so many weeks, at the same time of day whatever the clocks do."""
    return [
        replace(
            plan,
            starts_at=shifted(plan.starts_at, days=WEEK * week, zone=zone),
            ends_at=shifted(plan.ends_at, days=WEEK * week, zone=zone),
        )
        for week in range(times)
    ]


@transaction.atomic
def add_appointments(
    *, run: CourseRun, plans: Iterable[AppointmentPlan], actor: User, at: datetime
) -> list[Appointment]:
    """Put dates on the plan of a run; its people get one mail about all of them.

    Raises:
        ConflictError: The run is gone, cancelled or full of dates.
        RunDatesError: A date ends before it begins, or lies outside the run.
    """
    row, wanted = _open_run(run), list(plans)
    if row.appointments.count() + len(wanted) > MOST:
        raise ConflictError(_("So viele Treffen kann ein Termin nicht haben."))
    for plan in wanted:
        _check(row, plan)
    dates = [Appointment(run=row, **_values(plan)) for plan in wanted]
    Appointment.objects.bulk_create(dates)
    changes = [Change(_lazy("Neues Treffen"), after=_when(date, row)) for date in dates]
    _store(row, changes, actor, at)
    return dates


@transaction.atomic
def change_appointment(
    *, appointment: Appointment, plan: AppointmentPlan, actor: User, at: datetime
) -> Appointment:
    """Move an appointment, or say something else about it; the UID in calendars stays.

    Raises:
        ConflictError: It was called off, or its run was.
        RunDatesError: It ends before it begins, or lies outside the run.
    """
    row = _open_run(appointment.run)
    date = _open_date(appointment)
    _check(row, plan)
    before, values = _facts(date, row), _values(plan)
    if all(getattr(date, name) == value for name, value in values.items()):
        return date
    for name, value in values.items():
        setattr(date, name, value)
    date.sequence += 1
    date.save()
    change = Change(_lazy("Treffen"), before, _facts(date, row))
    _store(row, [change], actor, at)
    return date


@transaction.atomic
def cancel_appointment(*, appointment: Appointment, actor: User, at: datetime) -> None:
    """Call an appointment off: calendars show it as cancelled, attendance counts it no more.

    Safe to repeat.

    Raises:
        ConflictError: The run is gone or cancelled.
    """
    row = _open_run(appointment.run)
    date = row.appointments.select_for_update().filter(pk=appointment.pk).first()
    if date is None or date.cancelled_at is not None:
        return
    date.cancelled_at, date.sequence = at, date.sequence + 1
    date.save(update_fields=["cancelled_at", "sequence"])
    _store(row, [Change(_lazy("Treffen"), _when(date, row))], actor, at)


def _open_run(run: CourseRun) -> CourseRun:
    row = locked_run(run)
    if row.cancelled_at is not None:
        raise ConflictError(_("Dieser Termin ist abgesagt."))
    return row


def _open_date(appointment: Appointment) -> Appointment:
    date = Appointment.objects.select_for_update().filter(pk=appointment.pk).first()
    if date is None or date.cancelled_at is not None:
        raise ConflictError(_("Dieses Treffen ist abgesagt."))
    return date


def _store(run: CourseRun, changes: list[Change], actor: User, at: datetime) -> None:
    touch(run, at)
    run.save(update_fields=["sequence", "changed_at"])
    record("run.appointments", run, actor, at)
    tell_changes(run=run, changes=changes, at=at)
    settle_attendance(run=run, at=at)


def _check(run: CourseRun, plan: AppointmentPlan) -> None:
    if plan.ends_at <= plan.starts_at:
        raise RunDatesError(_("Das Ende muss nach dem Beginn liegen."), "ends_at")
    if run.starts_at is not None and plan.starts_at < run.starts_at:
        raise RunDatesError(_("Das Treffen liegt vor dem Beginn des Termins."), "starts_at")
    if run.ends_at is not None and plan.ends_at > run.ends_at:
        raise RunDatesError(_("Das Treffen liegt nach dem Ende des Termins."), "ends_at")
    houses = {run.course.partner_id, *run.course.providers.values_list("partner", flat=True)}
    if plan.place is not None and plan.place.partner_id not in houses:
        raise RunDatesError(_("Dieser Ort gehört nicht zu Ihrer Einrichtung."), "place")


def _values(plan: AppointmentPlan) -> dict[str, object]:
    return {
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "topic": plan.topic,
        "place": plan.place,
        "room": plan.room,
    }


def _when(date: Appointment, run: CourseRun) -> object:
    return format_lazy(
        "{} – {} ({})",
        moment_in_words(date.starts_at, run.time_zone),
        moment_in_words(date.ends_at, run.time_zone),
        run.time_zone,
    )


def _facts(date: Appointment, run: CourseRun) -> object:
    said = [date.topic, str(date.place or ""), date.room]
    return format_lazy("{}{}", _when(date, run), "".join(f", {part}" for part in said if part))
