"""What a secret from a mail opens, if it still does; looking changes nothing."""

from datetime import datetime

from lms.common.keys import token_hash
from network.enums import ApplicationState, ClaimState
from network.models import ClaimRequest, ConfirmationLink, PartnerApplication


def open_link(token: str, *, at: datetime) -> ConfirmationLink | None:
    """The link that confirms one entry; None once it was used or is too old."""
    links = ConfirmationLink.objects.select_related("partner", "listing__partner")
    return links.filter(
        token_hash=token_hash(token), used_at__isnull=True, expires_at__gt=at
    ).first()


def claim_of(token: str, *, at: datetime) -> ClaimRequest | None:
    """The claim that waits for its mailbox."""
    claims = ClaimRequest.objects.select_related("partner", "user")
    return claims.filter(
        token_hash=token_hash(token), state=ClaimState.ASKED, expires_at__gt=at
    ).first()


def application_of(token: str, *, at: datetime) -> PartnerApplication | None:
    """The application that waits for its mailbox."""
    return PartnerApplication.objects.filter(
        token_hash=token_hash(token), state=ApplicationState.UNCONFIRMED, expires_at__gt=at
    ).first()
