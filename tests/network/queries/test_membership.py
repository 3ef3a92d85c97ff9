"""Who acts for whom."""

import pytest

from network.enums import PartnerState, Role
from network.queries.membership import (
    active_admins,
    administers_any,
    leading,
    memberships_of,
    partners_of,
)
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db


def test_partners_of_lists_each_once_and_only_own():
    user = UserFactory()
    own = PartnerFactory(name="A")
    other = PartnerFactory(name="B")
    MembershipFactory(user=user, partner=own, role=Role.AUTHOR)
    MembershipFactory(user=user, partner=own, role=Role.ADMIN)
    MembershipFactory(user=user, partner=other, role=Role.LEAD)
    MembershipFactory()
    assert list(partners_of(user)) == [own, other]
    assert list(partners_of(user, Role.LEAD)) == [other]
    assert list(partners_of(user, Role.REVIEWER)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_memberships_of_come_with_their_people(number, django_assert_num_queries):
    partner = PartnerFactory()
    names = [f"Person {i}" for i in range(number)]
    for name in reversed(names):
        MembershipFactory(partner=partner, user=UserFactory(display_name=name))
    MembershipFactory(user=UserFactory(display_name="Sentinel"))
    with django_assert_num_queries(1):
        found = [row.user.public_name for row in memberships_of(partner)]
    assert found == names


def test_admins_are_those_who_can_sign_in():
    partner = PartnerFactory()
    admin = MembershipFactory(partner=partner, role=Role.ADMIN)
    MembershipFactory(partner=partner, role=Role.ADMIN, user=UserFactory(is_active=False))
    MembershipFactory(partner=partner, role=Role.AUTHOR)
    assert list(active_admins(partner)) == [admin]
    assert administers_any(admin.user)
    assert not administers_any(UserFactory())


def test_leading_counts_in_houses_of_the_network():
    lead = MembershipFactory(role=Role.LEAD)
    archived = MembershipFactory(role=Role.LEAD, partner__state=PartnerState.ARCHIVED)
    assert list(leading(lead.user)) == [lead]
    assert list(leading(archived.user)) == []
    assert list(leading(MembershipFactory(role=Role.ADMIN).user)) == []
