"""Offers and needs: writing, pausing, archiving, copying and confirming them."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError
from network.actions.listing_facts import (
    LINKS,
    ListingFacts,
    check_room,
    confirm,
    follow_up,
    store_facts,
)
from network.actions.profile import StaleEditError, check_editor
from network.enums import ListingState, Source
from network.models import Listing, Partner

TITLE_LENGTH = 150
# From where an entry may go; a course's entry follows its course alone.
NEXT = {
    ListingState.DRAFT: {ListingState.ACTIVE, ListingState.ARCHIVED},
    ListingState.ACTIVE: {ListingState.PAUSED, ListingState.ARCHIVED},
    ListingState.PAUSED: {ListingState.ACTIVE, ListingState.ARCHIVED},
    ListingState.MATCHED: {ListingState.ACTIVE, ListingState.ARCHIVED},
    ListingState.EXPIRED: {ListingState.ARCHIVED},
    ListingState.ARCHIVED: set(),
}


@transaction.atomic
def create_listing(
    *,
    partner: Partner,
    facts: ListingFacts,
    actor: User | None,
    at: datetime,
    is_draft: bool = False,
) -> Listing:
    """Write a new offer or need, active at once unless it is a draft.

    Raises:
        NotAllowedError: The actor may not edit this partner.
        TooManyListingsError: The partner's limit is reached; a draft is always possible.
        ListingFactsError: Something is missing or does not go together.
    """
    check_editor(actor, partner)
    state = ListingState.DRAFT if is_draft else ListingState.ACTIVE
    if not is_draft:
        check_room(partner)
    listing = Listing(partner=partner, state=state, source=_source(actor), created_at=at)
    store_facts(listing, facts, at)
    follow_up("listing.create", listing, actor=actor, at=at, kind=listing.kind, state=str(state))
    return listing


@transaction.atomic
def update_listing(
    *, listing: Listing, facts: ListingFacts, version: int, actor: User | None, at: datetime
) -> None:
    """Replace what an entry says; whoever saves it confirms it. One that was over starts anew.

    Raises:
        NotAllowedError: The actor may not edit this partner.
        ConflictError: It follows a course, or is archived.
        StaleEditError: Somebody else saved since ``version``.
        TooManyListingsError: It would become active and the limit is reached.
        ListingFactsError: Something is missing or does not go together.
    """
    check_editor(actor, listing.partner)
    _check_own_hand(listing)
    claimed = Listing.objects.filter(pk=listing.pk, version=version)
    if not claimed.update(version=F("version") + 1):
        raise StaleEditError(_("Diesen Eintrag hat inzwischen jemand anderes geändert."))
    listing.refresh_from_db()
    if listing.state == ListingState.ARCHIVED:
        raise ConflictError(
            _("Dieser Eintrag ist archiviert. Kopieren Sie ihn, um neu zu beginnen.")
        )
    is_back = listing.state == ListingState.EXPIRED and not _is_over(facts.valid_to, at)
    if is_back:
        check_room(listing.partner)
        listing.state = ListingState.ACTIVE
    store_facts(listing, facts, at)
    follow_up("listing.update", listing, actor=actor, at=at)


@transaction.atomic
def set_listing_state(
    *, listing: Listing, state: ListingState, actor: User | None, at: datetime
) -> None:
    """Publish, pause, resume or archive an entry; in the state it has already nothing happens.

    Raises:
        NotAllowedError: The actor may not edit this partner.
        ConflictError: It follows a course, or cannot go there from where it stands.
        TooManyListingsError: It would become active and the limit is reached.
    """
    check_editor(actor, listing.partner)
    _check_own_hand(listing)
    listing = _locked(listing)
    if listing.state == state:
        return
    if state not in NEXT[ListingState(listing.state)]:
        raise ConflictError(_("Das geht von „%(state)s“ aus nicht.") % {"state": _label(listing)})
    if state == ListingState.ACTIVE:
        if _is_over(listing.valid_to, at):
            raise ConflictError(_("Die Zeit dieses Eintrags ist vorbei. Bitte „Gilt bis“ ändern."))
        check_room(listing.partner)
        confirm(listing, at)
    listing.state = state
    listing.version += 1
    listing.save()
    follow_up("listing.set-state", listing, actor=actor, at=at, state=str(state))


@transaction.atomic
def copy_listing(*, listing: Listing, actor: User | None, at: datetime) -> Listing:
    """Make a draft that says the same, without the dates; a course's offer may be copied too.

    Raises:
        NotAllowedError: The actor may not edit this partner.
    """
    check_editor(actor, listing.partner)
    skipped = {"id", "key", "state", "version", "source_key", "source_url", "created_at",
               "confirmed_at", "confirm_due", "valid_from", "valid_to", "partner", "source",
               "title"}  # fmt: skip
    columns = {f.name: getattr(listing, f.name) for f in Listing._meta.fields}
    copy = Listing(
        partner=listing.partner,
        title=_("Kopie von %(title)s") % {"title": listing.title},
        state=ListingState.DRAFT,
        source=_source(actor),
        created_at=at,
        **{name: value for name, value in columns.items() if name not in skipped},
    )
    copy.title = copy.title[:TITLE_LENGTH]
    confirm(copy, at)
    copy.save()
    for name in LINKS:
        getattr(copy, name).set(getattr(listing, name).all())
    follow_up("listing.copy", copy, actor=actor, at=at, copied_from=listing.key)
    return copy


@transaction.atomic
def confirm_listing(*, listing: Listing, actor: User | None, at: datetime) -> None:
    """Say that an entry is still true; ``actor`` is None for a link from a mail.

    Raises:
        NotAllowedError: The actor may not edit this partner.
        ConflictError: It is archived or its time is over.
    """
    check_editor(actor, listing.partner)
    listing = _locked(listing)
    if listing.state in {ListingState.ARCHIVED, ListingState.EXPIRED}:
        raise ConflictError(_("Dieser Eintrag ist schon beendet."))
    confirm(listing, at)
    listing.save(update_fields=["confirmed_at", "confirm_due"])
    follow_up("listing.confirm", listing, actor=actor, at=at)


def _check_own_hand(listing: Listing) -> None:
    if listing.source == Source.COURSE:
        raise ConflictError(_("Dieser Eintrag folgt seinem Kurs. Bitte ändern Sie den Kurs."))


def _locked(listing: Listing) -> Listing:
    return Listing.objects.select_for_update(of=("self",)).get(pk=listing.pk)


def _is_over(until: date | None, at: datetime) -> bool:
    return until is not None and until < localdate(at)


def _label(listing: Listing) -> str:
    return str(ListingState(listing.state).label)


def _source(actor: User | None) -> Source:
    return Source.STAFF if actor is not None and actor.is_city_staff else Source.SELF
