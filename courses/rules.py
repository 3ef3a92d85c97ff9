"""Who may do what in a course, as sentences; pure as far as rows allow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil
from typing import Protocol

from django.contrib.auth.models import AnonymousUser

from courses.enums import EnrolmentState, FeedbackTiming, RunState, TimeAllowance
from courses.models import CourseRun, Enrolment, Lesson, Quiz, QuizAttempt
from courses.queries.team import team_runs
from lms.accounts.models import User
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


def can_enrol(run: CourseRun, at: datetime) -> bool:
    """People may enrol while the run is open; seats are decided by the database."""
    return run_state(run, at) == RunState.OPEN


@dataclass(frozen=True)
class OfferedRun:
    """A run as people choose it: where it stands, and whether one may take a seat now.

    How many people are in it is nobody's business: only whether a seat is free is told.
    """

    run: CourseRun
    state: RunState

    @property
    def is_full(self) -> bool:
        """No seat is free."""
        return not self.run.has_free_seat

    @property
    def can_choose(self) -> bool:
        """One may enrol in it now."""
        return self.state == RunState.OPEN and not self.is_full


def offered_runs(runs: Iterable[CourseRun], at: datetime) -> list[OfferedRun]:
    """Where the runs of a course stand, the self-paced one first."""
    found = [OfferedRun(run, run_state(run, at)) for run in runs]
    return sorted(found, key=lambda offered: offered.run.starts_at is not None)


def chosen_run(offered: list[OfferedRun], key: str) -> CourseRun | None:
    """The run with this key; without a key the only one there is. None where that says nothing."""
    if not key and len(offered) == 1:
        return offered[0].run
    return next((one.run for one in offered if one.run.key == key), None)


def suggested_run(offered: list[OfferedRun]) -> CourseRun | None:
    """The run to propose: the first one that takes people."""
    return next((one.run for one in offered if one.can_choose), None)


def can_learn(enrolment: Enrolment) -> bool:
    """An enrolment that was not left gives access; a finished one keeps it."""
    return enrolment.state != EnrolmentState.LEFT


def can_open_lesson(enrolment: Enrolment, lesson: Lesson) -> bool:
    """A lesson opens to who is enrolled in its course, while it is taught."""
    same_course = lesson.course_id == enrolment.course_id
    return can_learn(enrolment) and same_course and lesson.retired_at is None


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


def can_make_path(viewer: Viewer, partner: int | None) -> bool:
    """City staff, or who keeps the courses of the house (its primary key) that makes the path."""
    return viewer.is_staff or partner in viewer.edits


def can_try_as_pupil(user: User | AnonymousUser) -> bool:
    """Class leads of any house see the whole of a published course; nothing is stored.

    Costs one query, none for nobody. The house must be one of the network.
    """
    return isinstance(user, User) and leading(user).exists()
