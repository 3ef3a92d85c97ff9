"""What a partner sees of its own."""

import pytest

from network.actions.listing import create_listing, set_listing_state
from network.actions.listing_facts import ListingFacts
from network.actions.offer import CourseOffer, store_course_offer
from network.enums import Freshness, ListingState, Role
from network.queries.own import kept_partner, kept_partners, own_house
from network.queries.viewer import viewer_of
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, MembershipFactory, PartnerFactory
from tests.support.own import keeper, staff
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def offer(partner, title):
    facts = ListingFacts(kind="offer", title=title)
    return create_listing(partner=partner, facts=facts, actor=None, at=NOW)


def test_the_house_with_its_entries():
    partner = PartnerFactory()
    offer(partner, "Raum")
    gone = offer(partner, "Alt")
    set_listing_state(listing=gone, state=ListingState.ARCHIVED, actor=None, at=NOW)
    store_course_offer(offer=CourseOffer("k", partner.pk, "Kurs", "", "de", "/k/"), at=NOW)
    house = own_house(partner, TODAY)
    assert [row.listing.title for row in house.listings] == ["Kurs", "Raum"]
    assert [row.is_of_course for row in house.listings] == [True, False]
    assert [row.listing.title for row in house.archived] == ["Alt"]
    assert house.active_count == 1
    assert house.freshness == Freshness.FRESH


@pytest.mark.parametrize("rows", [1, 3])
def test_the_house_costs_two_queries(rows):
    partner = PartnerFactory()
    for number in range(rows):
        offer(partner, str(number))
    with expect_statements(2):
        house = own_house(partner, TODAY)
    assert [row.listing.title for row in house.listings] == [str(number) for number in range(rows)]


def test_who_keeps_what():
    partner, author = keeper()
    MembershipFactory(user=author, role=Role.LEAD)
    foreign = PartnerFactory(name="Windwerk")
    viewer = viewer_of(author, TODAY)
    assert kept_partners(viewer) == [partner]
    assert kept_partner(viewer, partner.key) == partner
    assert kept_partner(viewer, foreign.key) is None
    clerk = viewer_of(staff(), TODAY)
    assert kept_partners(clerk, "WIND") == [foreign]
    assert kept_partner(clerk, foreign.key) == foreign
    assert kept_partner(viewer_of(UserFactory(), TODAY), partner.key) is None
