"""Many people at one run through every entrance at once; what came of it, and what is broken."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.db import connection
from django.utils.timezone import localdate

from courses.actions.enrolment import EntranceError, enrol, leave
from courses.actions.school_class.assigning import Target, assign
from courses.actions.school_class.founding import ClassPlan, create_class
from courses.actions.school_class.seats import add_seats
from courses.actions.seat.approval import approve_request, ask_for_seat, refuse_request
from courses.actions.seat.capacity import set_capacity
from courses.actions.seat.moving import move_enrolment
from courses.actions.seat.queue import (
    accept_offer,
    join_waiting_list,
    settle_run,
    withdraw_request,
)
from courses.actions.seat.vouchers import make_vouchers, renew_entry_code
from courses.enums import ClassKind, Entrance, Origin, RefusalReason, RequestState
from courses.models import CourseRun, SeatRequest
from courses.queries.invariants import violations
from lms.common.errors import DomainError
from tests.factories.courses import NOW, CourseFactory
from tests.factories.runs import make_run, people, team_of
from tests.support.school_class import lead_of

SEATS = 30
WORKERS = 12
WAYS = (Entrance.VOUCHER, Entrance.KEY, Entrance.APPROVAL, Entrance.OPEN) * 2
KINDS = {"I1", "I2", "I3"}


@dataclass
class Storm:
    """120 people and what they do; ``faults`` are errors nobody should ever see."""

    seed: int
    now: datetime = NOW
    faults: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)
    asked: set = field(default_factory=set)  # keys of requests the team was asked by

    def __post_init__(self):
        self.course = CourseFactory()
        starts = {"starts_at": self.now + timedelta(days=30), "ends_at": None}
        self.run = make_run(course=self.course, capacity=SEATS, **starts)
        self.other = make_run(course=self.course, **starts)
        self.lead, self.teacher = team_of(self.run), lead_of(self.course.partner)
        team_of(self.other)
        self.dice = random.Random(self.seed)
        self.inside = [enrol(user=user, run=self.run, at=self.now) for user in people(10)]
        self.elsewhere = [enrol(user=user, run=self.other, at=self.now) for user in people(10)]
        self._open(Entrance.APPROVAL, self.now)
        self.asking = [self._ask(user, self.now) for user in people(10)]
        self.classes = [self._class() for _number in range(4)]
        self.key = renew_entry_code(run=self.run, actor=self.lead, at=self.now)
        _batch, self.vouchers = make_vouchers(
            run=self.run, label="x", number=60, expires_at=None, actor=self.lead, at=self.now
        )
        self._open(Entrance.OPEN, self.now)
        # Everybody has looked at the same page: what they hold is old when they act.
        self.page = CourseRun.objects.select_related("course__partner").get(pk=self.run.pk)

    def _class(self):
        plan = ClassPlan(
            kind=ClassKind.SCHOOL, title="7b", ends_on=localdate(self.now) + timedelta(days=200)
        )
        made = create_class(partner=self.course.partner, plan=plan, lead=self.teacher, at=self.now)
        add_seats(school_class=made, number=5, actor=self.teacher, at=self.now)
        return made

    def tasks(self):
        """One call for everybody who does something, in a drawn order."""
        codes = [""] * 20 + [self.key] * 20 + self.vouchers[:20]
        found = [partial(self.come, *one) for one in zip(people(60), codes, strict=True)]
        found += [partial(self._open, way) for way in WAYS]
        found += [partial(self.book, one) for one in self.classes]
        found += [partial(self.bring, user) for user in people(10)]
        found += [partial(self.approve, row) for row in self.asking]
        found += [partial(self.move, row) for row in self.elsewhere]
        found += [partial(self.go, row) for row in self.inside]
        found += [partial(self.resize, seats) for seats in (25, SEATS, 27, SEATS)]
        found += [partial(settle_run_at, self.page)] * 3
        self.dice.shuffle(found)
        return found

    def answers(self):
        """Who holds an offer accepts or declines it; the team answers who asks."""
        spare = iter(self.vouchers[20:])
        rows = SeatRequest.objects.select_related("user", "run").order_by("pk")
        found = []
        for number, row in enumerate(rows.filter(state=RequestState.OFFERED)):
            call = partial(self.accept, row, next(spare)) if number % 3 else None
            found.append(call or partial(self.decline, row))
        for number, row in enumerate(rows.filter(state=RequestState.ASKED)):
            found.append(partial(self.approve if number % 3 else self.refuse, row))
        return found

    def _open(self, entrance, at):
        """Somebody changes how one comes in, in the middle of it."""
        CourseRun.objects.filter(pk=self.run.pk).update(entrance=entrance)

    def _ask(self, user, at):
        made = ask_for_seat(user=user, run=self.run, at=at)
        self.asked.add(made.key)
        return made

    # What people do: through the actions.

    def come(self, user, code, at):
        """Take a seat, or ask for one, or wait for one: whatever the run allows."""
        try:
            return enrol(user=user, run=self.page, at=at, code=code)
        except EntranceError:
            return self._ask(user, at)
        except DomainError:
            return join_waiting_list(user=user, run=self.page, at=at, code=code)

    def book(self, school_class, at):
        """A lead books the class into the run."""
        target = Target(course=self.course, run=self.page)
        assign(school_class=school_class, target=target, due_at=None, actor=self.teacher, at=at)

    def bring(self, user, at):
        """The team brings somebody."""
        enrol(user=user, run=self.page, at=at, origin=Origin.TEAM, actor=self.lead)

    def approve(self, row, at):
        """The team says yes."""
        approve_request(request=row, actor=self.lead, at=at)

    def refuse(self, row, at):
        """The team says no."""
        refuse_request(request=row, reason=RefusalReason.OTHER_RUN, actor=self.lead, at=at)

    def move(self, row, at):
        """The team puts somebody of the other run into this one."""
        move_enrolment(enrolment=row, to=self.page, actor=self.lead, at=at)

    def go(self, row, at):
        """Somebody leaves."""
        leave(enrolment=row, at=at)

    def resize(self, seats, at):
        """The team makes more seats, or fewer."""
        set_capacity(run=self.page, capacity=seats, at=at, actor=self.lead)

    def accept(self, row, code, at):
        """Somebody takes the seat offered."""
        accept_offer(request=row, at=at, code=code)

    def decline(self, row, at):
        """Somebody does not want it any more."""
        withdraw_request(request=row, at=at)

    def blow(self, tasks, workers=WORKERS):
        """Run them all at once; each has a clock of its own, minutes apart."""
        skews = [timedelta(seconds=self.dice.randint(-300, 300)) for _task in tasks]

        def one(number):
            try:
                tasks[number](self.now + skews[number])
            except DomainError as refusal:
                self.refused[type(refusal).__name__] += 1
            except Exception as fault:  # noqa: BLE001  (whatever it is, it would be a 500)
                self.faults[f"{type(fault).__name__}: {fault}"] += 1
            finally:
                connection.close()

        with ThreadPoolExecutor(max_workers=workers) as pool:
            list(pool.map(one, range(len(tasks))))

    def broken(self):
        """Invariants that do not hold, and everything else that is wrong."""
        later = violations(self.now + timedelta(hours=1))
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
        # Who asked comes into the line with the team's answer.
        joined = rows.exclude(key__in=self.asked).order_by("pk")
        times = list(joined.values_list("queued_at", flat=True))
        return ahead and times == sorted(set(times))


def settle_run_at(run, at):
    """The sweeper comes by."""
    settle_run(run=run, at=at)
