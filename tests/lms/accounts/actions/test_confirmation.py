from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from lms.accounts.actions.confirmation import (
    CODE_LIFE,
    MAX_TRIES,
    UNCONFIRMED_LIFE,
    address_for_code,
    confirm_address,
    drop_unconfirmed,
    issue_code,
)
from lms.accounts.models import PendingConfirmation, User
from lms.accounts.signals import account_confirmed
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def ada():
    user = UserFactory(username="ada", email="ada@example.org", confirmed=False)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    return user


@pytest.fixture
def heard():
    seen = []

    def listen(sender, user, target, **kwargs):
        seen.append((sender, user, target))

    account_confirmed.connect(listen)
    yield seen
    account_confirmed.disconnect(listen)


def test_code_finds_the_address_on_any_device(ada):
    code = issue_code(user=ada, email=ada.email, at=AT)
    assert code not in PendingConfirmation.objects.get().code_hash
    typed = f" {code.upper().replace('-', ' ')} "
    assert address_for_code(email="ADA@example.org", code=typed, at=AT).user == ada


def test_code_of_another_address_finds_nothing(ada):
    code = issue_code(user=ada, email=ada.email, at=AT)
    assert address_for_code(email="eve@example.org", code=code, at=AT) is None


def test_new_code_replaces_the_old_and_keeps_the_target(ada):
    old = issue_code(user=ada, email=ada.email, target="bcdfghjkmn", at=AT)
    new = issue_code(user=ada, email=ada.email, at=AT)
    assert address_for_code(email=ada.email, code=old, at=AT) is None
    assert address_for_code(email=ada.email, code=new, at=AT).user == ada
    assert PendingConfirmation.objects.get().target == "bcdfghjkmn"


def test_code_expires_with_the_link(ada):
    code = issue_code(user=ada, email=ada.email, at=AT)
    assert address_for_code(email=ada.email, code=code, at=AT + CODE_LIFE) is None


def test_code_survives_only_ten_tries(ada):
    code = issue_code(user=ada, email=ada.email, at=AT)
    for _number in range(MAX_TRIES):
        assert address_for_code(email=ada.email, code="bcdf-bcdf", at=AT) is None
    assert address_for_code(email=ada.email, code=code, at=AT) is None


def test_first_confirmation_tells_the_house_where_registration_began(ada, heard):
    issue_code(user=ada, email=ada.email, target="bcdfghjkmn", at=AT)
    confirm_address(user=ada, email=ada.email, is_first=True)
    assert heard == [(User, ada, "bcdfghjkmn")]
    assert not PendingConfirmation.objects.exists()


def test_later_confirmation_tells_nobody(ada, heard):
    confirm_address(user=ada, email=ada.email, is_first=False)
    assert heard == []


def test_first_confirmation_without_a_course_has_no_target(ada, heard):
    confirm_address(user=ada, email=ada.email, is_first=True)
    assert heard == [(User, ada, "")]


def test_failing_receiver_does_not_undo_the_confirmation(ada):
    def fail(**kwargs):
        raise RuntimeError

    issue_code(user=ada, email=ada.email, at=AT)
    account_confirmed.connect(fail)
    try:
        confirm_address(user=ada, email=ada.email, is_first=True)
    finally:
        account_confirmed.disconnect(fail)
    assert not PendingConfirmation.objects.exists()


def test_drop_unconfirmed_deletes_registrations_after_a_week(ada):
    issue_code(user=ada, email=ada.email, at=AT)
    assert drop_unconfirmed(at=AT + UNCONFIRMED_LIFE) == 0
    assert drop_unconfirmed(at=AT + UNCONFIRMED_LIFE + timedelta(seconds=1)) == 1
    assert not User.objects.exists()


def test_drop_unconfirmed_keeps_people_and_drops_only_the_new_address():
    bob = UserFactory(username="bob")
    EmailAddress.objects.create(user=bob, email="new@example.org", verified=False)
    issue_code(user=bob, email="new@example.org", at=AT)
    assert drop_unconfirmed(at=AT + timedelta(days=8)) == 1
    assert [a.email for a in EmailAddress.objects.filter(user=bob)] == ["bob@example.org"]
    assert not PendingConfirmation.objects.exists()
