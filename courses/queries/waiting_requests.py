"""Requests that wait for an answer: in which runs, and who gives it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from courses.enums import CourseState
from courses.models import CourseRun, SeatRequest
from courses.queries.deciders import deciders
from courses.queries.run_end import over_by
from courses.queries.seat_people import ASKED
from lms.accounts.models import User
from network.models import Membership


@dataclass(frozen=True)
class Waiting:
    """How many requests wait for one person in a run; the own ones are for somebody else."""

    user: User
    requests: int
    exceptions: int  # decided under numbers


def runs_with_requests(at: datetime) -> QuerySet[CourseRun]:
    """Runs that still take people in and in which somebody asks."""
    asked = SeatRequest.objects.filter(ASKED, run=OuterRef("pk"))
    rows = CourseRun.objects.filter(Exists(asked), course__state=CourseState.PUBLISHED)
    return rows.exclude(over_by(at)).select_related("course__partner").order_by("pk")


def waiting_for(run: CourseRun) -> Iterator[Waiting]:
    """For whom requests of a run wait: its team, for nameless ones who decides on them.

    At most three queries.
    """
    asked = list(SeatRequest.objects.filter(ASKED, run=run))
    for request in asked:
        request.run = run
    named = [one.user_id for one in asked if not one.is_nameless]
    nameless = [one.user_id for one in asked if one.is_nameless]
    team, others = _team(run) if named else [], deciders(run) if nameless else []
    for user in sorted({*team, *others}, key=lambda one: one.pk):
        requests = sum(one != user.pk for one in named) if user in team else 0
        exceptions = sum(one != user.pk for one in nameless) if user in others else 0
        if requests or exceptions:
            yield Waiting(user, requests, exceptions)


def _team(run: CourseRun) -> list[User]:
    """Named for the run, still of the house, and able to sign in."""
    house = Membership.objects.filter(user=OuterRef("pk"), partner=run.course.partner_id)
    team = run.team.filter(user=OuterRef("pk"))
    return list(User.objects.filter(Exists(team), Exists(house), is_active=True))
