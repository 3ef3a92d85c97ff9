import pytest
from allauth.mfa.models import Authenticator

from lms.accounts import queries
from lms.accounts.actions.erasure import cancel_erasure, request_erasure
from tests.factories.accounts import StaffFactory, UserFactory
from tests.support.consent import NOW

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


@pytest.mark.parametrize(
    ("kind", "band", "speaks"),
    [("personal", "", True), ("personal", "adult", True), ("personal", "16_17", True),
     ("personal", "14_15", False), ("personal", "under_14", False),
     ("seat", "", False), ("group", "", False)],
)  # fmt: skip
def test_who_keeps_an_account_that_somebody_else_wants_deleted(kind, band, speaks):
    user = UserFactory(kind=kind, email="", age_band=band)
    request_erasure(user=user, keeps_certificates=False, actor_key="elternteil", at=NOW)
    assert queries.erasure_asked_by(user) == "elternteil"
    assert queries.speaks_alone(user) is speaks
    assert queries.may_take_back(user, user.key) is speaks
    assert queries.may_take_back(user, "elternteil")
    assert not queries.may_take_back(user, "jemand")


def test_nobody_takes_back_what_nobody_asked_for(django_assert_num_queries):
    user = UserFactory(age_band="14_15")
    with django_assert_num_queries(0):
        assert not queries.may_take_back(user, user.key)
    assert queries.erasure_asked_by(user) == ""


def test_the_newest_wish_counts_and_a_childs_own_is_its_own():
    user = UserFactory(age_band="14_15")
    request_erasure(user=user, keeps_certificates=False, actor_key="elternteil", at=NOW)
    cancel_erasure(user=user, actor_key="elternteil", at=NOW)
    request_erasure(user=user, keeps_certificates=False, at=NOW)
    assert queries.erasure_asked_by(user) == user.key
    assert queries.may_take_back(user, user.key)
    assert not queries.may_take_back(user, "elternteil")
