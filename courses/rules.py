"""Who may do what in a course, as sentences; pure as far as rows allow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil
from typing import Protocol

from django.contrib.auth.models import AnonymousUser

from courses.enums import (
    EnrolmentState,
    Entrance,
    FeedbackTiming,
    RunKind,
    RunState,
    TimeAllowance,
)
from courses.models import Course, CourseRun, Enrolment, Lesson, Quiz, QuizAttempt
from courses.queries.deciders import can_decide
from courses.queries.team import team_runs
from lms.accounts.enums import AccountKind, AgeBand
from lms.accounts.models import User
from network.enums import Role
from network.models import Membership
from network.queries.membership import leading
from network.queries.viewer import Viewer

TEAM_STAYS = timedelta(days=60)  # after the end of a run
GRACE = timedelta(seconds=30)  # after the end of a test: a slow line costs nobody an answer
# By how much a time limit grows.
_FACTORS = {
    TimeAllowance.USUAL: Decimal(1),
    TimeAllowance.QUARTER: Decimal("1.25"),
    TimeAllowance.HALF: Decimal("1.5"),
    TimeAllowance.DOUBLE: Decimal(2),
}


_YEARS: dict[str, int] = {
    AgeBand.UNDER_14: 0,
    AgeBand.FROM_14: 14,
    AgeBand.FROM_16: 16,
    AgeBand.ADULT: 18,
    "": 18,  # seats, judged by the lead of their class, and who was invited to work here
}


class Dates(Protocol):
    """The dates of a run; ``None`` means open on that side."""

    enrol_from: datetime | None
    enrol_until: datetime | None
    starts_at: datetime | None
    ends_at: datetime | None


def run_state(run: Dates, at: datetime) -> RunState:
    """Compute where a run stands at a moment; a self-paced run without dates is open."""
    if run.ends_at is not None and at >= run.ends_at:
        return RunState.ENDED
    if run.enrol_from is not None and at < run.enrol_from:
        return RunState.UPCOMING
    if run.enrol_until is not None and at >= run.enrol_until:
        return RunState.RUNNING
    return RunState.OPEN


def is_public(run: CourseRun) -> bool:
    """Runs of classes and cancelled ones are shown to nobody who is not in them."""
    return run.kind != RunKind.SCHOOL_CLASS and run.cancelled_at is None


def can_enrol(run: CourseRun, at: datetime) -> bool:
    """People may enrol while the run is open here; seats are decided by the database."""
    return is_public(run) and not run.booking_url and run_state(run, at) == RunState.OPEN


def can_be_added(run: CourseRun, at: datetime) -> bool:
    """The team and leads of classes may bring people until the run ends, also before it opens."""
    return run.cancelled_at is None and run_state(run, at) != RunState.ENDED


def offers_end(run: CourseRun) -> datetime | None:
    """Until when a seat that became free is offered: the end of enrolment or the start."""
    dates = (run.enrol_until, run.starts_at, run.ends_at)
    return min((date for date in dates if date is not None), default=None)


def can_offer(run: CourseRun, at: datetime) -> bool:
    """Seats are offered to who waits while somebody could still accept."""
    ends = offers_end(run)
    return run.cancelled_at is None and (ends is None or at < ends)


def can_wait(run: CourseRun, at: datetime) -> bool:
    """People may join the waiting list while enrolment is open and offers are still made."""
    return run.has_waiting_list and can_enrol(run, at) and can_offer(run, at)


def years_of(user: User) -> int:
    """How old somebody is for sure: the beginning of the band; who never was asked is an adult."""
    return _YEARS[user.age_band]


def is_old_enough(user: User, course: Course) -> bool:
    """Nobody's age is known more exactly than its band."""
    return years_of(user) >= course.minimum_age


def is_minor(user: User) -> bool:
    """People under 18 appear to a team by a chosen name only, without contact."""
    return years_of(user) < _YEARS[AgeBand.ADULT]


def is_nameless(user: User) -> bool:
    """Names of minors (P12) and of guests are typed when a certificate is fetched, never kept."""
    return user.kind == AccountKind.GUEST or (user.kind == AccountKind.PERSONAL and is_minor(user))


@dataclass(frozen=True)
class OfferedRun:
    """A run as people choose it: where it stands, and whether one may take a seat now.

    How many people are in it is nobody's business: only whether a seat is free is told.
    """

    run: CourseRun
    state: RunState
    can_wait: bool = False  # it is full, but has a waiting list that is open

    @property
    def is_full(self) -> bool:
        """No seat is free."""
        return not self.run.has_free_seat

    @property
    def can_choose(self) -> bool:
        """One may enrol in it now, or ask to."""
        is_open = self.state == RunState.OPEN and not self.run.booking_url
        return is_open and self.run.entrance != Entrance.CLOSED and not self.is_full

    @property
    def is_direct(self) -> bool:
        """Choosing it is all there is to do: nobody is asked, nothing is paid."""
        return self.can_choose and self.run.entrance == Entrance.OPEN and not self.run.price_text


def offered_runs(runs: Iterable[CourseRun], at: datetime) -> list[OfferedRun]:
    """Where the runs of a course stand, the self-paced one first."""
    found = [
        OfferedRun(run, run_state(run, at), not run.has_free_seat and can_wait(run, at))
        for run in runs
        if is_public(run)
    ]
    return sorted(found, key=lambda offered: offered.run.starts_at is not None)


def chosen_run(offered: list[OfferedRun], key: str) -> CourseRun | None:
    """The run with this key; without a key the only one there is. None where that says nothing."""
    if not key and len(offered) == 1:
        return offered[0].run
    return next((one.run for one in offered if one.run.key == key), None)


def suggested_run(offered: list[OfferedRun]) -> CourseRun | None:
    """The run to propose: the first one that takes people, else one with a waiting list."""
    open_now = (one.run for one in offered if one.can_choose)
    full_now = (one.run for one in offered if one.can_wait)
    return next(open_now, None) or next(full_now, None)


def has_access(run: CourseRun, at: datetime) -> bool:
    """Lessons stay open until the end of access, where the run has one; never-ending else."""
    return run.access_until is None or at < run.access_until


def can_learn(enrolment: Enrolment, at: datetime) -> bool:
    """An enrolment that was not left gives access until the run's ends; a finished one, too."""
    return enrolment.state != EnrolmentState.LEFT and has_access(enrolment.run, at)


def can_open_lesson(enrolment: Enrolment, lesson: Lesson, at: datetime) -> bool:
    """A lesson opens to who is enrolled in its course, while it is taught."""
    same_course = lesson.course_id == enrolment.course_id
    return can_learn(enrolment, at) and same_course and lesson.retired_at is None


def can_try_lesson(lesson: Lesson) -> bool:
    """Lessons opened by their authors may be tried without an account."""
    return lesson.is_open and lesson.retired_at is None


def can_practise(quiz: Quiz) -> bool:
    """Only quizzes that do not count are practice: a graded pool is never given away."""
    return not quiz.is_required and quiz.retired_at is None


def feedback_begins(quiz: Quiz, at: datetime) -> datetime | None:
    """When answers are explained; None where that is so already, or as soon as they are in."""
    begins = quiz.feedback_at if quiz.feedback_timing == FeedbackTiming.CLOSE else None
    return begins if begins is not None and at < begins else None


def allowed_minutes(minutes: int, allowance: str) -> int | None:
    """How long somebody may take where others have so many minutes; None: as long as it takes."""
    factor = _FACTORS.get(TimeAllowance(allowance))
    return ceil(minutes * factor) if minutes and factor else None


def due_time(started_at: datetime, minutes: int, allowance: str) -> datetime | None:
    """When a test that began must end for somebody; None where time does not matter."""
    allowed = allowed_minutes(minutes, allowance)
    return None if allowed is None else started_at + timedelta(minutes=allowed)


def is_time_up(attempt: QuizAttempt, at: datetime) -> bool:
    """Tell whether an attempt takes no more answers, the seconds of grace included."""
    return attempt.due_at is not None and at > attempt.due_at + GRACE


def can_look_after_run(run: CourseRun, user: User, at: datetime) -> bool:
    """The run's team, until 60 days after its end; nobody else sees single people (row RT).

    Who leaves the house of the course leaves its teams with the same moment.
    """
    return team_runs(user, ended_after=at - TEAM_STAYS).filter(pk=run.pk).exists()


@dataclass(frozen=True)
class SeatRights:
    """What somebody may do with the seats of a run.

    ``people``: the run's team, with names; ``seats``: how many there are, vouchers, cancelling,
    without names; ``exceptions``: deciding on them where one learns at any time;
    ``is_known``: somebody of the house who may not, but knows that it exists.
    """

    people: bool
    seats: bool
    exceptions: bool
    is_known: bool


def seat_rights(run: CourseRun, user: User, at: datetime) -> SeatRights:
    """The team, the house's admins and the city look after the seats of a run."""
    house = Membership.objects.filter(partner=run.course.partner_id, user=user)
    roles = set(house.values_list("role", flat=True))
    people = can_look_after_run(run, user, at)
    is_of_house = people or Role.ADMIN in roles
    return SeatRights(
        people=people,
        seats=is_of_house or user.is_city_staff,
        exceptions=is_of_house and can_decide(run, user=user),
        is_known=bool(roles & {Role.AUTHOR, Role.REVIEWER}),
    )


def can_make_path(viewer: Viewer, partner: int | None) -> bool:
    """City staff, or who keeps the courses of the house (its primary key) that makes the path."""
    return viewer.is_staff or partner in viewer.edits


def can_word_certificates(viewer: Viewer, partner: int) -> bool:
    """City staff, or an admin of the house (its primary key); its authors may not."""
    return viewer.is_staff or (partner, Role.ADMIN.value) in viewer.roles


def can_try_as_pupil(user: User | AnonymousUser) -> bool:
    """Class leads of any house see the whole of a published course; nothing is stored.

    Costs one query, none for nobody. The house must be one of the network.
    """
    return isinstance(user, User) and leading(user).exists()
