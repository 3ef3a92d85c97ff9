"""What the pages of the action fields tell."""

from datetime import date, timedelta

import pytest

from lms.taxonomy.models import ActionField
from network.enums import ListingFacet, ListingKind, PartnerState, Visibility
from network.models import CooperationPartner, DirectoryVersion, Listing
from network.queries.directory import directory
from network.queries.fields import field_cards, field_page
from network.queries.listing_page import listing_page
from network.queries.selection import ListingSelection, Selection
from network.queries.viewer import NOBODY, Viewer
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


def page(code="energy", viewer=NOBODY):
    return field_page(code, viewer=viewer, at=NOW, on=TODAY)


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
    assert {field.code: number for field, number, _who in field_cards(NOBODY, TODAY)}["energy"] == 1


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
    DirectoryVersion.objects.create(pk=1)
    page()  # the directory is read anew after a change
    with expect_statements(9):
        found = page()
    assert len(found.cooperations) == number
    with expect_statements(4):
        field_cards(NOBODY, TODAY)


def test_an_unknown_field_is_none():
    assert page("nichts") is None


def options(facets, name):
    """Counts of one facet by value, as people see them beside the list."""
    (group,) = [group for group in facets if group.name == name]
    return {option.value: option.count for option in group.options}


@pytest.mark.parametrize("viewer", [NOBODY, Viewer(None, True, frozenset(), frozenset())])
def test_counts_are_the_directorys_own(viewer):
    house = partner()
    partner(state=PartnerState.PROVISIONAL)
    partner(visibility=Visibility.NETWORK)
    listing(house)
    listing(house, kind=ListingKind.NEED)
    listing(house, confirm_due=TODAY - timedelta(days=60))  # hidden until it is confirmed
    listing(house, visibility=Visibility.NETWORK)
    found = page(viewer=viewer)
    shown = directory(Selection(), viewer=viewer, on=TODAY, language="de")
    assert found.partner_count == options(shown.facets, "feld")["energy"] > 1
    chosen = ListingSelection(values=((ListingFacet.FIELD, ("energy",)),))
    kinds = options(listing_page(chosen, viewer=viewer, on=TODAY).facets, "typ")
    assert {"offer": found.offer_count, "need": found.need_count} == kinds
    cards = {field.code: number for field, number, _who in field_cards(viewer, TODAY)}
    assert cards["energy"] == found.partner_count
