"""What an offer or need says, and storing it: the part that all actions on entries share."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError
from lms.records.actions import record_event
from lms.taxonomy.models import ActionField, Competence, EducationStage, TargetGroup
from network.enums import ListingState, TagState, Visibility
from network.models import Listing, ListingTag, Partner, Place, ResourceCategory
from network.queries.freshness import LISTING_CYCLE
from network.queries.own import counts_as_active
from network.signals import listing_changed

LINKS = ("competences", "action_fields", "target_groups", "stages_wanted")


class ListingFactsError(DomainError):
    """Something of the entry is missing, malformed or does not go together."""


class TooManyListingsError(ConflictError):
    """The partner has as many active entries as it may have."""


@dataclass(frozen=True)
class ListingFacts:
    """Everything an offer or need says; empty means unknown. ``denied``: tags that do not fit."""

    kind: str  # ListingKind
    title: str
    category: ResourceCategory | None = None
    text: str = ""
    language: str = "de"
    competences: Iterable[Competence] = ()
    action_fields: Iterable[ActionField] = ()
    target_groups: Iterable[TargetGroup] = ()
    stages_wanted: Iterable[EducationStage] = ()
    languages_required: list[str] = field(default_factory=list)
    mode: str = ""  # ListingMode
    place: Place | None = None
    radius_km: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    capacity_total: int | None = None
    capacity_left: int | None = None
    min_group: int | None = None
    max_group: int | None = None
    cost: str = ""
    prerequisites: str = ""
    accessibility: str = ""
    visibility: str = Visibility.PUBLIC
    denied: Iterable[tuple[str, str]] = ()  # (TagGroup, code)


def confirm(listing: Listing, at: datetime) -> None:
    """Set when an entry was confirmed and when it must be again; the caller saves."""
    listing.confirmed_at = at
    listing.confirm_due = localdate(at) + LISTING_CYCLE


def store_facts(listing: Listing, facts: ListingFacts, at: datetime) -> None:
    """Write columns, links and denied tags of an entry, and confirm it.

    Raises:
        ListingFactsError: Something is missing or does not go together.
    """
    for item in fields(facts):
        if item.name not in (*LINKS, "denied"):
            setattr(listing, item.name, getattr(facts, item.name))
    listing.title = " ".join(listing.title.split())
    if listing.capacity_left is None:
        listing.capacity_left = listing.capacity_total
    confirm(listing, at)
    _check(listing)
    listing.save()
    for name in LINKS:
        getattr(listing, name).set(getattr(facts, name))
    listing.open_tags.all().delete()
    ListingTag.objects.bulk_create(
        ListingTag(listing=listing, group=group, code=code, state=TagState.DENIED, answered_at=at)
        for group, code in dict.fromkeys(facts.denied)
    )


def check_room(partner: Partner) -> None:
    """Refuse one more active entry than the partner may have.

    Holds the partner's row, so that two requests at once cannot both take the last place.

    Raises:
        TooManyListingsError: The limit is reached.
    """
    row = Partner.objects.select_for_update().get(pk=partner.pk)
    active = Listing.objects.filter(partner=row, state=ListingState.ACTIVE)
    if sum(map(counts_as_active, active.only("state", "source"))) >= row.listing_limit:
        raise TooManyListingsError(
            _(
                "Mehr als %(count)d aktive Einträge sind nicht möglich. Lassen Sie einen anderen "
                "ruhen, oder bitten Sie die Stadtverwaltung um mehr."
            )
            % {"count": row.listing_limit}
        )


def _check(listing: Listing) -> None:
    if listing.place is not None and listing.place.partner_id != listing.partner_id:
        raise ListingFactsError(_("Diesen Ort gibt es in Ihrer Einrichtung nicht."))
    try:
        listing.clean_fields()
    except ValidationError as error:
        raise ListingFactsError(" ".join(error.messages)) from None
    pairs = (
        (listing.valid_from, listing.valid_to, _("Das Ende liegt vor dem Beginn.")),
        (listing.capacity_left, listing.capacity_total, _("„Davon frei“ ist mehr als „Wie oft“.")),
        (listing.min_group, listing.max_group, _("Die Gruppe: „bis“ ist kleiner als „ab“.")),
    )  # fmt: skip
    for low, high, sentence in pairs:
        if low is not None and high is not None and low > high:  # type: ignore[operator]
            raise ListingFactsError(sentence)


def follow_up(
    action: str, listing: Listing, *, actor: User | None, at: datetime, **data: Any
) -> None:
    """Write the audit log and tell whoever listens."""
    record_event(
        action=action,
        object_type="listing",
        object_key=listing.key,
        partner_key=listing.partner.key,
        at=at,
        actor_key=actor.key if actor else "",
        data=data,
    )
    listing_changed.send(sender=Listing, listing=listing, at=at)
