import pytest

from cms.demo.people import load_people
from lms.accounts.models import User
from lms.accounts.queries import second_factors
from network.enums import Role
from network.models import Membership
from tests.factories.courses import NOW
from tests.factories.network import PartnerFactory

pytestmark = pytest.mark.django_db
CONTENT = {"password": "planted-password-1", "totp_secret": "JBSWY3DPEHPK3PXP"}


def test_a_person_gets_roles_and_a_confirmed_address():
    partner = PartnerFactory(slug="haus")
    rows = [{"username": "alex", "name": "Alex", "partner": "haus", "roles": ["author"]}]
    load_people(CONTENT | {"people": rows}, at=NOW)
    load_people(CONTENT | {"people": rows}, at=NOW)
    user = User.objects.get(username="alex")
    assert user.check_password("planted-password-1")
    assert user.emailaddress_set.get().verified
    assert Membership.objects.get().role == Role.AUTHOR
    assert Membership.objects.get().partner == partner


def test_a_person_without_address_has_none():
    load_people(CONTENT | {"people": [{"username": "o", "name": "O", "email": False}]}, at=NOW)
    assert User.objects.get().email == ""


def test_the_data_protection_officer_needs_a_second_factor_and_has_one():
    rows = [{"username": "dora", "name": "Dora", "officer": True, "totp": True}]
    load_people(CONTENT | {"people": rows}, at=NOW)
    user = User.objects.get()
    assert (user.is_data_protection_officer, user.is_city_staff) == (True, False)
    assert user.requires_second_factor
    assert second_factors(user).count() == 1
