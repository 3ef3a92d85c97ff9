"""What a house says about learning at any time: when one may begin, and what it costs."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.actions.catalogue import store_entry
from courses.actions.run import RunDatesError, check_price, record
from courses.enums import RunKind
from courses.models import CourseRun
from lms.accounts.models import User
from lms.common.errors import ConflictError


@dataclass(frozen=True)
class AnyTimePlan:
    """The terms of a run without dates; seats, place and appointments belong to those with."""

    enrol_from: datetime | None = None
    enrol_until: datetime | None = None
    price_text: str = ""
    withdrawal_text: str = ""
    booking_url: str = ""


def any_time_plan(run: CourseRun) -> AnyTimePlan:
    """The terms of a run as they are now."""
    return AnyTimePlan(**{part.name: getattr(run, part.name) for part in fields(AnyTimePlan)})


@transaction.atomic
def change_any_time(*, run: CourseRun, plan: AnyTimePlan, actor: User, at: datetime) -> CourseRun:
    """Set the terms for who comes from now on; nothing changes for who is in the course.

    The same terms again change nothing.

    Raises:
        ConflictError: The run has dates, is one of a class, or is gone.
        RunDatesError: Enrolment ends before it begins, or a price comes without the words about
            withdrawing.
    """
    rows = CourseRun.objects.select_for_update(of=("self",)).select_related("course__partner")
    row = rows.filter(pk=run.pk, kind=RunKind.SELF_PACED).first()
    if row is None:
        raise ConflictError(_("Das geht nur beim Lernen ohne Termin."))
    if plan == any_time_plan(row):
        return row
    _check(plan)
    for part in fields(plan):
        setattr(row, part.name, getattr(plan, part.name))
    row.save(update_fields=[part.name for part in fields(plan)])
    store_entry(course=row.course, at=at)
    record("run.change", row, actor, at)
    return row


def _check(plan: AnyTimePlan) -> None:
    begin, end = plan.enrol_from, plan.enrol_until
    if begin is not None and end is not None and end <= begin:
        message = _("Die Anmeldung muss enden, nachdem sie begonnen hat.")
        raise RunDatesError(message, "enrol_until")
    check_price(plan)
