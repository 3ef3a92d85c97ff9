"""Who was at the appointments of a run: noted by its team, or confirmed on site by a code."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from courses.actions.progress import complete_if_due
from courses.enums import EnrolmentState, Presence
from courses.models import Appointment, Attendance, CourseRun, Enrolment
from lms.accounts.models import User
from lms.common.errors import ConflictError
from lms.records.actions import record_event

AROUND = timedelta(minutes=30)  # before and after an appointment, in which the code works
TURN = 120  # seconds until the page shows another code
KEPT = 5  # codes that still work: scanning and signing in take their time
CODE_LENGTH = 16  # hexadecimal digits


@transaction.atomic
def note_attendance(
    *, appointment: Appointment, presences: Mapping[str, str], actor: User, at: datetime
) -> int:
    """Write down who was there; "" takes a note back. The caller has checked the right to.

    Args:
        appointment: One that was not called off.
        presences: Key of an enrolment of the run → ``Presence`` or "".
        actor: Of the run's team; it is logged for each person.
        at: When.

    Returns:
        For how many people something changed.

    Raises:
        ConflictError: The appointment was called off.
    """
    date = _locked(appointment)
    people = Enrolment.objects.filter(run=date.run_id, key__in=list(presences))
    rows = people.exclude(state=EnrolmentState.LEFT).select_related("user", "course", "rule")
    known = dict(date.attendances.values_list("enrolment", "presence"))
    changed = [row for row in rows.order_by("pk") if known.get(row.pk, "") != presences[row.key]]
    for row in changed:
        _note(date, row, presences[row.key], actor=actor, at=at)
    return len(changed)


def site_code(*, appointment: Appointment, at: datetime) -> str:
    """The code to show on site at a moment; "" outside the time around the appointment."""
    return _code(appointment, _turn(at)) if is_time_for_code(appointment, at) else ""


def is_time_for_code(appointment: Appointment, at: datetime) -> bool:
    """Tell whether people may confirm now that they are at an appointment."""
    is_on = appointment.cancelled_at is None
    return is_on and appointment.starts_at - AROUND <= at <= appointment.ends_at + AROUND


def is_site_code(appointment: Appointment, code: str, at: datetime) -> bool:
    """Tell whether a code was shown at an appointment within the last minutes."""
    if not is_time_for_code(appointment, at):
        return False
    turns = range(_turn(at), _turn(at) - KEPT, -1)
    return any(constant_time_compare(_code(appointment, turn), code) for turn in turns)


@transaction.atomic
def confirm_presence(
    *, appointment: Appointment, enrolment: Enrolment, code: str, at: datetime
) -> Attendance:
    """Note that somebody is there, by the code she read on site. Safe to repeat.

    What the team wrote down before is replaced only where it said nothing else than absent.

    Raises:
        ConflictError: The code is old, or the appointment is not now.
    """
    date = _locked(appointment)
    if not is_site_code(date, code, at):
        raise ConflictError(_("Dieser Code gilt nicht mehr. Bitte noch einmal scannen."))
    row = date.attendances.filter(enrolment=enrolment).first()
    if row is None or row.presence == Presence.ABSENT:
        _note(date, enrolment, Presence.PRESENT, actor=enrolment.user, at=at)
    return date.attendances.get(enrolment=enrolment)


def settle_attendance(*, run: CourseRun, at: datetime) -> None:
    """Finish the course for whom the appointments that are left suffice now."""
    if run.required_attendance is None:
        return
    active = Enrolment.objects.filter(run=run, state=EnrolmentState.ACTIVE, completed_at=None)
    for enrolment in active.filter(attendances__presence=Presence.PRESENT).distinct():
        complete_if_due(enrolment=enrolment, at=at)


def _locked(appointment: Appointment) -> Appointment:
    rows = Appointment.objects.select_for_update(of=("self",)).select_related(
        "run__course__partner"
    )
    date = rows.filter(pk=appointment.pk).first()
    if date is None or date.cancelled_at is not None:
        raise ConflictError(_("Dieses Treffen ist abgesagt."))
    return date


def _note(
    date: Appointment, enrolment: Enrolment, presence: str, *, actor: User, at: datetime
) -> None:
    if presence:
        Attendance.objects.update_or_create(
            appointment=date,
            enrolment=enrolment,
            defaults={"presence": presence, "noted_at": at, "noted_by_key": actor.key},
        )
    else:
        Attendance.objects.filter(appointment=date, enrolment=enrolment).delete()
    is_own = actor.pk == enrolment.user_id
    record_event(
        action="attendance.confirm" if is_own else "attendance.note",
        object_type="enrolment",
        object_key=enrolment.key,
        actor_key=actor.key,
        partner_key=date.run.course.partner.key,
        person_key="" if is_own else enrolment.user.key,
        data={"appointment": date.key},
        at=at,
    )
    if presence == Presence.PRESENT and date.run.required_attendance is not None:
        complete_if_due(enrolment=enrolment, at=at)


def _turn(at: datetime) -> int:
    return int(at.timestamp()) // TURN


def _code(appointment: Appointment, turn: int) -> str:
    value = f"{appointment.key}:{turn}"
    digest = salted_hmac("courses.attendance.site", value, algorithm="sha256").hexdigest()
    return digest[:CODE_LENGTH]
