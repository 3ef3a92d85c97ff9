"""Rows of the partner network."""

from network.models.cooperation import (
    Cooperation,
    CooperationEvent,
    CooperationNote,
    CooperationPartner,
)
from network.models.coordination import Coordinator
from network.models.entrance import ClaimRequest, PartnerApplication
from network.models.freshness import ConfirmationLink, FreshnessStep
from network.models.listing import Listing, ListingTag, Need, Offer
from network.models.membership import Membership
from network.models.partner import Partner, PartnerText, Place
from network.models.task import PartnerTask
from network.models.vocabulary import (
    AreaWeight,
    CategorySubstitution,
    KindProfile,
    LexiconTerm,
    ResourceCategory,
    TargetGroupNearness,
)

__all__ = [
    "AreaWeight",
    "CategorySubstitution",
    "ClaimRequest",
    "ConfirmationLink",
    "Cooperation",
    "CooperationEvent",
    "CooperationNote",
    "CooperationPartner",
    "Coordinator",
    "FreshnessStep",
    "KindProfile",
    "LexiconTerm",
    "Listing",
    "ListingTag",
    "Membership",
    "Need",
    "Offer",
    "Partner",
    "PartnerApplication",
    "PartnerTask",
    "PartnerText",
    "Place",
    "ResourceCategory",
    "TargetGroupNearness",
]
