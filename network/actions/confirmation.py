"""The link from a mail that confirms or ends one entry, without log-in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lms.common.errors import ConflictError
from lms.common.keys import token_hash
from network.actions.listing import confirm_listing, set_listing_state
from network.actions.profile import confirm_profile
from network.enums import ListingState
from network.models import ConfirmationLink
from network.queries.links import open_link


class LinkSpentError(ConflictError):
    """The link was used, is too old or never existed."""


@transaction.atomic
def use_link(*, token: str, ends: bool, at: datetime) -> ConfirmationLink:
    """Confirm the entry of a link, or end (archive) its listing. Works once.

    Raises:
        LinkSpentError: It was used, also by somebody at the same moment, or is too old.
        ConflictError: The entry is not open any more, or a profile cannot be ended this way.
    """
    link = open_link(token, at=at)
    taken = ConfirmationLink.objects.filter(token_hash=token_hash(token), used_at__isnull=True)
    if link is None or not taken.update(used_at=at):
        raise LinkSpentError(_("Dieser Link wurde schon benutzt oder ist zu alt."))
    if link.listing is None:
        if ends or link.partner is None:
            raise ConflictError(_("Ein Profil lässt sich so nicht beenden. Bitte melden Sie sich."))
        confirm_profile(partner=link.partner, actor=None, at=at)
    elif ends:
        set_listing_state(listing=link.listing, state=ListingState.ARCHIVED, actor=None, at=at)
    else:
        confirm_listing(listing=link.listing, actor=None, at=at)
    return link
