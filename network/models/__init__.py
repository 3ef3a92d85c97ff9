"""Rows of the partner network."""

from network.models.agenda import (
    AgendaItem,
    Decision,
    DecisionState,
    ItemKind,
    ItemSource,
    MinutesVersion,
)
from network.models.cooperation import (
    Cooperation,
    CooperationEvent,
    CooperationNote,
    CooperationPartner,
)
from network.models.coordination import Coordinator
from network.models.listing import Listing, ListingTag, Need, Offer
from network.models.meeting import (
    Attendance,
    FeedToken,
    Meeting,
    MeetingKind,
    MeetingState,
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
    "AgendaItem",
    "AreaWeight",
    "Attendance",
    "CategorySubstitution",
    "Cooperation",
    "CooperationEvent",
    "CooperationNote",
    "CooperationPartner",
    "Coordinator",
    "Decision",
    "DecisionState",
    "FeedToken",
    "ItemKind",
    "ItemSource",
    "KindProfile",
    "LexiconTerm",
    "Listing",
    "ListingTag",
    "Meeting",
    "MeetingKind",
    "MeetingState",
    "Membership",
    "MinutesVersion",
    "Need",
    "Offer",
    "Partner",
    "PartnerText",
    "Place",
    "ResourceCategory",
    "TargetGroupNearness",
]
