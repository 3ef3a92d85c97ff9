"""Taking in a partner as one step: the organisation and its first admin."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lms.accounts.models import User
from lms.taxonomy.models import ActionField, EducationStage
from network.actions.membership import invite_member
from network.actions.partner import create_partner, set_self_approval
from network.enums import Role
from network.models import Partner


@transaction.atomic
def onboard_partner(  # noqa: PLR0913  (the one form city staff fill in)
    *,
    name: str,
    slug: str,
    kind: str,
    admin_email: str,
    admin_name: str,
    actor: User | None,
    at: datetime,
    contact_mailbox: str = "",
    website: str = "",
    stages: Iterable[EducationStage] = (),
    action_fields: Iterable[ActionField] = (),
    summary: str = "",
    may_self_approve: bool = False,
) -> Partner:
    """Create the organisation and invite its first admin: everything or nothing.

    The facts are those of ``create_partner``. ``admin_email`` is where the invitation goes (an
    account that has this address is used), ``admin_name`` how a new account is greeted;
    ``may_self_approve`` lets the partner's own reviewers publish.

    Raises:
        As ``create_partner`` and ``invite_member``.
    """
    partner = create_partner(
        name=name,
        slug=slug,
        kind=kind,
        actor=actor,
        at=at,
        contact_mailbox=contact_mailbox,
        website=website,
        stages=stages,
        action_fields=action_fields,
        summary=summary,
    )
    if may_self_approve:
        set_self_approval(partner=partner, is_granted=True, actor=actor, at=at)
    invite_member(
        partner=partner,
        email=admin_email,
        display_name=admin_name,
        role=Role.ADMIN,
        actor=actor,
        at=at,
    )
    return partner
