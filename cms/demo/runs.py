"""Runs at given dates of the demonstration: with a team, guests, a waiting list and attendance."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime

from courses.actions.appointment import AppointmentPlan, add_appointments, weekly
from courses.actions.attendance import note_attendance
from courses.actions.guests import add_guests
from courses.actions.run import RunPlan, plan_run
from courses.actions.run_team import set_run_team
from courses.actions.seat.queue import join_waiting_list
from courses.enums import Mode, Presence, RunKind
from courses.formats.people_list import Entry
from courses.models import Course, CourseRun, CourseText, Enrolment
from lms.accounts.models import User

EVENING = 18  # o'clock
LASTS = timedelta(hours=2)
WEEK = 7  # days


def load_runs(content: dict[str, Any], titles: Mapping[str, str], *, at: datetime) -> None:
    """Plan the runs of the content file whose courses have no dates yet.

    Args:
        content: The content file; ``in_days`` of a run is negative where it has begun.
        titles: Course title by folder.
        at: When all of it happens.
    """
    for row in content.get("runs", []):
        text = CourseText.objects.select_related("course__partner").get(title=titles[row["course"]])
        if not text.course.runs.filter(kind=RunKind.DATED).exists():
            _load(row, text.course, at)


def _load(row: Mapping[str, Any], course: Course, at: datetime) -> None:
    first = localtime(at + timedelta(days=row["in_days"]))
    first = first.replace(hour=EVENING, minute=0, second=0, microsecond=0)
    run = plan_run(course=course, plan=_plan(row, course, first), at=at)
    if "team" not in row:
        return
    team = [User.objects.get(username=name) for name in row["team"]]
    set_run_team(run=run, people=team, actor=team[0], at=at)
    evening = AppointmentPlan(starts_at=first, ends_at=first + LASTS, topic=row["topic"])
    dates = weekly(evening, times=row["evenings"], zone=run.time_zone)
    add_appointments(run=run, plans=dates, actor=team[0], at=at)
    guests = [Entry(number, *guest) for number, guest in enumerate(row["guests"], start=1)]
    add_guests(run=run, people=guests, actor=team[0], at=at)
    for name in row.get("waits", []):
        user = User.objects.get(username=name)
        join_waiting_list(user=user, run=run, at=at, contact_name=user.display_name)
    _note(run, team[0], at)


def _plan(row: Mapping[str, Any], course: Course, first: datetime) -> RunPlan:
    share = row.get("required_attendance")
    return RunPlan(
        starts_at=first,
        ends_at=first + timedelta(days=WEEK * row["evenings"]),
        mode=Mode(row["mode"]),
        place=course.partner.places.get(name=row["place"]) if "place" in row else None,
        room=row.get("room", ""),
        accessibility=row.get("accessibility", ""),
        price_text=row.get("price", ""),
        withdrawal_text=row.get("withdrawal", ""),
        booking_url=row.get("booking", ""),
        capacity=row.get("capacity"),
        required_attendance=Decimal(share) if share else None,
    )


def _note(run: CourseRun, member: User, at: datetime) -> None:
    """Of evenings that are over the first person missed one, the others none."""
    people = Enrolment.objects.filter(run=run).order_by("pk").values_list("key", flat=True)
    for number, date in enumerate(run.appointments.filter(ends_at__lte=at)):
        presences = dict.fromkeys(people, Presence.PRESENT.value)
        if number == 0 and people:
            presences[people[0]] = Presence.EXCUSED.value
        note_attendance(appointment=date, presences=presences, actor=member, at=at)
