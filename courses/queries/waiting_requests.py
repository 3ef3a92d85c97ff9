"""Requests that wait for an answer: in which runs, and who gives it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db.models import Exists, OuterRef, QuerySet

from courses.enums import CourseState
from courses.models import CourseRun, SeatRequest
from courses.queries.deciders import deciding_people
from courses.queries.run_end import over_by
from courses.queries.seat_people import ASKED
from lms.accounts.models import User
from network.models import Membership


@dataclass(frozen=True)
class Waiting:
    """How many requests wait for one person in a run; the own ones are for somebody else."""

    user: User
    requests: int
    exceptions: int  # decided without names


def runs_with_requests(at: datetime) -> QuerySet[CourseRun]:
    """Runs that still take people in and in which somebody asks."""
    asked = SeatRequest.objects.filter(ASKED, run=OuterRef("pk"))
    rows = CourseRun.objects.filter(Exists(asked), course__state=CourseState.PUBLISHED)
    return rows.exclude(over_by(at)).select_related("course__partner").order_by("pk")


def waiting_for(run: CourseRun) -> Iterator[Waiting]:
    """For whom requests of a run wait: its team, for nameless ones who decides on them.

    At most three queries.
    """
    asked = list(SeatRequest.objects.filter(ASKED, run=run).select_related("user"))
    for request in asked:
        request.run = run
    requests = [one.user for one in asked if not one.is_nameless]
    exceptions = [one.user for one in asked if one.is_nameless]
    found: defaultdict[User, Counter[str]] = defaultdict(Counter)
    for lead in _team(run) if requests else []:
        found[lead]["requests"] = sum(asker != lead for asker in requests)
    if exceptions:
        people = deciding_people(run)
        for decider in chain.from_iterable(people.about(asker) for asker in exceptions):
            found[decider]["exceptions"] += 1
    for user, number in sorted(found.items(), key=lambda one: one[0].pk):
        if number.total():
            yield Waiting(user, number["requests"], number["exceptions"])


def _team(run: CourseRun) -> list[User]:
    """Named for the run, still of the house, and able to sign in."""
    house = Membership.objects.filter(user=OuterRef("pk"), partner=run.course.partner_id)
    team = run.team.filter(user=OuterRef("pk"))
    return list(User.objects.filter(Exists(team), Exists(house), is_active=True))
