"""P9: what enrolling a thousand people who have accounts costs."""

import time
from datetime import datetime

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cms.management.benchmark.workloads import Measurement
from courses.actions.enrolment import enrol_many
from courses.models import Course, CourseRun, Enrolment
from lms.accounts.models import User

PEOPLE = 1000
ROUNDS = 5
BUDGET_SECONDS = 0.4  # for PEOPLE
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def measure_bulk(at: datetime, *, people: int = PEOPLE) -> list[Measurement]:
    """Enrol the same people in one run of as many courses as there are rounds."""
    users = User.objects.bulk_create(User(username=f"bulk{n}") for n in range(people))
    courses = Course.objects.order_by("-pk")[: ROUNDS + 1]
    runs = list(CourseRun.objects.filter(course__in=[course.pk for course in courses]))
    floor = _floor(users, runs[-1], at)
    statements = _statements(users, runs.pop(), at)
    times, started = [], time.process_time()
    for run in runs:
        began = time.perf_counter()
        enrol_many(users=users, run=run, at=at)
        times.append((time.perf_counter() - began) * 1000)
    used = (time.process_time() - started) / len(runs) * 1000
    times.sort()
    result = Measurement(
        "P9", f"enrol {people} people at once", 200, round(used, 1), statements, 0,
        round(times[len(times) // 2], 1), round(times[-1], 1), budget_queries=15,
        ratio=round(used / floor, 2) if floor else 0.0,
    )  # fmt: skip
    found = Enrolment.objects.filter(user__in=users).count()
    result.notes.append(f"{used / people:.3f} ms of CPU a person, {found} rows written")
    result.notes.append(f"{result.p95_ms / 1000:.2f} s at most, budget {BUDGET_SECONDS} s")
    return [result]


def _floor(users: list[User], run: CourseRun, at: datetime) -> float:
    """CPU in ms of the same rows by plain Django, without looking at anything; undone again."""
    rows = [
        Enrolment(user=user, run=run, course=run.course, enrolled_at=at, last_seen_at=at)
        for user in users
    ]
    started = time.process_time()
    with transaction.atomic():
        Enrolment.objects.bulk_create(rows)
        transaction.set_rollback(True)
    return (time.process_time() - started) * 1000


def _statements(users: list[User], run: CourseRun, at: datetime) -> int:
    with CaptureQueriesContext(connection) as captured:
        enrol_many(users=users, run=run, at=at)
    return sum(not query["sql"].upper().startswith(CONTROL) for query in captured)
