"""The network as a document: who stands in it, and under which names."""

from datetime import date

import pytest

from lms.records.actions import record_event
from network.enums import ListingState, PartnerState
from network.models import Cooperation, CooperationPartner
from network.queries.exchange import day_of_data, exchange_keys, exchanged_network
from tests.factories.network import NOW, ListingFactory, PartnerFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_only_listed_houses_with_their_live_entries():
    house = PartnerFactory(slug="haus", import_key="p7")
    live = ListingFactory(partner=house)
    ListingFactory(partner=house, state=ListingState.DRAFT)
    hidden = PartnerFactory(state=PartnerState.DRAFT)
    ListingFactory(partner=hidden)
    network, left_out = exchanged_network(TODAY)
    assert [partner.key for partner in network.partners] == ["p7"]
    assert [(row.key, row.partner) for row in network.listings] == [(live.key, "p7")]
    assert left_out == 0
    assert exchange_keys() == {house.key: "p7", hidden.key: hidden.slug}


def test_imported_entries_keep_the_key_of_their_file():
    ListingFactory(source="import", source_key="l9")
    course = ListingFactory(source="course", source_key="kurs")
    network, _left_out = exchanged_network(TODAY)
    assert [row.key for row in network.listings] == ["l9", course.key]


def test_a_cooperation_needs_two_listed_houses_and_has_their_mean():
    first, second = PartnerFactory.create_batch(2)
    hidden = PartnerFactory(state=PartnerState.DRAFT)
    for other in (second, hidden):
        case = Cooperation.objects.create(title="Fall", state="completed", created_at=NOW)
        CooperationPartner.objects.create(cooperation=case, partner=first, quality=4)
        CooperationPartner.objects.create(cooperation=case, partner=other, quality=5)
    network, _left_out = exchanged_network(TODAY)
    (case,) = network.cooperations
    assert case.partners == (first.slug, second.slug)
    assert case.quality == 4.5


def test_the_day_of_the_data_is_the_last_imports_where_it_is_still_to_come():
    assert day_of_data(TODAY) == TODAY
    for day in ("2027-05-01", "2027-01-15"):
        record_event(action="network.import", object_type="network", object_key="network",
                     at=NOW, data={"as_of": day})  # fmt: skip
    assert day_of_data(TODAY) == date(2027, 1, 15)
    assert day_of_data(date(2027, 2, 1)) == date(2027, 2, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_whole_network_costs_ten_queries(rows):
    ListingFactory.create_batch(rows)
    with expect_statements(10):
        found, _left_out = exchanged_network(TODAY)
    assert len(found.listings) == rows
