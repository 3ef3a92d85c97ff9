"""Naming who coordinates an action field."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import DomainError, NotAllowedError
from lms.records.actions import record_event
from lms.taxonomy.models import ActionField
from network.actions.membership import refresh_second_factor
from network.models import Coordinator, Partner
from network.rules import is_city_staff

DEFAULT_QUOTA = 6  # new cooperations a quarter


class CoordinatorDatesError(DomainError):
    """The last day lies before the first."""


@dataclass(frozen=True)
class Appointment:
    """Who looks after which field, for how long and for whom."""

    field: ActionField
    user: User
    starts_on: date
    ends_on: date | None = None  # None: until further notice
    is_deputy: bool = False
    organisation: Partner | None = None  # None: the city administration
    mailbox: str = ""  # public, of a role
    quarterly_quota: int = DEFAULT_QUOTA  # new cooperations the field can look after


@transaction.atomic
def appoint_coordinator(
    *, appointment: Appointment, actor: User | None, at: datetime
) -> Coordinator:
    """Name a coordinator or deputy, or change what was agreed with the one named before.

    Raises:
        NotAllowedError: The actor is not city staff.
        CoordinatorDatesError: It would end before it begins.
    """
    _only_city_staff(actor)
    until = appointment.ends_on
    if until is not None and until < appointment.starts_on:
        raise CoordinatorDatesError(_("Das Ende liegt vor dem Beginn."))
    facts = {
        name: getattr(appointment, name)
        for name in (
            "starts_on", "ends_on", "is_deputy", "organisation", "mailbox", "quarterly_quota",
        )
    }  # fmt: skip
    coordinator, _is_new = Coordinator.objects.update_or_create(
        field=appointment.field, user=appointment.user, defaults=facts
    )
    _follow_up("coordinator.appoint", coordinator, actor, at)
    return coordinator


@transaction.atomic
def end_coordinator(
    *, coordinator: Coordinator, on: date, actor: User | None, at: datetime
) -> None:
    """End it with a day; rights end the day after. One that had not begun is taken back.

    Raises:
        NotAllowedError: The actor is not city staff.
    """
    _only_city_staff(actor)
    if on < coordinator.starts_on:
        coordinator.delete()
    else:
        coordinator.ends_on = on
        coordinator.save(update_fields=["ends_on"])
    _follow_up("coordinator.end", coordinator, actor, at)


def _only_city_staff(actor: User | None) -> None:
    if actor is not None and not is_city_staff(actor):
        raise NotAllowedError(_("Koordinationen benennt die Stadtverwaltung."))


def _follow_up(action: str, coordinator: Coordinator, actor: User | None, at: datetime) -> None:
    refresh_second_factor(user=coordinator.user)
    record_event(
        action=action,
        object_type="user",
        object_key=coordinator.user.key,
        at=at,
        actor_key=actor.key if actor else "",
        data={"field": coordinator.field.code, "is_deputy": coordinator.is_deputy},
    )
