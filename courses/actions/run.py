"""Planning dated runs of a course; the self-paced one comes with publishing."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.catalogue import store_entry
from courses.enums import CourseState, Mode, RunKind
from courses.models import Course, CourseRun
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError
from lms.records.actions import record_event


class RunDatesError(DomainError):
    """The dates do not fit together."""


@dataclass(frozen=True)
class RunPlan:
    """When and where a run takes place; None leaves that side open, or seats without limit."""

    starts_at: datetime
    ends_at: datetime | None = None
    enrol_from: datetime | None = None
    enrol_until: datetime | None = None
    mode: Mode = Mode.ONLINE
    capacity: int | None = None


@transaction.atomic
def plan_run(
    *, course: Course, plan: RunPlan, at: datetime, actor: User | None = None
) -> CourseRun:
    """Offer a published course at given dates; cards and facets show it at once.

    ``actor`` is who does it, None for the system; the caller has checked the right to.

    Raises:
        ConflictError: The course is not published.
        RunDatesError: A date comes before one it should follow, or everything is past.
    """
    if course.state != CourseState.PUBLISHED:
        raise ConflictError(_("Termine gibt es nur für veröffentlichte Kurse."))
    _check(plan, at)
    run = CourseRun.objects.create(
        course=course,
        kind=RunKind.DATED,
        mode=plan.mode,
        enrol_from=plan.enrol_from,
        enrol_until=plan.enrol_until,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        capacity=plan.capacity,
    )
    store_entry(course=course, at=at)
    _record("run.plan", run, actor, at)
    return run


@transaction.atomic
def remove_run(*, run: CourseRun, actor: User | None, at: datetime) -> None:
    """Take back a run at given dates that no enrolment points at.

    Raises:
        ConflictError: One does, the run is gone, or it is the one without dates.
    """
    if run.kind != RunKind.DATED:
        raise ConflictError(_("Jederzeit zu lernen gehört zu jedem veröffentlichten Kurs."))
    # Whoever takes a seat at this moment changes the same row, so one waits for the other.
    locked = CourseRun.objects.select_for_update().filter(pk=run.pk).first()
    if locked is None:
        raise ConflictError(_("Diesen Termin gibt es nicht mehr."))
    if locked.enrolments.exists():
        message = _("Für diesen Termin ist schon jemand angemeldet. Er bleibt deshalb bestehen.")
        raise ConflictError(message)
    _record("run.remove", run, actor, at)
    locked.delete()
    store_entry(course=run.course, at=at)


def record_look(*, run: CourseRun, actor: User, at: datetime) -> None:
    """Keep in the log that somebody looked at how far the people of a run are (rule P19)."""
    _record("run.look", run, actor, at)


def _record(action: str, run: CourseRun, actor: User | None, at: datetime) -> None:
    record_event(
        action=action,
        object_type="run",
        object_key=run.key,
        actor_key=actor.key if actor else "",
        partner_key=run.course.partner.key,
        at=at,
    )


def _check(plan: RunPlan, at: datetime) -> None:
    """Refuse dates that do not follow one another, and a run that is over already."""
    end = plan.ends_at
    if end is not None and end <= plan.starts_at:
        raise RunDatesError(_("Das Ende muss nach dem Beginn liegen."))
    if end is not None and end <= at:
        raise RunDatesError(_("Dieser Termin liegt in der Vergangenheit."))
    last = plan.enrol_until or end
    if plan.enrol_from is not None and last is not None and last <= plan.enrol_from:
        raise RunDatesError(_("Die Anmeldung muss enden, nachdem sie begonnen hat."))
    if end is not None and plan.enrol_until is not None and plan.enrol_until > end:
        raise RunDatesError(_("Die Anmeldung muss vor dem Ende des Kurses enden."))
