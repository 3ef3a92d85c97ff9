import pytest
from allauth.mfa.models import Authenticator

from lms.accounts import queries
from tests.factories.accounts import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_person_with_email_ignores_capitals_and_blanks():
    ada = UserFactory(username="ada")
    UserFactory(username="mailless", email="")
    assert queries.person_with_email(" ADA@example.org ") == ada
    assert queries.person_with_email("ada@example.com") is None
    assert queries.person_with_email("  ") is None


def test_person_with_username_ignores_capitals():
    ada = UserFactory(username="ada")
    assert queries.person_with_username("Ada") == ada
    assert queries.person_with_username("ad") is None


def test_recovery_codes_are_no_second_factor():
    ada = UserFactory()
    Authenticator.objects.create(user=ada, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert not queries.second_factors(ada).exists()
    Authenticator.objects.create(user=ada, type=Authenticator.Type.TOTP, data={})
    assert queries.second_factors(ada).count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_staff_people_says_who_has_a_second_factor(number, django_assert_num_queries):
    UserFactory()
    for position in range(number):
        person = StaffFactory(display_name=f"Person {position}")
        if position == 0:
            Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    with django_assert_num_queries(1):
        people = [(p.display_name, p.has_second_factor) for p in queries.staff_people()]
    assert people == [(f"Person {position}", position == 0) for position in range(number)]
