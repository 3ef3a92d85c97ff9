from datetime import UTC, datetime

import pytest
from django.urls import reverse

from lms.accounts.actions.people import deactivate_person
from lms.accounts.actions.recovery import (
    SHEET_SIZE,
    RecoveryError,
    new_recovery_sheet,
    owner_of_code,
    reset_with_code,
)
from lms.accounts.models import RecoveryCode
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NEW = "ein ganz neues Passwort"


@pytest.fixture
def user():
    return UserFactory(username="ada", email="")


def reset(code, username="ada"):
    return reset_with_code(username=username, code=code, password=NEW, at=AT)


def test_sheet_is_stored_only_as_hashes(user):
    codes = new_recovery_sheet(user=user, at=AT)
    assert len(set(codes)) == SHEET_SIZE
    stored = set(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert len(stored) == SHEET_SIZE
    assert not stored & set(codes)


def test_code_sets_a_new_password_once(user):
    code = new_recovery_sheet(user=user, at=AT)[3]
    assert reset(code.upper(), username="ADA") == user
    user.refresh_from_db()
    assert user.check_password(NEW)
    with pytest.raises(RecoveryError):
        reset(code)


def test_new_sheet_voids_the_old_one(user):
    old = new_recovery_sheet(user=user, at=AT)
    new = new_recovery_sheet(user=user, at=AT)
    with pytest.raises(RecoveryError):
        reset(old[0])
    assert owner_of_code(username="ada", code=new[0]) == user


def test_code_of_another_person_is_refused(user):
    bob = UserFactory(username="bob")
    code = new_recovery_sheet(user=bob, at=AT)[0]
    with pytest.raises(RecoveryError):
        reset(code)


@pytest.mark.parametrize("username", ["ada", "nobody", ""])
def test_wrong_name_and_wrong_code_say_the_same(user, username):
    new_recovery_sheet(user=user, at=AT)
    with pytest.raises(RecoveryError, match="Benutzername und Code passen nicht zusammen"):
        reset("bcdf-bcdf-bcdf-bcdf", username=username)


def test_deactivated_person_cannot_come_back_by_sheet(user):
    code = new_recovery_sheet(user=user, at=AT)[0]
    deactivate_person(user=user, at=AT)
    with pytest.raises(RecoveryError):
        reset(code)


def test_reset_ends_every_session(client, user):
    client.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    assert client.get(reverse("accounts:profile")).status_code == 200
    reset(new_recovery_sheet(user=user, at=AT)[0])
    assert client.get(reverse("accounts:profile")).status_code == 302
