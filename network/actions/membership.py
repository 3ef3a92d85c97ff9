"""Who acts for a partner: inviting people, granting and ending roles."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.actions import invite_person, set_second_factor_required
from lms.accounts.models import User
from lms.common.errors import ConflictError, NotAllowedError
from lms.records.actions import record_event
from network.enums import PartnerState, Role
from network.models import Coordinator, Membership, Partner
from network.queries.membership import active_admins, administers_any
from network.rules import can_manage_members, is_city_staff
from network.signals import membership_changed


class LastAdminError(ConflictError):
    """Without its last admin a partner could no longer look after itself."""


@transaction.atomic
def invite_member(
    *,
    partner: Partner,
    email: str,
    display_name: str,
    role: Role,
    actor: User | None,
    at: datetime,
) -> User:
    """Invite a person by mail and grant the role at once; a known account is used again.

    Raises:
        NotAllowedError: The actor may not manage this partner's people.
        ConflictError: The account is deactivated, or the partner archived.
    """
    _check_actor(actor, partner)
    user = invite_person(
        email=email,
        display_name=display_name,
        invited_by=partner.name,
        at=at,
        actor_key=actor.key if actor else "",
    )
    grant_role(partner=partner, user=user, role=role, actor=actor, at=at)
    return user


@transaction.atomic
def grant_role(
    *, partner: Partner, user: User, role: Role, actor: User | None, at: datetime
) -> Membership:
    """Let a person act for the partner in one role; granting it again changes nothing.

    Args:
        partner: For whom.
        user: Who.
        role: In which role.
        actor: City staff or an admin of this partner; None for commands.
        at: When.

    Raises:
        NotAllowedError: The actor may not manage this partner's people.
        ConflictError: The account is deactivated, or the partner archived.
    """
    _check_actor(actor, partner)
    if not user.is_active:
        raise ConflictError(_("Dieses Konto ist gesperrt. Bitte zuerst wieder freischalten."))
    if partner.state == PartnerState.ARCHIVED:
        raise ConflictError(_("Dieser Partner ist archiviert und bekommt keine neuen Rechte."))
    membership, is_new = Membership.objects.get_or_create(
        partner=partner, user=user, role=role, defaults={"created_at": at}
    )
    if is_new:
        _follow_up("membership.grant", membership, actor, at)
    return membership


@transaction.atomic
def end_role(*, partner: Partner, user: User, role: Role, actor: User | None, at: datetime) -> None:
    """Take one role from a person; ending what is not there changes nothing.

    Raises:
        NotAllowedError: The actor may not manage this partner's people.
        LastAdminError: It is the partner's last admin, and the actor is not city staff.
    """
    _check_actor(actor, partner)
    # One at a time: two admins who end each other must not both succeed.
    Partner.objects.select_for_update().get(pk=partner.pk)
    membership = Membership.objects.filter(partner=partner, user=user, role=role).first()
    if membership is None:
        return
    _check_last_admin(membership, actor)
    membership.delete()
    _follow_up("membership.end", membership, actor, at)


@transaction.atomic
def set_roles(
    *, partner: Partner, user: User, roles: set[Role], actor: User | None, at: datetime
) -> None:
    """Give a person exactly these roles for the partner; an empty set ends them all.

    Raises:
        As ``grant_role`` and ``end_role``; then nothing has changed.
    """
    _check_actor(actor, partner)
    held = set(Membership.objects.filter(partner=partner, user=user).values_list("role", flat=True))
    for role in Role:
        if role in roles and role not in held:
            grant_role(partner=partner, user=user, role=role, actor=actor, at=at)
        elif role in held and role not in roles:
            end_role(partner=partner, user=user, role=role, actor=actor, at=at)


def refresh_second_factor(*, user: User) -> None:
    """Ask for a second factor from staff, admins of partners and coordinators.

    Whoever once coordinated a field keeps the duty: it ends with the row, not with a day.
    """
    is_required = (
        user.is_city_staff
        or user.is_platform_admin
        or user.is_data_protection_officer
        or administers_any(user)
        or Coordinator.objects.filter(user=user).exists()
    )
    if user.requires_second_factor != is_required:
        set_second_factor_required(user=user, required=is_required)


def _check_actor(actor: User | None, partner: Partner) -> None:
    if actor is not None and not can_manage_members(actor, partner):
        raise NotAllowedError(_("Rechte vergeben nur die Verwaltung des Partners und die Stadt."))


def _check_last_admin(membership: Membership, actor: User | None) -> None:
    if membership.role != Role.ADMIN or actor is None or is_city_staff(actor):
        return
    if not active_admins(membership.partner).exclude(user=membership.user).exists():
        raise LastAdminError(
            _(
                "Das ist die letzte Person mit Verwaltungsrechten. Geben Sie diese Rechte erst "
                "jemand anderem, oder wenden Sie sich an die Stadtverwaltung."
            )
        )


def _follow_up(action: str, membership: Membership, actor: User | None, at: datetime) -> None:
    partner, user = membership.partner, membership.user
    refresh_second_factor(user=user)
    record_event(
        action=action,
        object_type="user",
        object_key=user.key,
        partner_key=partner.key,
        at=at,
        actor_key=actor.key if actor else "",
        data={"role": membership.role},
    )
    membership_changed.send(sender=Membership, partner=partner, user=user, at=at)
