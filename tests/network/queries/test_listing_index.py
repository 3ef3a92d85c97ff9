"""Offers and needs as they can be searched."""

from datetime import timedelta

import pytest

from lms.taxonomy.models import ActionField, Competence, District, EducationStage
from network.actions.directory import renew_directory
from network.enums import ListingFacet, ListingKind, ListingMode, Visibility
from network.models import ResourceCategory
from network.queries.labels import area_code
from network.queries.listing_index import listing_index_for
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


def index(viewer=NOBODY):
    return listing_index_for(viewer, TODAY)


def values(made):
    return index().by_pk[made.pk].values


def test_entry_has_all_values_of_its_listing():
    room = ResourceCategory.objects.get(code="room")
    made = ListingFactory(kind=ListingKind.NEED, category=room, mode=ListingMode.values[0])
    skill = Competence.objects.exclude(parent=None).first()
    made.competences.add(skill)
    made.action_fields.set(ActionField.objects.filter(code="energy"))
    made.stages_wanted.set(EducationStage.objects.filter(code="adult"))
    assert values(made) == {
        ListingFacet.KIND: {"need"},
        ListingFacet.CATEGORY: {"room"},
        ListingFacet.FIELD: {"energy"},
        ListingFacet.COMPETENCE: {area_code(skill.framework.code, skill.parent.code)},
        ListingFacet.TARGET_GROUP: set(),
        ListingFacet.STAGE: {"adult"},
        ListingFacet.MODE: {ListingMode.values[0]},
        ListingFacet.DISTRICT: set(),
        ListingFacet.LANGUAGE: {"de"},
    }


def test_an_offer_without_stages_is_for_all_a_need_for_none():
    offer, need = (ListingFactory(kind=kind) for kind in (ListingKind.OFFER, ListingKind.NEED))
    every = set(EducationStage.objects.values_list("code", flat=True))
    assert values(offer)[ListingFacet.STAGE] == every
    assert values(need)[ListingFacet.STAGE] == set()


def test_it_happens_at_its_own_place_else_at_the_partners_unless_hidden():
    sandow, mitte = (District.objects.get(code=code) for code in ("sandow", "mitte"))
    open_house = PartnerFactory()
    hiding = PartnerFactory(field_visibility={"places": "network"})
    for house in (open_house, hiding):
        own = PlaceFactory(partner=house, district=sandow)
        PlaceFactory(partner=house, district=mitte)
        ListingFactory(partner=house, title="dort", place=own)
        ListingFactory(partner=house, title="irgendwo")
    found = {
        (row.house.partner, row.listing.title): row.values[ListingFacet.DISTRICT]
        for row in index().entries
    }
    assert found == {
        (open_house, "dort"): {"sandow"},
        (open_house, "irgendwo"): {"sandow", "mitte"},
        (hiding, "dort"): set(),
        (hiding, "irgendwo"): set(),
    }


def test_own_listings_stand_among_the_others_with_their_languages():
    house = PartnerFactory()
    own = ListingFactory(
        partner=house, title="own", visibility=Visibility.STAFF, languages_required=["pl"]
    )
    ListingFactory(title="new", created_at=NOW + timedelta(days=1))
    ListingFactory(title="old", created_at=NOW - timedelta(days=1))
    ListingFactory(title="secret", visibility=Visibility.STAFF, languages_required=["fr"])
    found = index(viewer_of(MembershipFactory(partner=house).user, TODAY))
    assert [row.listing.title for row in index().entries] == ["new", "old"]
    assert [row.listing.title for row in found.entries] == ["new", "own", "old"]
    assert found.present[ListingFacet.LANGUAGE] == {"de", "pl"}
    assert found.numbers[ListingFacet.LANGUAGE] == {"de": 2, "pl": 1}
    assert set(found.labels[ListingFacet.LANGUAGE]) == {"de", "pl"}
    assert "polski" in found.by_pk[own.pk].words


@pytest.mark.parametrize("number", [1, 3])
def test_reading_costs_the_same_for_any_number(number, django_assert_num_queries):
    PartnerFactory()
    renew_directory()
    ListingFactory.create_batch(number)
    with django_assert_num_queries(15):
        assert index().size == number
    with django_assert_num_queries(2):
        assert index().size == number
