"""How far a learner is on a path: computed from enrolments, stored nowhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from courses.enums import EnrolmentState
from courses.models import Enrolment
from courses.queries.labels import catalogue_stamp
from courses.queries.path.public import ShownPath, ShownStep, published_paths
from lms.accounts.models import User

DONE, RUNNING, NEXT, LATER, OPEN, GONE = "done", "running", "next", "later", "open", "gone"


@dataclass(frozen=True)
class OwnStep:
    """A step as one learner stands with it.

    ``state``: done, running, next (comes now), later (comes after it, on ordered paths), open (on
    paths in free order), gone (not offered, not done).
    """

    step: ShownStep
    state: str
    enrolment: Enrolment | None

    @property
    def url(self) -> str:
        """Where to go on: into the course where one is enrolled, else to its page."""
        if self.enrolment is not None and self.enrolment.state != EnrolmentState.LEFT:
            return reverse("courses:resume", args=[self.enrolment.key])
        return self.step.card.url if self.step.card else ""


@dataclass(frozen=True)
class PathProgress:
    """A path as one learner stands with it. What is not offered counts only where it is done."""

    path: ShownPath
    steps: list[OwnStep]

    @property
    def done(self) -> int:
        """The number of finished steps."""
        return sum(own.state == DONE for own in self.steps)

    @property
    def total(self) -> int:
        """The number of steps one can finish."""
        return sum(own.state != GONE for own in self.steps)

    @property
    def share(self) -> float:
        """The finished share, 0..1."""
        return self.done / self.total if self.total else 0.0

    @property
    def words(self) -> str:
        """How far somebody is, in words."""
        return steps_in_words(self.done, self.total)

    @property
    def next(self) -> OwnStep | None:
        """What to do now: go on where something was begun, else begin the next step."""
        for wanted in (RUNNING, NEXT, OPEN):
            found = next((own for own in self.steps if own.state == wanted), None)
            if found:
                return found
        return None


def steps_in_words(done: int, total: int) -> str:
    """How many steps are finished."""
    sentence = ngettext(
        "%(done)d von %(total)d Schritt geschafft",
        "%(done)d von %(total)d Schritten geschafft",
        total,
    )
    return sentence % {"done": done, "total": total}


def path_progress(path: ShownPath, enrolments: Mapping[int, Enrolment]) -> PathProgress:
    """Compare a path with somebody's enrolments by course."""
    own: list[OwnStep] = []
    is_waiting = False  # a step before is not finished
    for step in path.steps:
        row = enrolments.get(step.course)
        state = _state(step, row, path, is_waiting=is_waiting)
        is_waiting = is_waiting or state in {RUNNING, NEXT}
        own.append(OwnStep(step, state, row))
    return PathProgress(path, own)


def own_enrolments(user: User, path: ShownPath) -> dict[int, Enrolment]:
    """Somebody's enrolments in the courses of a path, by course (one query)."""
    is_kept = ~Q(state=EnrolmentState.LEFT) | Q(completed_at__isnull=False)
    rows = Enrolment.objects.filter(is_kept, user=user)
    return by_course(rows.filter(course__in=[step.course for step in path.steps]))


def by_course(rows: Iterable[Enrolment]) -> dict[int, Enrolment]:
    """One enrolment for each course: a finished one, else the one that runs."""
    found: dict[int, Enrolment] = {}
    for row in rows:
        if row.course_id not in found or row.completed_at is not None:
            found[row.course_id] = row
    return found


def own_paths(
    enrolments: Mapping[int, Enrolment], language: str, *, stamp: str = ""
) -> list[PathProgress]:
    """The paths in which somebody has a course, and how far they are.

    One query for the catalogue's stamp, unless the caller knows it.
    """
    if not enrolments:
        return []
    paths = published_paths(stamp or catalogue_stamp(), language)
    return [
        path_progress(path, enrolments)
        for path in paths
        if any(step.course in enrolments for step in path.steps)
    ]


def _state(step: ShownStep, row: Enrolment | None, path: ShownPath, *, is_waiting: bool) -> str:
    if row is not None and row.completed_at is not None:
        return DONE
    if step.card is None:
        return GONE
    if row is not None:
        return RUNNING
    if not path.is_ordered:
        return OPEN
    return LATER if is_waiting else NEXT
