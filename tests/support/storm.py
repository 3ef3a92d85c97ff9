"""Many people at one run through every entrance at once; what came of it, and what is broken."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection

from courses.actions.enrolment import enrol, enrol_many, leave
from courses.actions.seat.approval import approve_request, ask_for_seat
from courses.actions.seat.capacity import set_capacity
from courses.actions.seat.moving import move_enrolment
from courses.actions.seat.queue import (
    accept_offer,
    join_waiting_list,
    settle_run,
    withdraw_request,
)
from courses.actions.seat.vouchers import make_vouchers, renew_entry_code
from courses.enums import Entrance, Origin, RequestState
from courses.models import CourseRun, SeatRequest
from courses.queries.invariants import violations
from lms.common.errors import DomainError
from tests.factories.courses import NOW, CourseFactory
from tests.factories.runs import make_run, people, team_of

SEATS = 30
WORKERS = 12
WAYS = (Entrance.VOUCHER, Entrance.KEY, Entrance.OPEN) * 2
KINDS = {"I1", "I2", "I3"}


@dataclass
class Storm:
    """120 people and what they do; ``faults`` are errors nobody should ever see."""

    seed: int
    faults: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)

    def __post_init__(self):
        course = CourseFactory()
        self.run = make_run(course=course, capacity=SEATS)
        self.other = make_run(course=course)
        self.lead = team_of(self.run)
        self.dice = random.Random(self.seed)
        self.inside = [self._seat(user, self.run) for user in people(10)]
        self.elsewhere = [self._seat(user, self.other) for user in people(10)]
        self.asking = [
            ask_for_seat(
                user=user, run=self.run, at=NOW, needs_exception=True, note="Bitte.",
            )
            for user in people(10)
        ]  # fmt: skip
        self.key = renew_entry_code(run=self.run, actor=self.lead, at=NOW)
        _batch, self.vouchers = make_vouchers(
            run=self.run, label="x", number=60, expires_at=None, actor=self.lead, at=NOW
        )
        # Everybody has looked at the same page: what they hold is old when they act.
        self.page = CourseRun.objects.select_related("course__partner").get(pk=self.run.pk)

    def _seat(self, user, run):
        return enrol(user=user, run=run, at=NOW)

    def tasks(self):
        """One call for everybody who does something, in a drawn order."""
        lead, run = self.lead, self.page
        codes = [""] * 20 + [self.key] * 20 + self.vouchers[:20]
        found = [self._coming(user, code) for user, code in zip(people(60), codes, strict=True)]
        found += [lambda at, way=way: self._open(way) for way in WAYS]
        for _number in range(4):
            group = people(5)
            found.append(
                lambda at, group=group: enrol_many(users=group, run=run, at=at, actor=lead)
            )
        found += [
            lambda at, user=user: enrol(user=user, run=run, at=at, origin=Origin.TEAM, actor=lead)
            for user in people(10)
        ]
        found += [
            lambda at, row=row: approve_request(request=row, actor=lead, at=at)
            for row in self.asking
        ]
        found += [
            lambda at, row=row: move_enrolment(enrolment=row, to=run, actor=lead, at=at)
            for row in self.elsewhere
        ]
        found += [lambda at, row=row: leave(enrolment=row, at=at) for row in self.inside]
        found += [
            lambda at, seats=seats: set_capacity(run=run, capacity=seats, at=at, actor=lead)
            for seats in (25, SEATS, 27, SEATS)
        ]
        found += [lambda at: settle_run(run=run, at=at)] * 3
        self.dice.shuffle(found)
        return found

    def _open(self, entrance):
        """Somebody changes how one comes in, in the middle of it."""
        CourseRun.objects.filter(pk=self.run.pk).update(entrance=entrance)

    def _coming(self, user, code):
        def come(at):
            try:
                return enrol(user=user, run=self.page, at=at, code=code)
            except DomainError:
                return join_waiting_list(user=user, run=self.page, at=at, code=code)

        return come

    def answer(self):
        """Everybody who holds an offer accepts or declines it."""
        spare = iter(self.vouchers[20:])
        rows = SeatRequest.objects.filter(state=RequestState.OFFERED).select_related("user", "run")
        found = []
        for number, row in enumerate(rows.order_by("pk")):
            if number % 3:
                code = next(spare)
                found.append(
                    lambda at, row=row, code=code: accept_offer(request=row, at=at, code=code)
                )
            else:
                found.append(lambda at, row=row: withdraw_request(request=row, at=at))
        return found

    def blow(self, tasks):
        """Run them all at once; each has a clock of its own, minutes apart."""
        skews = [timedelta(seconds=self.dice.randint(-300, 300)) for _task in tasks]

        def one(number):
            try:
                tasks[number](NOW + skews[number])
            except DomainError as refusal:
                self.refused[type(refusal).__name__] += 1
            except Exception as fault:  # noqa: BLE001  (whatever it is, it would be a 500)
                self.faults[type(fault).__name__] += 1
            finally:
                connection.close()

        with ThreadPoolExecutor(max_workers=WORKERS) as pool:
            list(pool.map(one, range(len(tasks))))

    def broken(self):
        """Invariants that do not hold, and everything else that is wrong."""
        later = violations(NOW + timedelta(hours=1))
        found = {name: keys for name, keys in later.items() if keys and name in KINDS}
        if self.faults:
            found["500"] = dict(self.faults)
        if not self._is_in_order():
            found["order"] = ["the line"]
        return found

    def _is_in_order(self):
        """Offers went to the head of the line, and the line is in the order of commits."""
        rows = SeatRequest.objects.filter(run=self.run)
        line = rows.filter(state=RequestState.WAITING).order_by("queued_at", "pk")
        offered = rows.filter(state=RequestState.OFFERED).order_by("-queued_at", "-pk")
        first, last = line.first(), offered.first()
        ahead = first is None or last is None or last.queued_at < first.queued_at
        joined = rows.filter(needs_exception=False).order_by("pk")
        times = list(joined.values_list("queued_at", flat=True))
        return ahead and times == sorted(set(times))
