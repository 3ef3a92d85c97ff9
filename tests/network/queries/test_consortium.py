"""What the builder chooses from."""

import pytest

from lms.taxonomy.models import Competence, District
from network.models import (
    CategorySubstitution,
    ConsortiumRun,
    Cooperation,
    Listing,
    ResourceCategory,
)
from network.queries.consortium import ground, missing_names
from network.queries.funding_terms import vocabulary
from tests.support.funding import NOW, TODAY, house, offer, programme
from tests.support.queries import statements

pytestmark = pytest.mark.django_db


def run(partner, **facts):
    row = programme("p", rules=facts.pop("rules", {"all": []}))
    return ConsortiumRun.objects.create(
        programme=row, partner=partner, roles=["room"], asked_at=NOW, **facts
    )


def members(asked):
    found = ground(asked, TODAY, vocabulary())
    return {found.houses[one.key].name: one for one in found.members}


def test_offers_count_and_what_may_stand_for_them():
    trainer, workshop = (ResourceCategory.objects.get(code=c) for c in ("trainer", "workshop"))
    assert CategorySubstitution.objects.filter(category_a=trainer, category_b=workshop).exists()
    mine = house("Anker", "room", "workshop")
    found = members(run(mine))["Anker"]
    assert dict(found.provides) == {"room": 1.0, "workshop": 1.0, "trainer": 0.7}


def test_only_competences_of_digcomp_are_matched_by_their_code():
    mine = house("Anker", "room")
    kmk = Competence.objects.get(framework__code="kmk-2016", code="2.1")
    digcomp = Competence.objects.get(framework__is_default=True, code="4.1")
    mine.competences.set([kmk, digcomp])
    Listing.objects.get(partner=mine).competences.set([kmk])
    case = Cooperation.objects.create(title="Fall", created_at=NOW)
    case.competences.set([kmk, digcomp])
    found = ground(run(mine, cooperation=case), TODAY, vocabulary())
    (member,) = found.members
    assert member.competences == found.wish.competences == {"4.1"}


def test_what_others_do_not_show_does_not_count():
    mine, other = house("Anker"), house("Birke")
    offer(other, "room", visibility="network")
    offer(other, "advice", state="paused")
    offer(mine, "room", visibility="network")
    asked = run(mine)
    assert "room" in members(asked)["Anker"].provides
    assert not members(asked)["Birke"].provides
    asked.sees_all = True
    assert set(members(asked)["Birke"].provides) == {"room"}


def test_who_may_not_or_will_not_join_stays_away():
    mine = house("Anker")
    house("Aus", takes_part_in_matching=False)
    house("Entwurf", state="draft")
    house("Firma", is_nonprofit=False)
    house("Unklar", is_nonprofit=None)
    house("Gut")
    rules = {"all": [{"every_partner": {"nonprofit": True}}]}
    assert set(members(run(mine, rules=rules))) == {"Anker", "Gut"}


def test_one_of_each_wanted_sort_becomes_a_group():
    mine, school = house("Anker"), house("Schule", kind="primary_school")
    rules = {"all": [{"any_partner": {"kind_in": ["primary_school"]}}, {"min_partners": 4}]}
    wish = ground(run(mine, rules=rules), TODAY, vocabulary()).wish
    (group,) = wish.groups
    assert group.members == {school.key}
    assert group.name.de == "Partner der Art Grundschule"
    assert (wish.least, wish.most, wish.seed) == (4, 5, mine.key)


def test_whoever_only_names_a_district_is_as_near_as_its_middle():
    near, *_others, far = District.objects.exclude(latitude=None).order_by("longitude")
    mine = house("Anker")
    mine.places.create(name="Haus", latitude=near.latitude, longitude=near.longitude)
    for name, district in (("Nah", near), ("Fern", far), ("Ohne", None)):
        house(name).places.create(name="Haus", district=district)
    found = members(run(mine))
    assert found["Nah"].nearness == 1.0
    assert found["Nah"].nearness > found["Fern"].nearness >= found["Ohne"].nearness == 0.0


def test_it_costs_the_same_however_many_partners():
    mine = house("Anker", "room")
    asked, words = run(mine), vocabulary()
    costs = []
    for number in range(3):
        house(f"Haus {number}", "room")
        costs.append(statements(lambda: ground(asked, TODAY, words)))
    assert len(set(costs)) == 1


def test_roles_have_names():
    assert missing_names(vocabulary())["room"].de == "Raum"
