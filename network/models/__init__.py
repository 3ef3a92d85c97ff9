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
from network.models.directory import DirectoryVersion
from network.models.entrance import ClaimRequest, PartnerApplication
from network.models.freshness import ConfirmationLink, FreshnessStep
from network.models.funding import (
    ConsortiumRun,
    FundingApplication,
    FundingCall,
    FundingProgramme,
)
from network.models.listing import Listing, ListingTag, Need, Offer
from network.models.matching import (
    Clarification,
    ClarificationLink,
    Match,
    MatchDecision,
    MatchRun,
    WeightSet,
)
from network.models.meeting import (
    Attendance,
    FeedToken,
    Meeting,
    MeetingKind,
    MeetingState,
)
from network.models.membership import Membership
from network.models.partner import Partner, PartnerText, Place
from network.models.planning import NetworkPicture, Plan
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
    "AgendaItem",
    "AreaWeight",
    "Attendance",
    "CategorySubstitution",
    "ClaimRequest",
    "Clarification",
    "ClarificationLink",
    "ConfirmationLink",
    "ConsortiumRun",
    "Cooperation",
    "CooperationEvent",
    "CooperationNote",
    "CooperationPartner",
    "Coordinator",
    "Decision",
    "DecisionState",
    "DirectoryVersion",
    "FeedToken",
    "FreshnessStep",
    "FundingApplication",
    "FundingCall",
    "FundingProgramme",
    "ItemKind",
    "ItemSource",
    "KindProfile",
    "LexiconTerm",
    "Listing",
    "ListingTag",
    "Match",
    "MatchDecision",
    "MatchRun",
    "Meeting",
    "MeetingKind",
    "MeetingState",
    "Membership",
    "MinutesVersion",
    "Need",
    "NetworkPicture",
    "Offer",
    "Partner",
    "PartnerApplication",
    "PartnerTask",
    "PartnerText",
    "Place",
    "Plan",
    "ResourceCategory",
    "TargetGroupNearness",
    "WeightSet",
]
