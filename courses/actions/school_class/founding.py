"""Founding a class, opening it for a lesson, printing its sheet."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from courses.actions.school_class.cards import draw_device_code
from courses.enums import ClassKind, LeadRole
from courses.models import ClassLead, SchoolClass
from courses.queries.school_class import lead_partners
from lms.accounts.models import User
from lms.common.errors import DomainError, NotAllowedError
from lms.records.actions import record_event
from network.models import Partner

SCHOOL_YEAR_ENDS = (7, 31)  # month, day
LONGEST = timedelta(days=400)  # a school year and a little more
LESSON = timedelta(minutes=90)  # so long a class is open unless the lead closes it


class EndError(DomainError):
    """A class cannot end on that day."""


@dataclass(frozen=True)
class ClassPlan:
    """What a lead says about a class; nothing about who is in it."""

    kind: ClassKind
    title: str
    ends_on: date


def school_year_end(day: date) -> date:
    """The last day of the school year a day lies in: 31 July."""
    end = date(day.year, *SCHOOL_YEAR_ENDS)
    return end if day <= end else end.replace(year=day.year + 1)


@transaction.atomic
def create_class(*, partner: Partner, plan: ClassPlan, lead: User, at: datetime) -> SchoolClass:
    """Found a class in a partner's name; who founds it leads it.

    Raises:
        NotAllowedError: The person may not lead classes for this partner.
        EndError: The last day is past, or further away than a school year.
    """
    if not lead_partners(lead).filter(pk=partner.pk).exists():
        raise NotAllowedError(_("Sie leiten für diese Einrichtung keine Klassen."))
    _check_end(plan.ends_on, at, since=at)
    made = SchoolClass.objects.create(
        partner=partner,
        kind=plan.kind,
        title=plan.title,
        ends_on=plan.ends_on,
        device_hash=draw_device_code()[1],  # nobody has seen it; the sheet draws its own
        created_at=at,
    )
    ClassLead.objects.create(school_class=made, user=lead, role=LeadRole.LEAD)
    record_class("class.create", made, actor=lead, at=at, data={"kind": plan.kind})
    return made


@transaction.atomic
def change_class(
    *, school_class: SchoolClass, title: str, ends_on: date, actor: User, at: datetime
) -> None:
    """Rename a class or move its last day.

    Raises:
        EndError: The last day is past, or further from the founding than a school year.
    """
    _check_end(ends_on, at, since=school_class.created_at)
    school_class.title, school_class.ends_on = title, ends_on
    school_class.warned_at = None  # of another day
    school_class.save(update_fields=["title", "ends_on", "warned_at"])
    record_class("class.change", school_class, actor=actor, at=at)


@transaction.atomic
def renew_sheet(*, school_class: SchoolClass, actor: User, at: datetime) -> str:
    """Draw the class sheet anew: the old one, and devices that used it, no longer belong.

    Returns:
        The code; it is stored nowhere.
    """
    code, school_class.device_hash = draw_device_code()
    school_class.save(update_fields=["device_hash"])
    record_class("class.sheet", school_class, actor=actor, at=at)
    return code


def open_class(*, school_class: SchoolClass, actor: User, at: datetime) -> None:
    """Open a class for a lesson: a card's QR signs in alone until then."""
    _set_open(school_class, at + LESSON)
    record_class("class.open", school_class, actor=actor, at=at)


def close_class(*, school_class: SchoolClass, actor: User, at: datetime) -> None:
    """Close it before the time: from now on a card needs its pictures, too."""
    _set_open(school_class, None)
    record_class("class.close", school_class, actor=actor, at=at)


def _set_open(school_class: SchoolClass, until: datetime | None) -> None:
    school_class.open_until = until
    school_class.save(update_fields=["open_until"])


def _check_end(ends_on: date, at: datetime, *, since: datetime) -> None:
    """Moved again and again it would never end: what is learned in a class is deleted after it."""
    if not localdate(at) <= ends_on <= localdate(since) + LONGEST:
        message = _(
            "Eine Klasse dauert höchstens ein Schuljahr: Bitte wählen Sie einen Tag bis zum "
            "%(day)s. Danach legen Sie eine neue an."
        )
        raise EndError(message % {"day": date_format(localdate(since) + LONGEST)})


def record_class(
    action: str,
    school_class: SchoolClass,
    *,
    actor: User | None,
    at: datetime,
    data: dict[str, object] | None = None,
) -> None:
    """Keep in the log what somebody did with a class."""
    record_event(
        action=action,
        object_type="class",
        object_key=school_class.key,
        actor_key=actor.key if actor else "",
        partner_key=school_class.partner.key,
        at=at,
        data=data,
    )
