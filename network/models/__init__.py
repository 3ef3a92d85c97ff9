"""Rows of the partner network."""

from network.models.cooperation import (
    Cooperation,
    CooperationEvent,
    CooperationNote,
    CooperationPartner,
)
from network.models.coordination import Coordinator
from network.models.listing import Listing, ListingTag, Need, Offer
from network.models.matching import (
    Clarification,
    ClarificationLink,
    Match,
    MatchDecision,
    MatchRun,
    WeightSet,
)
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
    "Clarification",
    "ClarificationLink",
    "Cooperation",
    "CooperationEvent",
    "CooperationNote",
    "CooperationPartner",
    "Coordinator",
    "KindProfile",
    "LexiconTerm",
    "Listing",
    "ListingTag",
    "Match",
    "MatchDecision",
    "MatchRun",
    "Membership",
    "Need",
    "Offer",
    "Partner",
    "PartnerText",
    "Place",
    "ResourceCategory",
    "TargetGroupNearness",
    "WeightSet",
]
