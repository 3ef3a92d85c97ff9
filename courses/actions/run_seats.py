"""What planning asks of the actions that keep the seats of runs.

Whether these are there is asked here and nowhere else.
"""

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.utils.translation import gettext as _

from courses.actions.enrolment import enrol
from courses.enums import Origin
from courses.models import CourseRun, Enrolment
from lms.accounts.models import User
from lms.common.errors import ConflictError


def cancel_run(*, run: CourseRun, actor: User, at: datetime) -> None:
    """Call a run off: everybody in it and in its line is told.

    Raises:
        ConflictError: It is over, or cannot be called off here.
    """
    if not _is_kept():
        raise ConflictError(_("Ein Termin lässt sich hier noch nicht absagen."))
    _module("cancelling").cancel_run(run=run, actor=actor, at=at)


def set_capacity(*, run: CourseRun, capacity: int | None, actor: User, at: datetime) -> None:
    """Set the number of seats; those that become free are offered to who waits.

    Raises:
        ConflictError: More seats are taken.
    """
    if _is_kept():
        _module("capacity").set_capacity(run=run, capacity=capacity, actor=actor, at=at)
        return
    if capacity is not None and capacity < run.seats_taken:
        message = _("So viele Plätze sind schon vergeben. Weniger kann es nicht geben.")
        raise ConflictError(message)
    CourseRun.objects.filter(pk=run.pk).update(capacity=capacity)


def enrol_by_team(*, users: Sequence[User], run: CourseRun, actor: User, at: datetime) -> None:
    """Give people entered by the team a seat each; the caller's transaction makes it all or none.

    Raises:
        ConflictError: There are too few seats, or the run takes nobody.
    """
    if _is_kept():
        _module("bulk").enrol_many(users=users, run=run, at=at, origin=Origin.TEAM, actor=actor)
        return
    for user in users:
        enrol(user=user, run=run, at=at)
    Enrolment.objects.filter(run=run, user__in=users).update(origin=Origin.TEAM)


def _is_kept() -> bool:
    return find_spec("courses.actions.seat") is not None


def _module(name: str) -> Any:
    return import_module(f"courses.actions.seat.{name}")
