"""What an entry may say: the rules hold in the action and in the database."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from network.actions.listing import create_listing
from network.actions.listing_facts import ListingFacts, ListingFactsError
from network.models import Listing, ResourceCategory
from tests.factories.network import NOW, PartnerFactory, PlaceFactory

pytestmark = pytest.mark.django_db
FACTS = ListingFacts(kind="offer", title="Raum")
WRONG = [
    {"valid_from": date(2027, 2, 1), "valid_to": date(2027, 1, 1)},
    {"capacity_total": 1, "capacity_left": 2},
    {"min_group": 5, "max_group": 4},
]


@pytest.mark.parametrize("changes", [*WRONG, {"title": " "}, {"kind": "wish"}, {"mode": "x"}])
def test_what_does_not_go_together_is_refused(changes):
    with pytest.raises(ListingFactsError):
        create_listing(
            partner=PartnerFactory(), facts=replace(FACTS, **changes), actor=None, at=NOW
        )
    assert not Listing.objects.exists()


@pytest.mark.parametrize("changes", WRONG)
def test_the_database_holds_the_same(changes):
    listing = create_listing(partner=PartnerFactory(), facts=FACTS, actor=None, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(pk=listing.pk).update(**changes)


def test_equal_bounds_are_fine():
    day = date(2027, 1, 1)
    facts = replace(FACTS, valid_from=day, valid_to=day, min_group=4, max_group=4)
    listing = create_listing(partner=PartnerFactory(), facts=facts, actor=None, at=NOW)
    assert listing.valid_to == day


def test_a_place_of_another_partner_is_refused():
    facts = replace(FACTS, place=PlaceFactory())
    with pytest.raises(ListingFactsError):
        create_listing(partner=PartnerFactory(), facts=facts, actor=None, at=NOW)


def test_denied_tags_are_kept_once():
    facts = replace(
        FACTS,
        title="  Raum   im Hof ",
        category=ResourceCategory.objects.get(code="room"),
        denied=[("field", "energy"), ("field", "energy")],
    )
    listing = create_listing(partner=PartnerFactory(), facts=facts, actor=None, at=NOW)
    assert listing.title == "Raum im Hof"
    assert [(t.group, t.code, t.state) for t in listing.open_tags.all()] == [
        ("field", "energy", "denied")
    ]
