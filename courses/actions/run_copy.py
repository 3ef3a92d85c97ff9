"""Offering a run once more at other dates."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from courses.actions.run import locked_run, plan_of, plan_run
from courses.formats.wall_time import days_between, shifted
from courses.models import Appointment, CourseRun, RunTeamMember
from lms.accounts.models import User

_DATES = ("starts_at", "ends_at", "enrol_from", "enrol_until", "access_until")


@transaction.atomic
def copy_run(*, run: CourseRun, starts_at: datetime, actor: User, at: datetime) -> CourseRun:
    """Plan a run like another one that begins on another day; nobody is in it.

    Everything is shifted by whole days, so each date keeps its time of day, also across a change
    of summer time. Appointments called off are left out; team and appointments come along, a key
    is drawn anew.

    Args:
        run: What is copied; a cancelled or ended one, too.
        starts_at: On whose day the new one begins, in the zone of the run.
        actor: Who does it.
        at: When.

    Raises:
        ConflictError: The course is not published, or the run is gone.
        RunDatesError: All of it would be past.
    """
    source = locked_run(run)
    plan, zone = plan_of(source), source.time_zone
    days = days_between(plan.starts_at, starts_at, zone=zone)
    moved: dict[str, Any] = {
        name: shifted(value, days=days, zone=zone)
        for name in _DATES
        if (value := getattr(plan, name)) is not None
    }
    copy = plan_run(course=source.course, plan=replace(plan, **moved), at=at, actor=actor)
    _bring_along(source, copy, days)
    return copy


def _bring_along(source: CourseRun, copy: CourseRun, days: int) -> None:
    zone = source.time_zone
    Appointment.objects.bulk_create(
        Appointment(
            run=copy,
            starts_at=shifted(date.starts_at, days=days, zone=zone),
            ends_at=shifted(date.ends_at, days=days, zone=zone),
            topic=date.topic,
            place_id=date.place_id,
            room=date.room,
        )
        for date in source.appointments.filter(cancelled_at=None)
    )
    RunTeamMember.objects.bulk_create(
        RunTeamMember(run=copy, user_id=member.user_id) for member in source.team.all()
    )
