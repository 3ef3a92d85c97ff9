"""Tags of many rows at once."""

import pytest

from lms.taxonomy.models import ActionField, Competence, District, EducationStage
from network.models import Listing, Partner
from network.queries.tags import areas_of, digcomp_codes, districts_of_partners, tags_of
from tests.factories.network import ListingFactory, PartnerFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def partner(*stages):
    made = PartnerFactory()
    for code in stages:
        made.stages.add(EducationStage.objects.get(code=code))
    return made


def listing(*codes):
    made = ListingFactory()
    made.competences.set(Competence.objects.filter(framework__is_default=True, code__in=codes))
    return made


def test_tags_stand_in_the_order_of_the_vocabulary():
    late, none = partner("adult", "early", "primary"), partner()
    found = tags_of(Partner, "stages")
    assert found[late.pk] == ("early", "primary", "adult")
    assert found[none.pk] == ()


def test_tags_of_one_field_and_model_are_not_those_of_another():
    made = ListingFactory()
    made.action_fields.set(ActionField.objects.filter(code="energy"))
    made.partner.action_fields.set(ActionField.objects.filter(code="education"))
    assert dict(tags_of(Listing, "action_fields")) == {made.pk: ("energy",)}
    assert dict(tags_of(Partner, "action_fields")) == {made.partner_id: ("education",)}


def test_the_most_frequent_area_comes_first():
    most, even, none = listing("1.1", "3.1", "3.2"), listing("4.1", "2.1"), listing()
    found = areas_of(Listing)
    assert found[most.pk] == ("3", "1")
    assert found[even.pk] == ("2", "4")
    assert found[none.pk] == ()


def test_other_frameworks_number_their_areas_for_themselves():
    made = listing("1.1")
    made.competences.add(Competence.objects.get(framework__code="kmk-2016", code="2.1"))
    assert areas_of(Listing)[made.pk] == ("1",)
    assert digcomp_codes(made.competences.all()) == {"1.1"}


def test_districts_of_a_partner_are_those_of_all_its_places():
    house = PartnerFactory()
    for code in ("sandow", "mitte", "sandow"):
        PlaceFactory(partner=house, district=District.objects.get(code=code))
    nowhere = PlaceFactory(district=None).partner
    found = districts_of_partners()
    assert found[house.pk] == {"sandow", "mitte"}
    assert found[nowhere.pk] == frozenset()


@pytest.mark.parametrize("number", [1, 3])
def test_each_kind_of_tag_costs_one_query(number, django_assert_num_queries):
    for _number in range(number):
        PlaceFactory(partner=partner("early", "adult"), district=District.objects.get(code="mitte"))
        listing("1.1", "3.1")
    with django_assert_num_queries(1):
        assert len(tags_of(Partner, "stages")) == number
    with django_assert_num_queries(1):
        assert len(areas_of(Listing)) == number
    with django_assert_num_queries(1):
        assert len(districts_of_partners()) == number
