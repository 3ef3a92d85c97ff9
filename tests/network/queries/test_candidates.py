"""What a plan may choose from: free partners, pairs that have not said no."""

from datetime import timedelta

import pytest

from network.enums import Consent, CooperationState
from network.models import CooperationPartner, Partner
from network.queries.candidates import pool
from network.queries.coverage import houses
from tests.support.chain import NEXT, NOW, THIS, cooperation, key_of, match, partner

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
