"""What a plan may choose from: free partners, pairs that have not said no."""

from datetime import timedelta
from itertools import combinations
from urllib.parse import parse_qs

import pytest

from network.enums import Consent, CooperationState, MatchState, PartnerState
from network.matching.cells import BY_CODE
from network.models import CooperationPartner, Match, Partner
from network.queries.candidates import nearest, pair_key, pool, tied
from network.queries.coverage import houses
from network.queries.matches import LEAST
from tests.support.chain import NEXT, NOW, THIS, cooperation, key_of, match, partner
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    one, other = partner("Grundschule", "primary", capacity=2), partner("Hochschule", "higher")
    match(one, other)
    return one, other


def read(quarter=NEXT):
    return pool(quarter, houses())


def test_capacity_is_what_cases_leave_of_it(pair):
    one, other = pair
    cooperation(one, partner("Museum", "adult"), requested_at=NOW)
    assert read(THIS).capacities[one.key] == 1
    assert read(NEXT).capacities[one.key] == 2  # a new quarter
    assert read(THIS).capacities[other.key] == 2  # it said nothing


def test_who_declined_for_want_of_capacity_is_full_until_it_confirms(pair):
    one, _other = pair
    Partner.objects.filter(pk=one.pk).update(full_since=NOW)
    assert read().capacities[one.key] == 0
    Partner.objects.filter(pk=one.pk).update(confirmed_at=NOW + timedelta(days=1))
    assert read().capacities[one.key] == 2


@pytest.mark.parametrize(("days", "is_left_out"), [(30, True), (500, False)])
def test_a_pair_that_said_no_rests_for_a_year(pair, days, is_left_out):
    case = cooperation(*pair, state=CooperationState.DECLINED)
    CooperationPartner.objects.filter(cooperation=case, partner=pair[0]).update(
        consent=Consent.REFUSED, consented_at=NOW - timedelta(days=days)
    )
    assert (key_of(*pair) not in read().suggestions) is is_left_out


def test_a_pair_with_an_open_case_is_left_out(pair):
    assert key_of(*pair) in read().suggestions
    cooperation(*pair, state=CooperationState.PROPOSED)
    assert key_of(*pair) not in read().suggestions


def test_hidden_matches_and_partners_who_stay_out_are_left_out(pair):
    third = partner("Museum", "adult")
    match(pair[0], third)
    Partner.objects.filter(pk=third.pk).update(takes_part_in_matching=False)
    assert set(read().suggestions) == {key_of(*pair)}
    Match.objects.filter(partner_a=pair[0], partner_b=pair[1]).update(state=MatchState.HIDDEN)
    assert read().suggestions == {}


def test_what_nobody_may_suggest_is_not_planned(pair):
    weak = match(pair[0], partner("Museum", "adult"), LEAST - 0.001)
    assert set(read().suggestions) == {key_of(*pair)}
    Match.objects.filter(pk=weak.pk).update(probability=LEAST)
    assert len(read().suggestions) == 2


def test_who_must_be_invited_first_is_named(pair):
    assert read().suggestions[key_of(*pair)].provisional == ()
    Partner.objects.filter(pk=pair[1].pk).update(state=PartnerState.PROVISIONAL)
    assert read().suggestions[key_of(*pair)].provisional == ("Hochschule",)


def test_what_closes_a_cell_comes_surest_first(pair):
    one, other = pair
    third = partner("Institut", "higher")
    match(one, third, 0.9)
    found = read()
    cell = BY_CODE["primary-higher/energy/1"]
    assert [c.key for c in found.closing(cell)] == [key_of(one, third), key_of(one, other)]
    assert found.closing(BY_CODE["primary-higher/health/1"]) == []


def test_a_suggestion_prepares_its_case(pair):
    one, other = pair
    found = read().suggestions[key_of(*pair)]
    assert found.partners == (one.key, other.key)
    asked = parse_qs(found.query)
    assert asked["partner"] == [one.key, other.key]
    stored = Match.objects.get(pk=found.match)
    assert asked["listing"] == [stored.need_a.key, stored.offer_b.key]
    assert pair_key(other.key, one.key) == pair_key(one.key, other.key) == found.key


def test_a_pair_that_would_connect_is_worth_more(pair):
    one, other = pair
    assert read().candidates[0].bridge > 0
    between = partner("Museum", "adult")
    before = read().candidates[0].bridge
    cooperation(one, between)
    cooperation(other, between)
    assert read().candidates[0].bridge < before
    Partner.objects.filter(pk=one.pk).update(state=PartnerState.DRAFT)
    assert read().candidates[0].bridge == 0


def test_each_case_of_three_ties_three_pairs(pair):
    third = partner("Museum", "adult")
    cooperation(*pair, third, state=CooperationState.REQUESTED)
    cooperation(pair[0], partner("Kita", "early"), state=CooperationState.DECLINED)
    ids = [house.pk for house in (*pair, third)]
    assert tied() == {frozenset(two) for two in combinations(ids, 2)}


def test_whom_somebody_alone_fits_best(pair):
    one, other = pair
    best, alone = partner("Institut", "higher"), partner("Kita", "early")
    match(one, best, 0.9)
    found = {near.name: near for near in nearest([one.key, other.key, alone.key])}
    assert (found["Grundschule"].other, found["Grundschule"].percent) == ("Institut", 90)
    assert (found["Hochschule"].other_slug, found["Hochschule"].percent) == (one.slug, 50)
    assert (found["Kita"].slug, found["Kita"].other, found["Kita"].percent) == (alone.slug, "", 0)
    assert list(found) == ["Grundschule", "Hochschule", "Kita"]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(number):
    keys = []
    for place in range(number):
        two = [partner(f"{place}{x}", "primary") for x in "ab"]
        match(*two)
        cooperation(two[0], partner(f"{place}c", "adult"))
        keys.append(two[0].key)
    known = houses()
    with expect_statements(11):
        found = pool(NEXT, known)
    with expect_statements(2):
        near = nearest(keys)
    assert len(found.candidates) == len(near) == number
