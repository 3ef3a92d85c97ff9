"""Planning dated runs of a course; the self-paced one comes with publishing."""

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.catalogue import store_entry
from courses.enums import CourseState, Entrance, Mode, RunKind
from courses.models import Course, CourseRun
from lms.accounts import codes
from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError
from lms.records.actions import record_event
from network.models import Place

CODE_GROUPS = 3  # about 57 bits


class RunDatesError(DomainError):
    """Something in a plan does not fit together; ``field`` is where to say so."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class RunPlan:
    """When, where and how a run takes place; None leaves that side open, or seats without limit."""

    starts_at: datetime
    ends_at: datetime | None = None
    enrol_from: datetime | None = None
    enrol_until: datetime | None = None
    access_until: datetime | None = None
    time_zone: str = "Europe/Berlin"
    mode: Mode = Mode.ONLINE
    place: Place | None = None
    room: str = ""
    accessibility: str = ""
    price_text: str = ""
    withdrawal_text: str = ""
    booking_url: str = ""
    entrance: Entrance = Entrance.OPEN
    minimum: int | None = None
    capacity: int | None = None
    has_waiting_list: bool = True
    offer_hours: int = 48
    required_attendance: Decimal | None = None


class Priced(Protocol):
    """What a price depends on."""

    @property
    def price_text(self) -> str: ...  # noqa: D102
    @property
    def withdrawal_text(self) -> str: ...  # noqa: D102
    @property
    def booking_url(self) -> str: ...  # noqa: D102


def plan_of(run: CourseRun) -> RunPlan:
    """What a run at given dates is planned as now."""
    return RunPlan(**{part.name: getattr(run, part.name) for part in fields(RunPlan)})


@transaction.atomic
def plan_run(
    *, course: Course, plan: RunPlan, at: datetime, actor: User | None = None
) -> CourseRun:
    """Offer a published course at given dates; cards and facets show it at once.

    ``actor`` is who does it, None for the system; the caller has checked the right to.

    Raises:
        ConflictError: The course is not published.
        RunDatesError: A date comes before one it should follow, everything is past, or the place
            is another house's.
    """
    if course.state != CourseState.PUBLISHED:
        raise ConflictError(_("Termine gibt es nur für veröffentlichte Kurse."))
    check_plan(course, plan, at)
    code = codes.draw(CODE_GROUPS) if plan.entrance == Entrance.KEY else ""
    run = CourseRun.objects.create(
        course=course, kind=RunKind.DATED, entry_code=code, changed_at=at, **values_of(plan)
    )
    store_entry(course=course, at=at)
    record("run.plan", run, actor, at)
    return run


@transaction.atomic
def remove_run(*, run: CourseRun, actor: User | None, at: datetime) -> None:
    """Take back a run at given dates that no enrolment points at.

    Raises:
        ConflictError: One does, the run is gone, or it is the one without dates.
    """
    locked = locked_run(run)
    if locked.enrolments.exists() or locked.requests.exists():
        message = _("Für diesen Termin ist schon jemand angemeldet. Er bleibt deshalb bestehen.")
        raise ConflictError(message)
    record("run.remove", run, actor, at)
    locked.delete()
    store_entry(course=run.course, at=at)


@transaction.atomic
def renew_entry_code(*, run: CourseRun, actor: User, at: datetime) -> str:
    """Draw a new key for a run one enters by a key; the one before opens nothing any more.

    Raises:
        ConflictError: The run is gone, or has another entrance.
    """
    locked = locked_run(run)
    if locked.entrance != Entrance.KEY:
        raise ConflictError(_("Dieser Termin braucht keinen Schlüssel."))
    code = codes.draw(CODE_GROUPS)
    CourseRun.objects.filter(pk=locked.pk).update(entry_code=code)
    record("run.code", locked, actor, at)
    return code


def locked_run(run: CourseRun) -> CourseRun:
    """The row of a run at given dates, locked: whoever takes a seat at this moment waits.

    Raises:
        ConflictError: The run is gone, or it has no dates of its own.
    """
    if run.kind != RunKind.DATED:
        raise ConflictError(_("Jederzeit zu lernen gehört zu jedem veröffentlichten Kurs."))
    rows = CourseRun.objects.select_for_update(of=("self",)).select_related("course__partner")
    locked = rows.filter(pk=run.pk).first()
    if locked is None:
        raise ConflictError(_("Diesen Termin gibt es nicht mehr."))
    return locked


def record_look(*, run: CourseRun, actor: User, at: datetime) -> None:
    """Keep in the log that somebody looked at how far the people of a run are (rule P19)."""
    record("run.look", run, actor, at)


def record(action: str, run: CourseRun, actor: User | None, at: datetime) -> None:
    """Keep in the log what was done with a run."""
    record_event(
        action=action,
        object_type="run",
        object_key=run.key,
        actor_key=actor.key if actor else "",
        partner_key=run.course.partner.key,
        at=at,
    )


def values_of(plan: RunPlan) -> dict[str, object]:
    """The columns a plan fills."""
    return {part.name: getattr(plan, part.name) for part in fields(RunPlan)}


def check_plan(course: Course, plan: RunPlan, at: datetime) -> None:
    """Refuse dates that do not follow one another, and what the database or the law would refuse.

    Raises:
        RunDatesError: With the field it is about.
    """
    _check_dates(plan, at)
    check_price(plan)
    if plan.time_zone not in available_timezones():
        raise RunDatesError(_("Diese Zeitzone gibt es nicht."), "time_zone")
    if plan.capacity is not None and plan.minimum is not None and plan.minimum > plan.capacity:
        message = _("Mindestens nötig sein können höchstens so viele, wie es Plätze gibt.")
        raise RunDatesError(message, "minimum")
    if plan.required_attendance is not None and not 0 < plan.required_attendance <= 1:
        raise RunDatesError(_("Das ist kein Anteil."), "required_attendance")
    houses = {course.partner_id, *course.providers.values_list("partner", flat=True)}
    if plan.place is not None and plan.place.partner_id not in houses:
        raise RunDatesError(_("Dieser Ort gehört nicht zu Ihrer Einrichtung."), "place")


def check_price(plan: Priced) -> None:
    """Who pays here must have read how to withdraw; elsewhere the provider's own page says it.

    Raises:
        RunDatesError: The words about it are missing.

    Source: BGB §§ 312d, 355; EGBGB Art. 246a.
    """
    if plan.price_text and not plan.booking_url and not plan.withdrawal_text.strip():
        message = _(
            "Zu einem Preis gehört Ihre Widerrufsbelehrung. Wer bucht, muss sie vorher lesen."
        )
        raise RunDatesError(message, "withdrawal_text")


def _check_dates(plan: RunPlan, at: datetime) -> None:
    end = plan.ends_at
    if end is not None and end <= plan.starts_at:
        raise RunDatesError(_("Das Ende muss nach dem Beginn liegen."), "ends_at")
    if end is not None and end <= at:
        raise RunDatesError(_("Dieser Termin liegt in der Vergangenheit."), "ends_at")
    last = plan.enrol_until or end
    if plan.enrol_from is not None and last is not None and last <= plan.enrol_from:
        message = _("Die Anmeldung muss enden, nachdem sie begonnen hat.")
        raise RunDatesError(message, "enrol_until" if plan.enrol_until else "enrol_from")
    if end is not None and plan.enrol_until is not None and plan.enrol_until > end:
        message = _("Die Anmeldung muss vor dem Ende des Kurses enden.")
        raise RunDatesError(message, "enrol_until")
    if end is not None and plan.access_until is not None and plan.access_until < end:
        message = _("Nachlesen kann man bis zum Ende des Kurses oder länger.")
        raise RunDatesError(message, "access_until")
