"""Taking in a partner as one step: the organisation and its first admin."""

from datetime import datetime
from typing import Unpack

from django.db import transaction

from lms.accounts.models import User
from network.actions.membership import invite_member
from network.actions.partner import PartnerFacts, create_partner, set_self_approval
from network.enums import Role
from network.models import Partner


@transaction.atomic
def onboard_partner(
    *,
    admin_email: str,
    admin_name: str,
    actor: User | None,
    at: datetime,
    may_self_approve: bool = False,
    **facts: Unpack[PartnerFacts],
) -> Partner:
    """Create the organisation and invite its first admin: everything or nothing.

    ``admin_email`` is where the invitation goes (an account that has this address is used),
    ``admin_name`` how a new account is greeted; ``may_self_approve`` lets the partner's own
    reviewers publish.

    Raises:
        As ``create_partner`` and ``invite_member``.
    """
    partner = create_partner(actor=actor, at=at, **facts)
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
