"""Changing what was planned: dates, place, seats; whoever is in the run hears of it."""

from datetime import datetime

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _, gettext_lazy as _lazy

from courses.actions.attendance import settle_attendance
from courses.actions.catalogue import store_entry
from courses.actions.run import (
    CODE_GROUPS,
    RunDatesError,
    RunPlan,
    check_plan,
    locked_run,
    plan_of,
    record,
    values_of,
)
from courses.actions.run_notice import Change, moment_in_words, tell_changes
from courses.actions.seat.capacity import set_capacity
from courses.enums import Entrance, Mode
from courses.models import CourseRun
from lms.accounts import codes
from lms.accounts.models import User
from lms.common.errors import ConflictError

# What people in the run must know, in the order in which they read it.
_TOLD = {
    "starts_at": _lazy("Beginn"),
    "ends_at": _lazy("Ende"),
    "mode": _lazy("Art"),
    "place": _lazy("Ort"),
    "room": _lazy("Raum"),
    "accessibility": _lazy("Barrierefreiheit"),
    "price_text": _lazy("Preis"),
    "access_until": _lazy("Nachlesen bis"),
}


@transaction.atomic
def change_run(*, run: CourseRun, plan: RunPlan, actor: User, at: datetime) -> CourseRun:
    """Plan a run anew; the sequence of its dates rises, and its people get a mail.

    The same plan again changes nothing.

    Raises:
        ConflictError: The run is gone or cancelled.
        RunDatesError: The plan does not fit together, has fewer seats than are taken, or leaves
            an appointment outside.
    """
    row = locked_run(run)
    if row.cancelled_at is not None:
        raise ConflictError(_("Dieser Termin ist abgesagt."))
    before = plan_of(row)
    if plan == before:
        return row
    check_plan(row.course, plan, at)
    _check_appointments(row, plan)
    row = _resize(row, plan, actor, at)
    for name, value in values_of(plan).items():
        setattr(row, name, value)
    row.entry_code = _entry_code(row)
    touch(row, at)
    row.save()
    store_entry(course=row.course, at=at)
    record("run.change", row, actor, at)
    tell_changes(run=row, changes=_changes(before, plan), at=at)
    settle_attendance(run=row, at=at)
    return row


def touch(run: CourseRun, at: datetime) -> None:
    """Let calendars know that something about the run is new; the caller saves."""
    run.sequence += 1
    run.changed_at = at


def _entry_code(run: CourseRun) -> str:
    """A run one does not enter by a key has none that could still go round."""
    if run.entrance != Entrance.KEY:
        return ""
    return run.entry_code or codes.draw(CODE_GROUPS)


def _resize(run: CourseRun, plan: RunPlan, actor: User, at: datetime) -> CourseRun:
    """Leave the number of seats to who keeps them; the row comes back as it is then."""
    if plan.capacity == run.capacity:
        return run
    try:
        set_capacity(run=run, capacity=plan.capacity, actor=actor, at=at)
    except ConflictError as error:
        raise RunDatesError(str(error), "capacity") from error
    return locked_run(run)


def _check_appointments(run: CourseRun, plan: RunPlan) -> None:
    dates = run.appointments.filter(cancelled_at=None)
    if dates.filter(starts_at__lt=plan.starts_at).exists():
        message = _("Vor diesem Beginn liegt schon ein Treffen. Verlegen Sie zuerst das Treffen.")
        raise RunDatesError(message, "starts_at")
    if plan.ends_at is not None and dates.filter(ends_at__gt=plan.ends_at).exists():
        message = _("Nach diesem Ende liegt noch ein Treffen. Verlegen Sie zuerst das Treffen.")
        raise RunDatesError(message, "ends_at")


def _changes(before: RunPlan, after: RunPlan) -> list[Change]:
    return [
        Change(label, _words(before, name), _words(after, name))
        for name, label in _TOLD.items()
        if _words(before, name) != _words(after, name)
    ]


def _words(plan: RunPlan, name: str) -> object:
    value = getattr(plan, name)
    if isinstance(value, datetime):
        return format_lazy("{} ({})", moment_in_words(value, plan.time_zone), plan.time_zone)
    if name == "mode":
        return Mode(value).label
    return str(value) if value is not None else ""
