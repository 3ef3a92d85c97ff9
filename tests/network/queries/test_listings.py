"""Which offers and needs can be found."""

from datetime import timedelta

import pytest

from network.enums import ListingState, PartnerState, Visibility
from network.queries.listings import live_listings, open_to, shown_listings, visible_listings
from network.queries.viewer import NOBODY, Viewer, viewer_of
from tests.factories.network import NOW, ListingFactory, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)
STAFF = Viewer(user=None, is_staff=True, roles=frozenset(), fields=frozenset())


@pytest.mark.parametrize(
    ("facts", "is_live"),
    [
        ({}, True),
        ({"valid_to": TODAY}, True),
        ({"valid_to": TODAY - DAY}, False),
        ({"valid_from": TODAY + DAY}, True),
        ({"capacity_left": 1}, True),
        ({"capacity_left": 0}, False),
        *[({"state": state}, state == ListingState.ACTIVE) for state in ListingState.values],
    ],
)
def test_live_is_active_not_over_and_with_room(facts, is_live):
    made = ListingFactory(**facts)
    assert live_listings(TODAY).exists() == shown_listings(TODAY).exists() == is_live
    assert made.is_live(TODAY) == is_live


@pytest.mark.parametrize("state", PartnerState.values)
def test_only_listed_partners_have_live_listings(state):
    ListingFactory(partner=PartnerFactory(state=state))
    assert live_listings(TODAY).exists() == (state in {"published", "provisional"})


@pytest.mark.parametrize(("late", "is_shown"), [(-1, True), (0, True), (29, True), (30, False)])
def test_what_nobody_confirmed_is_hidden_after_thirty_days(late, is_shown):
    made = ListingFactory(confirm_due=TODAY - late * DAY)
    own = viewer_of(MembershipFactory(partner=made.partner).user, TODAY)
    other = viewer_of(MembershipFactory().user, TODAY)
    assert live_listings(TODAY).exists()
    assert shown_listings(TODAY).exists() == is_shown
    assert visible_listings(NOBODY, TODAY).exists() == is_shown
    assert visible_listings(other, TODAY).exists() == is_shown
    assert visible_listings(own, TODAY).exists()
    assert visible_listings(STAFF, TODAY).exists()


@pytest.mark.parametrize("hidden", ["listing", "partner"])
@pytest.mark.parametrize("visibility", Visibility.values)
def test_visibility_of_listing_and_partner_both_count(hidden, visibility):
    facts = {"partner": PartnerFactory(visibility=visibility)}
    made = ListingFactory(**(facts if hidden == "partner" else {"visibility": visibility}))
    own = viewer_of(MembershipFactory(partner=made.partner).user, TODAY)
    other = viewer_of(MembershipFactory().user, TODAY)
    assert visible_listings(NOBODY, TODAY).exists() == (visibility == "public")
    assert visible_listings(other, TODAY).exists() == (visibility in {"public", "network"})
    assert visible_listings(own, TODAY).exists()
    assert visible_listings(STAFF, TODAY).exists()


def test_drafts_open_for_their_house_and_for_who_steers():
    made = ListingFactory(state=ListingState.DRAFT)
    own = viewer_of(MembershipFactory(partner=made.partner).user, TODAY)
    other = viewer_of(MembershipFactory().user, TODAY)
    assert [open_to(viewer, TODAY).exists() for viewer in (own, STAFF, other, NOBODY)] == [
        True,
        True,
        False,
        False,
    ]
