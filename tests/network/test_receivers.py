"""What the network does when something happened elsewhere."""

import pytest

from lms.accounts.actions import set_staff_roles
from network.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.network import NOW, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "is_required"), [(Role.ADMIN, True), (Role.AUTHOR, False)])
def test_leaving_the_citys_staff_keeps_the_second_factor_of_admins(role, is_required):
    user = UserFactory()
    MembershipFactory(user=user, role=role)
    set_staff_roles(user=user, is_city_staff=True, is_platform_admin=False, at=NOW)
    assert user.requires_second_factor is True
    set_staff_roles(user=user, is_city_staff=False, is_platform_admin=False, at=NOW)
    user.refresh_from_db()
    assert user.requires_second_factor is is_required
