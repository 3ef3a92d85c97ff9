"""Enrolling many people at once, such as a class: all of them, or nobody."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from courses.actions.seat.entrance import check_brought
from courses.actions.seat.errors import FullRunError
from courses.actions.seat.guard import give_back, lock_run, take_seats
from courses.enums import EnrolmentState, Origin, RequestState
from courses.models import OPEN_REQUESTS, CourseRun, Enrolment, SeatRequest
from courses.queries.seat import waiting_list
from lms.accounts.models import User
from lms.common.keys import new_key
from lms.records.actions import record_event

# The ORM would insert a thousand rows with seventeen statements on SQLite.
_INSERT = "INSERT INTO courses_enrolment ({columns}) SELECT {values} FROM {rows}"
_PAIRS = {
    "sqlite": ("json_extract(value, '$[0]'), json_extract(value, '$[1]')", "json_each(%s)"),
    "postgresql": (
        "value ->> 0, (value ->> 1)::bigint",
        "jsonb_array_elements(CAST(%s AS jsonb)) AS pairs(value)",
    ),
}


@transaction.atomic
def enrol_many(
    *,
    users: Iterable[User],
    run: CourseRun,
    at: datetime,
    origin: Origin = Origin.SCHOOL_CLASS,
    actor: User | None = None,
) -> int:
    """Enrol everybody who is not enrolled in the course; at most twelve statements, no mails.

    Who had left comes back to the old enrolment; who holds an offer takes the seat kept for it.

    Returns:
        How many people came in.

    Raises:
        ClosedRunError: The course is not published, or the run is over or cancelled.
        FullRunError: There are not enough free seats for all of them, or others wait.
    """
    run = lock_run(run)
    check_brought(run=run, at=at)
    wanted = list(dict.fromkeys(user.pk for user in users))
    here, left = _known(wanted, run)
    coming = [pk for pk in wanted if pk not in here]
    if not coming:
        return 0
    offered = _close_requests(coming, run, at)
    if run.capacity is not None and waiting_list(run).exists():
        raise FullRunError(_("Auf diese Plätze warten schon andere."))
    if len(coming) > offered:
        take_seats(run, len(coming) - offered)
    back = [left[pk] for pk in coming if pk in left]
    give_back(run, len(back) - _bring_back(back, run, origin, at))
    _begin([pk for pk in coming if pk not in left], run, origin, at)
    _record(len(coming), run, actor, at)
    return len(coming)


def _known(people: list[int], run: CourseRun) -> tuple[set[int], dict[int, int]]:
    """Who is in the course, and the enrolments of those who left it."""
    rows = Enrolment.objects.filter(course=run.course_id, user__in=people)
    here, left = set(), {}
    for pk, user, state in rows.order_by("left_at").values_list("pk", "user", "state"):
        if state == EnrolmentState.LEFT:
            left[user] = pk
        else:
            here.add(user)
    return here, left


def _close_requests(people: list[int], run: CourseRun, at: datetime) -> int:
    """Nobody of them asks any more; tells how many seats were held for them in this run."""
    rows = SeatRequest.objects.filter(user__in=people, run__course=run.course_id)
    open_here = rows.filter(run=run, state__in=OPEN_REQUESTS)
    offered = open_here.filter(state=RequestState.OFFERED).count()
    open_here.update(state=RequestState.ACCEPTED, decided_at=at, note="")
    elsewhere = rows.filter(state__in=(RequestState.ASKED, RequestState.WAITING))
    elsewhere.update(state=RequestState.WITHDRAWN, decided_at=at, note="")
    return offered


def _bring_back(enrolments: list[int], run: CourseRun, origin: Origin, at: datetime) -> int:
    """Tell how many came back: who came back elsewhere at this moment stays there."""
    if not enrolments:
        return 0
    rows = Enrolment.objects.filter(pk__in=enrolments, state=EnrolmentState.LEFT)
    values = {"run": run, "origin": origin, "left_at": None, "left_reason": "", "last_seen_at": at}
    finished = Q(completed_at__isnull=False)
    done = rows.filter(finished).update(state=EnrolmentState.COMPLETED, **values)
    return done + rows.exclude(finished).update(state=EnrolmentState.ACTIVE, **values)


def _begin(people: list[int], run: CourseRun, origin: Origin, at: datetime) -> None:
    """Insert new enrolments that differ in key and person only, with one statement."""
    if not people:
        return
    row = Enrolment(run=run, course=run.course, origin=origin, enrolled_at=at, last_seen_at=at)
    same: dict[str, Any] = {
        str(field.column): field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in Enrolment._meta.local_concrete_fields
        if field.name not in {"id", "key", "user"}
    }
    pair, rows = _PAIRS[connection.vendor]
    statement = _INSERT.format(
        columns=", ".join(["key", "user_id", *same]),
        values=", ".join([pair, *["%s"] * len(same)]),
        rows=rows,
    )
    pairs = json.dumps([(new_key(), pk) for pk in people])
    with connection.cursor() as cursor:
        cursor.execute(statement, [*same.values(), pairs])


def _record(people: int, run: CourseRun, actor: User | None, at: datetime) -> None:
    record_event(
        action="enrolment.enrol_many",
        object_type="run",
        object_key=run.key,
        actor_key=actor.key if actor else "",
        partner_key=run.course.partner.key,
        at=at,
        data={"people": people},
    )
