"""Who looks at the network."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from lms.taxonomy.models import ActionField
from network.enums import PartnerState, Role, Visibility
from network.models import Coordinator
from network.queries.viewer import coordinates_any, viewer_of
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


def coordinator(user, **days):
    field = ActionField.objects.get(code="energy")
    return Coordinator.objects.create(field=field, user=user, **{"starts_on": TODAY, **days})


def test_nobody_costs_nothing_and_sees_what_is_public(django_assert_num_queries):
    with django_assert_num_queries(0):
        viewer = viewer_of(AnonymousUser(), TODAY)
    assert viewer.sees == (Visibility.PUBLIC,)
    assert not (viewer.steers)
    assert not (viewer.belongs)
    assert not (viewer.edits)


def test_somebody_who_may_not_sign_in_has_no_roles():
    member = MembershipFactory(user__is_active=False)
    assert not viewer_of(member.user, TODAY).belongs


def test_members_see_the_network_and_only_editors_edit(django_assert_num_queries):
    lead = MembershipFactory(role=Role.LEAD)
    author = MembershipFactory(user=lead.user, role=Role.AUTHOR)
    with django_assert_num_queries(2):
        viewer = viewer_of(lead.user, TODAY)
    assert viewer.level == Visibility.NETWORK
    assert viewer.houses == {lead.partner_id, author.partner_id}
    assert viewer.edits == {author.partner_id}
    assert viewer.own_partners == [author.partner]


@pytest.mark.parametrize("state", PartnerState.values)
def test_a_role_counts_while_its_partner_is_listed(state):
    member = MembershipFactory(partner__state=state, role=Role.ADMIN)
    viewer = viewer_of(member.user, TODAY)
    is_listed = state in {"published", "provisional"}
    assert viewer.level == (Visibility.NETWORK if is_listed else Visibility.PUBLIC)
    assert viewer.edits == viewer.houses == ({member.partner_id} if is_listed else set())


def test_city_staff_and_coordinators_steer():
    staff = viewer_of(UserFactory(is_city_staff=True), TODAY)
    user = UserFactory()
    coordinator(user)
    viewer = viewer_of(user, TODAY)
    assert staff.steers
    assert staff.sees == (Visibility.PUBLIC, Visibility.NETWORK, Visibility.STAFF)
    assert (viewer.steers, viewer.is_staff, viewer.fields) == (True, False, {"energy"})


@pytest.mark.parametrize(
    ("days", "is_current"),
    [
        ({}, True),
        ({"starts_on": TODAY + timedelta(days=1)}, False),
        ({"starts_on": TODAY - timedelta(days=9), "ends_on": TODAY}, True),
        ({"starts_on": TODAY - timedelta(days=9), "ends_on": TODAY - timedelta(days=1)}, False),
    ],
)
def test_a_field_is_coordinated_from_the_first_to_the_last_day(days, is_current):
    user = UserFactory()
    coordinator(user, **days)
    assert coordinates_any(user, TODAY) is is_current
    assert viewer_of(user, TODAY).is_coordinator is is_current
