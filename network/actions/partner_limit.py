"""How many entries of a partner may be active at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import NotAllowedError
from lms.records.actions import record_event
from network.models import Partner
from network.rules import can_onboard_partners


@transaction.atomic
def set_listing_limit(*, partner: Partner, limit: int, actor: User | None, at: datetime) -> None:
    """Set the limit; entries that are active already stay so.

    Raises:
        NotAllowedError: The actor is not city staff.
    """
    if actor is not None and not can_onboard_partners(actor):
        raise NotAllowedError(_("Darüber entscheidet die Stadtverwaltung."))
    partner.listing_limit = limit
    partner.save(update_fields=["listing_limit"])
    record_event(
        action="partner.set-listing-limit",
        object_type="partner",
        object_key=partner.key,
        partner_key=partner.key,
        at=at,
        actor_key=actor.key if actor else "",
        data={"limit": limit},
    )
