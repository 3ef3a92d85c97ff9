"""Rights and access of people; each change is in the audit log."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction

from lms.accounts.models import User
from lms.accounts.signals import person_deactivated, staff_roles_changed
from lms.records.actions import record_event


def set_second_factor_required(*, user: User, required: bool) -> None:
    """Say whether this person must prove a second factor; takes effect with the next request."""
    User.objects.filter(pk=user.pk).update(requires_second_factor=required)
    user.requires_second_factor = required


@transaction.atomic
def set_staff_roles(
    *, user: User, is_city_staff: bool, is_platform_admin: bool, actor_key: str = "", at: datetime
) -> None:
    """Give or take the rights of city staff and of running the platform.

    Whoever gets one needs a second factor; taking both leaves that duty as it is, because a
    partner role may ask for it too.
    """
    user.is_city_staff = is_city_staff
    user.is_platform_admin = is_platform_admin
    if is_city_staff or is_platform_admin:
        user.requires_second_factor = True
    user.save(update_fields=["is_city_staff", "is_platform_admin", "requires_second_factor"])
    record_event(
        action="person.set-staff-roles",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=actor_key,
        data={"is_city_staff": is_city_staff, "is_platform_admin": is_platform_admin},
    )
    staff_roles_changed.send(sender=User, user=user, at=at)


@transaction.atomic
def set_data_protection_officer(
    *, user: User, is_officer: bool, actor_key: str = "", at: datetime
) -> None:
    """Give or take the read-only role; whoever gets it needs a second factor.

    The duty stays when the role is taken: another role may ask for it, too.
    """
    user.is_data_protection_officer = is_officer
    user.requires_second_factor = user.requires_second_factor or is_officer
    user.save(update_fields=["is_data_protection_officer", "requires_second_factor"])
    record_event(
        action="person.set-officer",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=actor_key,
        data={"is_data_protection_officer": is_officer},
    )
    staff_roles_changed.send(sender=User, user=user, at=at)


@transaction.atomic
def deactivate_person(*, user: User, actor_key: str = "", reason: str = "", at: datetime) -> None:
    """Take all access away; the next request of a running session already fails."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user=user)
    record_event(
        action="person.deactivate",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=actor_key,
        note=reason,
    )
    person_deactivated.send(sender=User, user=user, at=at)


@transaction.atomic
def reactivate_person(*, user: User, actor_key: str = "", at: datetime) -> None:
    """Let a deactivated person sign in again; old sessions stay ended."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record_event(
        action="person.reactivate",
        object_type="user",
        object_key=user.key,
        at=at,
        actor_key=actor_key,
    )


def end_sessions(*, user: User) -> None:
    """End every session of a person, this one included; two queries for each."""
    for session in UserSession.objects.filter(user=user):
        session.end()
