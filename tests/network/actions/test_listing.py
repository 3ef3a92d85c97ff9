"""Writing, pausing, archiving, copying and confirming offers and needs."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from lms.common.errors import ConflictError, NotAllowedError
from lms.records.models import AuditEvent
from lms.taxonomy.models import ActionField
from network.actions.listing import (
    NEXT,
    confirm_listing,
    copy_listing,
    create_listing,
    set_listing_state,
    update_listing,
)
from network.actions.listing_facts import ListingFacts, TooManyListingsError
from network.actions.offer import CourseOffer, store_course_offer
from network.actions.profile import StaleEditError
from network.enums import ListingState
from network.models import Listing
from network.signals import listing_changed
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, PartnerFactory
from tests.support.own import keeper

pytestmark = pytest.mark.django_db
FACTS = ListingFacts(kind="offer", title="Raum am Abend")


def made(partner=None, *, at=NOW, **facts):
    return create_listing(
        partner=partner or PartnerFactory(), facts=replace(FACTS, **facts), actor=None, at=at
    )


def move(listing, state, at=NOW):
    set_listing_state(listing=listing, state=state, actor=None, at=at)
    listing.refresh_from_db()


def test_a_new_entry_is_active_confirmed_and_logged():
    listing = made(capacity_total=3)
    listing.refresh_from_db()
    assert (listing.state, listing.capacity_left) == ("active", 3)
    assert (listing.confirmed_at, listing.confirm_due) == (NOW, date(2027, 5, 23))
    event = AuditEvent.objects.get(action="listing.create")
    assert event.partner_key == listing.partner.key


def test_only_keepers_write():
    partner, author = keeper()
    with pytest.raises(NotAllowedError):
        create_listing(partner=partner, facts=FACTS, actor=UserFactory(), at=NOW)
    listing = create_listing(partner=partner, facts=FACTS, actor=author, at=NOW)
    for act in (
        lambda who: set_listing_state(
            listing=listing, state=ListingState.PAUSED, actor=who, at=NOW
        ),
        lambda who: copy_listing(listing=listing, actor=who, at=NOW),
        lambda who: confirm_listing(listing=listing, actor=who, at=NOW),
        lambda who: update_listing(listing=listing, facts=FACTS, version=0, actor=who, at=NOW),
    ):
        with pytest.raises(NotAllowedError):
            act(UserFactory())
    assert Listing.objects.get().state == "active"


def test_twelve_may_be_active_and_drafts_and_courses_do_not_count():
    partner = PartnerFactory()
    offer = CourseOffer("kurs", partner.pk, "Kurs", "", "de", "/kurs/")
    store_course_offer(offer=offer, at=NOW)
    rows = [made(partner) for _n in range(12)]
    with pytest.raises(TooManyListingsError):
        made(partner)
    draft = create_listing(partner=partner, facts=FACTS, actor=None, at=NOW, is_draft=True)
    with pytest.raises(TooManyListingsError):
        move(draft, ListingState.ACTIVE)
    move(rows[0], ListingState.PAUSED)
    move(draft, ListingState.ACTIVE)
    with pytest.raises(TooManyListingsError):
        move(rows[0], ListingState.ACTIVE)
    assert partner.listings.filter(state="active").count() == 13


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_cannot_both_take_the_last_place():
    partner = PartnerFactory(listing_limit=1)

    def write(_number):
        try:
            made(partner)
        except TooManyListingsError:
            return "full"
        finally:
            connection.close()
        return "made"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(write, range(4)))
    assert answers == ["full", "full", "full", "made"]
    assert partner.listings.filter(state="active").count() == 1


def test_every_way_that_is_not_named_is_refused_and_writes_nothing():
    ways = [(a, b) for a in ListingState for b in ListingState if a != b and b not in NEXT[a]]
    listing = made()
    for start, end in ways:
        Listing.objects.filter(pk=listing.pk).update(state=start)
        listing.refresh_from_db()
        with pytest.raises(ConflictError):
            set_listing_state(listing=listing, state=end, actor=None, at=NOW)
        listing.refresh_from_db()
        assert listing.state == start
    assert len(ways) == 21


def test_the_same_state_again_changes_nothing():
    listing = made()
    move(listing, ListingState.PAUSED)
    events = AuditEvent.objects.count()
    move(listing, ListingState.PAUSED)
    assert AuditEvent.objects.count() == events


def test_resuming_confirms_and_is_impossible_after_the_end():
    listing = made(valid_to=NOW.date())
    move(listing, ListingState.PAUSED)
    with pytest.raises(ConflictError):
        move(listing, ListingState.ACTIVE, at=NOW + timedelta(days=1))
    move(listing, ListingState.ACTIVE, at=NOW + timedelta(hours=1))
    assert listing.confirmed_at == NOW + timedelta(hours=1)


def test_saving_replaces_everything_and_raises_the_version():
    listing = made(action_fields=list(ActionField.objects.all()), denied=[("field", "energy")])
    update_listing(
        listing=listing, facts=replace(FACTS, title="Neu", kind="need"), version=0, actor=None,
        at=NOW,
    )  # fmt: skip
    listing.refresh_from_db()
    assert (listing.title, listing.kind, listing.version) == ("Neu", "need", 1)
    assert not listing.action_fields.exists()
    assert not listing.open_tags.exists()
    with pytest.raises(StaleEditError):
        update_listing(listing=listing, facts=FACTS, version=0, actor=None, at=NOW)


def test_an_expired_entry_lives_again_with_a_later_end():
    listing = made(valid_to=date(2026, 11, 1))
    Listing.objects.update(state=ListingState.EXPIRED)
    listing.refresh_from_db()
    update_listing(
        listing=listing, facts=replace(FACTS, valid_to=date(2027, 1, 1)), version=0, actor=None,
        at=NOW,
    )  # fmt: skip
    listing.refresh_from_db()
    assert listing.state == "active"


def test_a_copy_says_the_same_without_dates():
    fields = list(ActionField.objects.filter(code="energy"))
    listing = made(valid_to=date(2027, 1, 1), text="Text", action_fields=fields, capacity_total=2)
    copy = copy_listing(listing=listing, actor=None, at=NOW)
    copy.refresh_from_db()
    assert copy.title == "Kopie von Raum am Abend"
    assert (copy.text, copy.capacity_total, copy.valid_to) == ("Text", 2, None)
    assert copy.state == ListingState.DRAFT
    assert copy.key != listing.key
    assert list(copy.action_fields.all()) == fields


def test_a_course_can_be_copied_but_not_changed():
    partner = PartnerFactory()
    offer = CourseOffer("kurs", partner.pk, "Kurs", "", "de", "/kurs/")
    listing = store_course_offer(offer=offer, at=NOW)
    with pytest.raises(ConflictError):
        update_listing(listing=listing, facts=FACTS, version=0, actor=None, at=NOW)
    with pytest.raises(ConflictError):
        move(listing, ListingState.PAUSED)
    copy = copy_listing(listing=listing, actor=None, at=NOW)
    assert (copy.source, copy.source_key, copy.source_url) == ("self", "", "")


def test_what_is_over_cannot_be_confirmed():
    listing = made()
    move(listing, ListingState.ARCHIVED)
    with pytest.raises(ConflictError):
        confirm_listing(listing=listing, actor=None, at=NOW)


def test_others_hear_of_each_change():
    heard = []

    def hear(sender, listing, at, **kwargs):
        heard.append(listing.key)

    listing_changed.connect(hear)
    try:
        listing = made()
        confirm_listing(listing=listing, actor=None, at=NOW)
        move(listing, ListingState.PAUSED)
    finally:
        listing_changed.disconnect(hear)
    assert heard == [listing.key] * 3
