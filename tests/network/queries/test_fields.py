"""What the pages of the action fields tell."""

from datetime import date, timedelta

import pytest

from lms.taxonomy.models import ActionField
from network.enums import ListingKind, PartnerState, Visibility
from network.models import CooperationPartner, Listing
from network.queries.fields import field_cards, field_page
from tests.factories.meetings import (
    NOW,
    START,
    CooperationFactory,
    MeetingFactory,
    coordinator,
)
from tests.factories.network import PartnerFactory
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def page(code="energy"):
    return field_page(code, at=NOW, on=TODAY)


def energy():
    return ActionField.objects.get(code="energy")


def partner(**facts):
    made = PartnerFactory(**facts)
    made.action_fields.add(energy())
    return made


def listing(house, **facts):
    made = Listing.objects.create(
        **{"partner": house, "kind": ListingKind.OFFER, "title": "X", "state": "active",
           "created_at": NOW, **facts}
    )  # fmt: skip
    made.action_fields.add(energy())


def test_counts_are_of_what_the_public_sees():
    house = partner()
    partner(state=PartnerState.DRAFT)
    hidden = partner(visibility=Visibility.NETWORK)
    listing(house)
    listing(house, kind=ListingKind.NEED)
    for facts in (
        {"state": "draft"},
        {"visibility": Visibility.NETWORK},
        {"valid_to": TODAY - timedelta(days=1)},
        {"capacity_left": 0},
    ):
        listing(house, **facts)
    listing(hidden)
    found = page()
    assert (found.partner_count, found.offer_count, found.need_count) == (1, 1, 1)
    assert {field.code: number for field, number, _who in field_cards(TODAY)}["energy"] == 1


def test_only_running_cooperations_that_all_partners_show():
    houses = [PartnerFactory(), PartnerFactory()]

    def case(title, state="running", shown=(True, True)):
        made = CooperationFactory(title=title, state=state, lead_field=energy())
        for house, is_shown in zip(houses, shown, strict=True):
            CooperationPartner.objects.create(
                cooperation=made, partner=house, may_be_shown=is_shown
            )

    case("Wind")
    case("vereinbart", state="agreed")
    case("verborgen", shown=(True, False))
    CooperationFactory(title="ohne Partner", state="running", lead_field=energy())
    assert [one.title for one in page().cooperations] == ["Wind"]


def test_coordinators_are_roles_of_today_and_never_persons():
    user = coordinator("energy", is_deputy=True, mailbox="b@stadt.example").user
    office = PartnerFactory(name="Stadtwerke", contact_mailbox="post@werke.example")
    coordinator("energy", mailbox="", organisation=office)
    coordinator("energy", ends_on=TODAY - timedelta(days=1), starts_on=date(2020, 1, 1))
    coordinator("education")
    found = page().coordinators
    assert [(one.role, one.organisation, one.mailbox) for one in found] == [
        ("Koordination Energie", "Stadtwerke", "post@werke.example"),
        ("Vertretung Energie", "", "b@stadt.example"),
    ]
    assert user.username not in str(found)


def test_the_next_public_date():
    MeetingFactory(title="intern")
    MeetingFactory(title="vorbei", is_public=True, starts_at=NOW - timedelta(days=1))
    MeetingFactory(title="abgesagt", is_public=True, state="cancelled")
    MeetingFactory(title="fremd", is_public=True, fields=["education"])
    MeetingFactory(title="später", is_public=True, starts_at=START + timedelta(days=1))
    MeetingFactory(title="gesucht", is_public=True, fields=["energy"])
    assert page().next_date.title == "gesucht"


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_however_much_there_is(number):
    for _each in range(number):
        house = partner()
        listing(house)
        coordinator("energy")
        made = CooperationFactory(state="running", lead_field=energy())
        CooperationPartner.objects.create(cooperation=made, partner=house, may_be_shown=True)
    with expect_statements(8):
        found = page()
    assert len(found.cooperations) == number
    with expect_statements(2):
        field_cards(TODAY)


def test_an_unknown_field_is_none():
    assert page("nichts") is None
