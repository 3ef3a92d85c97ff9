"""How fresh an entry is: when it must be confirmed, and since when the public no longer sees it.

Derived from the date alone, so that a job that was down never shows what it should hide.
"""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.records.models import MailState, OutboxMessage
from network.enums import Freshness, FreshnessStage, ListingState, PartnerState, Source
from network.models import FreshnessStep, Listing, Partner

LISTING_CYCLE = timedelta(days=180)
PARTNER_CYCLE = timedelta(days=365)
ASK_BEFORE = timedelta(days=14)
TOGETHER = timedelta(days=30)  # what is due so soon joins a mail that goes anyway
HIDE_AFTER = timedelta(days=30)
ARCHIVE_AFTER = timedelta(days=365)
ASKED_STATES = (ListingState.ACTIVE, ListingState.PAUSED)
ARCHIVED_STATES = (*ASKED_STATES, ListingState.MATCHED, ListingState.EXPIRED)


def freshness(due: date | None, on: date) -> Freshness:
    """What a due date means on a day; without a date nothing has to be confirmed."""
    if due is None or on < due:
        return Freshness.FRESH
    return Freshness.UNCONFIRMED if on < due + HIDE_AFTER else Freshness.HIDDEN


def fresh(on: date, prefix: str = "") -> Q:
    """Rows that the public and the matching see; ``prefix`` such as ``partner__``."""
    never = Q(**{f"{prefix}confirm_due__isnull": True})
    return never | Q(**{f"{prefix}confirm_due__gt": on - HIDE_AFTER})


def fresh_listings(on: date) -> Q:
    """Listings that are fresh and whose partner is fresh."""
    return fresh(on) & fresh(on, "partner__")


def partners_to_ask(on: date) -> QuerySet[Partner]:
    """Published partners with a mailbox and something that must be confirmed soon."""
    soon = on + ASK_BEFORE
    listings = Listing.objects.filter(
        partner=OuterRef("pk"), state__in=ASKED_STATES, confirm_due__lte=soon
    )
    due = Q(confirm_due__lte=soon) | Exists(listings)
    published = Partner.objects.filter(due, state=PartnerState.PUBLISHED)
    return published.exclude(contact_mailbox="").order_by("pk")


def due_entries(partner: Partner, until: date, on: date) -> list[Partner | Listing]:
    """What of a partner is due until a day, the earliest first; what is archived is not asked."""
    oldest = on - ARCHIVE_AFTER
    listings = partner.listings.filter(
        state__in=ASKED_STATES, confirm_due__lte=until, confirm_due__gt=oldest
    )
    found: list[Partner | Listing] = list(listings.order_by("confirm_due", "pk"))
    if partner.confirm_due and oldest < partner.confirm_due <= until:
        found.insert(0, partner)
    return found


def asked_already(partner: Partner) -> set[tuple[str, date]]:
    """For which entries (by key) and due dates a mail has gone."""
    keys = [partner.key, *partner.listings.values_list("key", flat=True)]
    steps = FreshnessStep.objects.filter(object_key__in=keys, stage=FreshnessStage.ASKED)
    return set(steps.values_list("object_key", "due"))


def listings_over(on: date) -> QuerySet[Listing]:
    """Offers and needs whose time has passed."""
    return Listing.objects.filter(state__in=ASKED_STATES, valid_to__lt=on)


def listings_forgotten(on: date) -> QuerySet[Listing]:
    """Offers and needs that nobody confirmed for a year after they were due."""
    return Listing.objects.filter(state__in=ARCHIVED_STATES, confirm_due__lte=on - ARCHIVE_AFTER)


def partners_forgotten(on: date) -> QuerySet[Partner]:
    """The same of partners; whoever has a published course is plainly there."""
    courses = Listing.objects.filter(
        partner=OuterRef("pk"), source=Source.COURSE, state=ListingState.ACTIVE
    )
    listed = Partner.objects.filter(state__in=[PartnerState.PUBLISHED, PartnerState.PROVISIONAL])
    return listed.filter(~Exists(courses), confirm_due__lte=on - ARCHIVE_AFTER)


def bounced_mailboxes() -> Q:
    """Partners whose last mail was refused by the mail server for good."""
    last = OutboxMessage.objects.filter(recipient=OuterRef("contact_mailbox")).order_by("-pk")
    refused = last.values("state")[:1]
    return Q(
        pk__in=Partner.objects.exclude(contact_mailbox="")
        .annotate(last_mail=refused)
        .filter(last_mail=MailState.FAILED)
        .values("pk")
    )
