"""Rows of the partner network."""

from network.models.cooperation import (
    Cooperation,
    CooperationEvent,
    CooperationNote,
    CooperationPartner,
)
from network.models.coordination import Coordinator
from network.models.directory import DirectoryVersion
from network.models.listing import Listing, ListingTag, Need, Offer
from network.models.membership import Membership
from network.models.partner import Partner, PartnerText, Place
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
    "Cooperation",
    "CooperationEvent",
    "CooperationNote",
    "CooperationPartner",
    "Coordinator",
    "DirectoryVersion",
    "KindProfile",
    "LexiconTerm",
    "Listing",
    "ListingTag",
    "Membership",
    "Need",
    "Offer",
    "Partner",
    "PartnerText",
    "Place",
    "ResourceCategory",
    "TargetGroupNearness",
]
