import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import UserFactory


def test_person_is_greeted_by_display_name_else_user_name():
    person = UserFactory.build(username="bcdf2345gh", display_name="Ada")
    names = [str(person), person.public_name, person.get_full_name(), person.get_short_name()]
    assert names == ["Ada"] * 4
    assert UserFactory.build(username="bcdf2345gh").public_name == "bcdf2345gh"


@pytest.mark.django_db
def test_address_belongs_to_one_account_whatever_its_capitals():
    UserFactory(email="ada@example.org", confirmed=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="Ada@Example.org", confirmed=False)


@pytest.mark.django_db
def test_any_number_of_accounts_may_have_no_address():
    people = [UserFactory(email=""), UserFactory(email="")]
    assert len({person.key for person in people}) == 2
