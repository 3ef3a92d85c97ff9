"""The pages of offers and needs."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils.translation import override

from lms.taxonomy.models import ActionField, District
from network.actions.directory import renew_directory
from network.enums import ListingKind, ListingMode, ListingState
from network.models import ResourceCategory
from network.queries.listing_page import find_listings, listing_detail, listing_page
from network.queries.selection import ListingSelection
from network.queries.viewer import NOBODY, viewer_of
from tests.factories.network import (
    NOW,
    ListingFactory,
    MembershipFactory,
    PartnerFactory,
    PlaceFactory,
)

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def ask(address="", **facts):
    return listing_page(ListingSelection.from_query(QueryDict(address)), on=TODAY, **facts)


def detail(made, viewer=NOBODY):
    return listing_detail(made.key, viewer=viewer, on=TODAY)


def test_pages_are_cut_the_newest_first():
    house = PartnerFactory()
    for number in range(25):
        ListingFactory(partner=house, title=f"{number}", created_at=NOW + timedelta(hours=number))
    first, second = ask(), ask(page="2")
    assert (first.total, len(first.cards), first.cards[0].title) == (25, 24, "24")
    assert [card.title for card in second.cards] == ["0"]
    _index, found = find_listings(ListingSelection(), on=TODAY)
    assert [row.listing.title for row in found] == [
        card.title for card in first.cards + second.cards
    ]


def test_card_shows_the_listing_in_the_active_language():
    house = PartnerFactory(name="Haus", slug="haus")
    PlaceFactory(partner=house, district=District.objects.get(code="sandow"))
    room = ResourceCategory.objects.get(code="room")
    made = ListingFactory(
        partner=house, category=room, kind=ListingKind.NEED, mode=ListingMode.values[0],
        text="Für uns", valid_to=TODAY,
    )  # fmt: skip
    with override("en"):
        (card,) = ask().cards
        mode = str(ListingMode(made.mode).label)
    assert card.url == f"/en/netzwerk/angebote/{made.key}/"
    assert (card.partner_name, card.partner_url) == ("Haus", "/en/partner/haus/")
    assert (card.is_offer, card.category, card.lang) == (False, room.title_en, "de")
    assert (card.text, card.valid_to, card.where) == ("Für uns", TODAY, ["Sandow", mode])


def test_nothing_found_offers_the_nearest_and_ways_out():
    made = ListingFactory(title="Saal am Fluss")
    made.action_fields.set(ActionField.objects.filter(code="energy"))
    found = ask("typ=need&feld=energy")
    assert (found.total, found.cards) == (0, [])
    assert [card.title for card in found.nearest] == ["Saal am Fluss"]
    assert [(way.query, way.count) for way in found.ways_out] == [("feld=energy", 1)]
    assert [row.query for row in found.active] == ["feld=energy", "typ=need"]
    found = ask("feld=energy")
    assert (found.total, found.nearest, found.ways_out) == (1, [], [])


def test_page_of_a_listing_hides_what_its_partner_hides():
    house = PartnerFactory(
        contact_phone="1", field_visibility={"places": "network", "contact_phone": "staff"}
    )
    made = ListingFactory(partner=house, place=PlaceFactory(partner=house))
    own = viewer_of(MembershipFactory(partner=house).user, TODAY)
    other = viewer_of(MembershipFactory().user, TODAY)
    seen = [detail(made, viewer) for viewer in (NOBODY, other, own)]
    assert [row.place for row in seen] == [None, made.place, made.place]
    assert [row.partner.contact_phone for row in seen] == ["", "", "1"]


def test_drafts_are_open_to_their_house_alone_and_said_to_be_unlisted():
    made = ListingFactory(state=ListingState.DRAFT)
    own = viewer_of(MembershipFactory(partner=made.partner).user, TODAY)
    other = viewer_of(MembershipFactory().user, TODAY)
    assert [detail(made, viewer) for viewer in (NOBODY, other)] == [None, None]
    assert detail(made, own).is_listed is False
    assert detail(ListingFactory()).is_listed is True


@pytest.mark.parametrize("number", [1, 3])
def test_pages_cost_the_same_for_any_number(number, django_assert_num_queries):
    PartnerFactory()
    renew_directory()
    made = ListingFactory.create_batch(number, languages_required=["de", "pl"])
    with django_assert_num_queries(15):
        assert ask().total == number
    with django_assert_num_queries(2):
        assert len(ask("q=angebot").cards) == number
    with django_assert_num_queries(6):
        assert detail(made[0]).languages == ["Deutsch", "polski"]
