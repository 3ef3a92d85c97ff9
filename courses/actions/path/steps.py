"""The steps of a learning path: added, explained, moved, removed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from courses.actions.path.agreeing import ask_anew, forget_gone
from courses.actions.path.making import PathFaultError, follow_up, locked_path
from courses.enums import CourseState
from courses.models import Course, LearningPath, PathStep
from lms.common.errors import ConflictError
from network.queries.viewer import Viewer

MOST = 20  # steps of one path


@dataclass(frozen=True)
class StepWords:
    """By language: why the course stands here, and how it goes on from the one before."""

    reasons: Mapping[str, str]
    transitions: Mapping[str, str]


@transaction.atomic
def add_step(
    *, path: LearningPath, course: Course, words: StepWords, by: Viewer, at: datetime
) -> PathStep:
    """Put a course at the end; on a published path its house is asked at once.

    Raises:
        PathFaultError: The course is not published, the reason is missing, or there are too many.
        ConflictError: The course stands in the path already, or the path has ended.
        NotAllowedError: The person does not make this path.
    """
    row = locked_path(path, by=by)
    if course.state != CourseState.PUBLISHED:
        raise PathFaultError(_("Dieser Kurs wird zurzeit nicht angeboten."))
    if row.steps.filter(course=course).exists():
        raise ConflictError(_("Dieser Kurs steht schon im Lernpfad."))
    last = row.steps.aggregate(last=Max("position"))["last"]
    if row.steps.count() >= MOST:
        raise PathFaultError(_("Ein Lernpfad hat höchstens %d Schritte.") % MOST)
    step = PathStep(path=row, course=course, position=0 if last is None else last + 1)
    _explain(step, words)
    step.save()
    _settle("step-add", row, [course], by=by, at=at)
    return step


@transaction.atomic
def change_step(*, step: PathStep, words: StepWords, by: Viewer, at: datetime) -> None:
    """Explain a step anew; its house is asked anew where the words changed.

    Raises:
        PathFaultError, ConflictError, NotAllowedError: As ``add_step``.
    """
    row = locked_path(step.path, by=by)
    before = (step.reasons, step.transitions)
    _explain(step, words)
    if (step.reasons, step.transitions) == before:
        return
    step.save(update_fields=["reasons", "transitions"])
    _settle("step-change", row, [step.course], by=by, at=at)


@transaction.atomic
def move_step(*, step: PathStep, up: bool, by: Viewer, at: datetime) -> None:
    """Let a step change places with its neighbour; at the end of the row nothing happens.

    On ordered paths both houses are asked anew: their courses now stand beside others.

    Raises:
        ConflictError, NotAllowedError: As ``add_step``.
    """
    row = locked_path(step.path, by=by)
    rows = list(row.steps.select_related("course").order_by("position"))
    place = next(n for n, one in enumerate(rows) if one.pk == step.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    one, two = rows[place], rows[other]
    here, there = one.position, two.position
    _put(one, rows[-1].position + 1)  # out of the way: places are unique
    _put(two, here)
    _put(one, there)
    _settle("step-move", row, [one.course, two.course] if row.is_ordered else [], by=by, at=at)


@transaction.atomic
def remove_step(*, step: PathStep, by: Viewer, at: datetime) -> None:
    """Take a course out; the others stay as they are, and nobody is asked for that.

    Raises:
        ConflictError, NotAllowedError: As ``add_step``.
    """
    row = locked_path(step.path, by=by)
    step.delete()
    forget_gone(path=row)
    _settle("step-remove", row, [], by=by, at=at, gone=step.course)


def _put(step: PathStep, position: int) -> None:
    step.position = position
    step.save(update_fields=["position"])


def _explain(step: PathStep, words: StepWords) -> None:
    reasons = _filled(words.reasons)
    if not reasons.get(step.path.language):
        raise PathFaultError(_("Schreiben Sie, warum der Kurs an dieser Stelle steht."))
    step.reasons, step.transitions = reasons, _filled(words.transitions)


def _filled(words: Mapping[str, str]) -> dict[str, str]:
    return {code: text.strip() for code, text in words.items() if text.strip()}


def _settle(
    action: str,
    path: LearningPath,
    touched: Iterable[Course],
    *,
    by: Viewer,
    at: datetime,
    gone: Course | None = None,
) -> None:
    courses = list(touched)
    ask_anew(path=path, partners={course.partner_id for course in courses}, at=at)
    named = [course.key for course in [*courses, *([gone] if gone else [])]]
    follow_up(action, path, by=by, at=at, data={"courses": named})
