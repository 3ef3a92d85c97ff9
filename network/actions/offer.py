"""Offers that follow something published elsewhere: a course is an offer of its partner."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lms.records.actions import record_event
from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.enums import ListingKind, ListingMode, ListingState, Source
from network.models import Listing, ResourceCategory
from network.signals import listing_changed

CATEGORY = "workshop"
TITLE_LENGTH = 150
TEXT_LENGTH = 4000


@dataclass(frozen=True)
class CourseOffer:
    """What the network needs to know of a published course; tags by code."""

    source_key: str  # the course's key
    partner_id: int
    title: str
    text: str  # plain
    language: str  # of title and text
    url: str  # where it stands, from the site's root
    stages: tuple[str, ...] = ()  # whom it wants to reach
    action_fields: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()  # of the default framework


@transaction.atomic
def store_course_offer(*, offer: CourseOffer, at: datetime) -> Listing:
    """Make the offer say what the course says; the same again changes nothing else.

    It needs no confirming: publishing is that, and it ends with the course.
    """
    facts = {
        "partner_id": offer.partner_id,
        "kind": ListingKind.OFFER,
        "category": ResourceCategory.objects.filter(code=CATEGORY).first(),
        "title": offer.title[:TITLE_LENGTH],
        "text": offer.text[:TEXT_LENGTH],
        "language": offer.language,
        "mode": ListingMode.ONLINE,
        "source_url": offer.url,
        "state": ListingState.ACTIVE,
        "confirmed_at": at,
        "confirm_due": None,
    }
    listing, is_new = Listing.objects.update_or_create(
        source=Source.COURSE,
        source_key=offer.source_key,
        defaults=facts,
        create_defaults=facts | {"created_at": at},
    )
    listing.stages_wanted.set(EducationStage.objects.filter(code__in=offer.stages))
    listing.action_fields.set(ActionField.objects.filter(code__in=offer.action_fields))
    listing.target_groups.set(TargetGroup.objects.filter(code__in=offer.target_groups))
    competences = Competence.objects.filter(framework__is_default=True).exclude(parent=None)
    listing.competences.set(competences.filter(code__in=offer.competences))
    _follow_up("listing.create" if is_new else "listing.update", listing, at)
    return listing


@transaction.atomic
def retire_course_offer(*, source_key: str, at: datetime) -> None:
    """Archive the offer of a course that was taken back; without one nothing happens."""
    rows = Listing.objects.filter(source=Source.COURSE, source_key=source_key)
    listing = rows.exclude(state=ListingState.ARCHIVED).select_related("partner").first()
    if listing is None:
        return
    listing.state = ListingState.ARCHIVED
    listing.save(update_fields=["state"])
    _follow_up("listing.set-state", listing, at)


def _follow_up(action: str, listing: Listing, at: datetime) -> None:
    record_event(
        action=action,
        object_type="listing",
        object_key=listing.key,
        partner_key=listing.partner.key,
        at=at,
        data={"source": str(Source.COURSE), "state": str(listing.state)},
    )
    listing_changed.send(sender=Listing, listing=listing, at=at)
