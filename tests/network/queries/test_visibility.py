"""Who may see which partner, and which of its fields."""

import pytest

from network.enums import PartnerState, Role, Visibility
from network.models import Partner
from network.queries.viewer import NOBODY, Viewer, viewer_of
from network.queries.visibility import (
    hidden_fields,
    level_for,
    masked,
    may_open,
    visible_partners,
)
from tests.factories.network import NOW, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db
STAFF = Viewer(user=None, is_staff=True, roles=frozenset(), fields=frozenset())
RULES = {"website": "public", "contact_phone": "network", "places": "staff", "languages": "nobody"}


def member(partner=None):
    return viewer_of(MembershipFactory(partner=partner or PartnerFactory()).user, NOW.date())


@pytest.mark.parametrize(
    ("level", "hidden"),
    [
        (Visibility.PUBLIC, {"contact_phone", "places", "languages"}),
        (Visibility.NETWORK, {"places", "languages"}),
        (Visibility.STAFF, {"languages"}),
    ],
)
def test_each_level_includes_the_ones_before_and_unknown_levels_hide_from_all(level, hidden):
    assert hidden_fields(PartnerFactory(field_visibility=RULES), level) == hidden


def test_what_names_an_entry_cannot_be_hidden():
    partner = PartnerFactory(field_visibility=dict.fromkeys(["name", "slug", "kind"], "staff"))
    assert hidden_fields(partner, Visibility.PUBLIC) == frozenset()


def test_a_masked_copy_is_empty_where_hidden_and_leaves_the_row_alone():
    partner = PartnerFactory(
        name="Haus", website="https://haus.example/", contact_phone="0355 1", languages=["de"],
        capacity=3, confirmed_at=NOW,
    )  # fmt: skip
    shown = masked(partner, frozenset({"contact_phone", "languages", "capacity", "confirmed_at"}))
    assert (shown.contact_phone, shown.languages, shown.capacity) == ("", [], None)
    assert shown.confirmed_at is None
    assert (shown.name, shown.website) == ("Haus", "https://haus.example/")
    assert (partner.contact_phone, partner.languages, partner.capacity) == ("0355 1", ["de"], 3)


def test_people_see_everything_of_their_own_house_only():
    house, other = PartnerFactory(), PartnerFactory()
    viewer = member(house)
    assert level_for(viewer, house.pk) == Visibility.STAFF
    assert level_for(viewer, other.pk) == Visibility.NETWORK
    assert level_for(NOBODY, house.pk) == Visibility.PUBLIC
    assert level_for(STAFF, other.pk) == Visibility.STAFF


def seen(viewer):
    on = NOW.date()
    found = set(Partner.objects.filter(visible_partners(viewer, on)).values_list("name", flat=True))
    assert found == {one.name for one in Partner.objects.all() if may_open(one, viewer, on)}
    return found


def test_partners_are_seen_by_whom_they_are_for():
    for level in Visibility.values:
        PartnerFactory(name=level, visibility=level)
    own = PartnerFactory(name="eigen", visibility=Visibility.STAFF)
    assert seen(NOBODY) == {"public"}
    assert seen(member(own)) == {"public", "network", "eigen"}
    assert seen(STAFF) == {"public", "network", "staff", "eigen"}


@pytest.mark.parametrize("state", PartnerState.values)
def test_only_listed_partners_are_seen_even_by_their_own(state):
    house = PartnerFactory(name="Haus", state=state)
    people = MembershipFactory(partner=house, role=Role.ADMIN)
    is_listed = state in {"published", "provisional"}
    for viewer in (NOBODY, STAFF, viewer_of(people.user, NOW.date())):
        assert ("Haus" in seen(viewer)) == is_listed
