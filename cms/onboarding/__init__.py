"""What belongs to a partner inside Wagtail, derived from the network and repeatable."""

from cms.onboarding import groups
from cms.onboarding.groups import sync_partner, sync_person, sync_staff
from cms.onboarding.house import collection_of, pages_of, prepare_partner

__all__ = [
    "collection_of",
    "groups",
    "pages_of",
    "prepare_partner",
    "sync_partner",
    "sync_person",
    "sync_staff",
]
