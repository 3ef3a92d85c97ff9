"""What matching may know: only what is live, in a constant number of queries, nobody personal."""

import dataclasses
from datetime import timedelta
from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.taxonomy.models import District
from network.enums import Consent, ListingKind, ListingState, PartnerState, Visibility
from network.matching.records import ListingFacts, PartnerFacts, Tie
from network.models import Cooperation, CooperationPartner, Listing
from network.queries.facts import full_text, network_facts
from tests.support.matching import NOW, TODAY, house, listing, network

pytestmark = pytest.mark.django_db
PERSONAL = ("user", "mail", "phone", "contact", "member", "person", "display", "website")
POPULAR = ("click", "view", "visit", "count", "rank", "popular")


def test_the_facts_have_no_field_for_people_or_popularity():
    names = [f.name for kind in (PartnerFacts, ListingFacts, Tie) for f in dataclasses.fields(kind)]
    words = PERSONAL + POPULAR
    assert len(names) > 20
    assert [name for name in names if any(word in name for word in words)] == []


def test_no_personal_column_or_table_is_read():
    network(1)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        network_facts(TODAY)
    sql = " ".join(query["sql"].lower() for query in queries)
    for word in ("accounts_user", "membership", "contact_", "actor_id", 'network_partner"."name'):
        assert word not in sql


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    network(1)
    with django_assert_num_queries(26):
        network_facts(TODAY)
    network_more()
    with django_assert_num_queries(26):
        network_facts(TODAY)


def network_more():
    for number in range(3):
        partner = house(f"Mehr {number}")
        listing(partner, ListingKind.OFFER, f"Mehr {number}")
        listing(partner, ListingKind.NEED, f"Weniger {number}")


DAY = timedelta(days=1)
OUT = [
    {"state": ListingState.DRAFT},
    {"state": ListingState.PAUSED},
    {"valid_to": TODAY - DAY},
    {"capacity_left": 0},
    {"visibility": Visibility.STAFF},
    {"confirm_due": TODAY - timedelta(days=30)},
]
IN = [
    {},
    {"valid_to": TODAY},
    {"capacity_left": 1},
    {"visibility": Visibility.NETWORK},
    {"confirm_due": TODAY - timedelta(days=29)},
]


@pytest.mark.parametrize("facts", OUT)
def test_what_is_over_used_up_or_internal_is_not_matched(facts):
    row = listing(house("Klub"), ListingKind.OFFER)
    Listing.objects.filter(pk=row.pk).update(**facts)
    assert network_facts(TODAY).listings == ()


@pytest.mark.parametrize("facts", IN)
def test_what_is_live_is_matched(facts):
    row = listing(house("Klub"), ListingKind.OFFER)
    Listing.objects.filter(pk=row.pk).update(**facts)
    (found,) = network_facts(TODAY).listings
    assert found.competences == {"2.5"}
    assert (found.category, found.is_offer) == ("workshop", True)


@pytest.mark.parametrize(
    "facts",
    [
        {"takes_part_in_matching": False},
        {"state": PartnerState.DRAFT},
        {"state": PartnerState.ARCHIVED},
        {"visibility": Visibility.STAFF},
    ],
)
def test_who_does_not_take_part_is_not_matched(facts):
    partner = house("Klub", **facts)
    listing(partner, ListingKind.OFFER)
    found = network_facts(TODAY)
    assert found.listings == ()
    assert not any(one.takes_part for one in found.partners)


@pytest.mark.parametrize(("late", "number"), [(29, 1), (30, 0)])
def test_who_did_not_confirm_for_thirty_days_is_not_matched(late, number):
    listing(house("Klub", confirm_due=TODAY - late * DAY), ListingKind.OFFER)
    assert len(network_facts(TODAY).listings) == number


def case(state, *partners, **facts):
    found = Cooperation.objects.create(title="Fall", state=state, created_at=NOW, **facts)
    for partner in partners:
        CooperationPartner.objects.create(cooperation=found, partner=partner, quality=4)
    return found


def test_begun_cases_take_capacity_and_rest_the_pair_finished_ones_tie_it():
    one, two, three = house("Eins"), house("Zwei"), house("Drei")
    case("requested", one, two, requested_at=NOW)
    case("completed", one, three)
    facts = network_facts(TODAY)
    capacities = {partner.key: partner.capacity for partner in facts.partners}
    assert (capacities[one.key], capacities[two.key], capacities[three.key]) == (2, 2, 3)
    assert facts.blocked == {frozenset((one.key, two.key))}
    ties = {(tie.first, tie.second, tie.state, tie.quality) for tie in facts.ties}
    assert (one.key, three.key, "completed", 4.0) in ties


def test_of_a_declined_case_only_the_pairs_of_who_refused_rest():
    one, two, three = house("Eins"), house("Zwei"), house("Drei")
    found = case("declined", one, two, three, closed_at=NOW)
    everybody = {frozenset(pair) for pair in combinations((one.key, two.key, three.key), 2)}
    assert network_facts(TODAY).blocked == everybody  # nobody knows who refused
    found.parts.filter(partner=one).update(consent=Consent.REFUSED, consented_at=NOW)
    assert network_facts(TODAY).blocked == everybody - {frozenset((two.key, three.key))}


def test_the_middle_of_the_district_stands_for_a_place_without_a_point():
    club, nowhere = house("Klub"), house("Nirgends")
    district = District.objects.exclude(latitude=None).first()
    club.places.update(latitude=None, longitude=None, district=district)
    nowhere.places.update(latitude=None, longitude=None)
    found = {one.key: (one.latitude, one.longitude) for one in network_facts(TODAY).partners}
    assert found[club.key] == (district.latitude, district.longitude)
    assert found[nowhere.key] == (None, None)


def test_a_title_is_not_said_twice():
    assert full_text("Workshop zu", "Workshop zu Sicherheit", None) == "Workshop zu Sicherheit"
    assert full_text("Workshop…", "Angebot: Workshop zu", None) == "Angebot: Workshop zu"
    assert full_text("Lernmaterial", "", "Lernmaterial") == ""
    assert full_text("Roboter", "Wir leihen aus.", "Geräte") == "Roboter. Wir leihen aus."
