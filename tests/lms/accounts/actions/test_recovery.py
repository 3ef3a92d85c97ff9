from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from lms.accounts.actions.child import drop_unanswered
from lms.accounts.actions.guardian import end_guardian, invite_guardian_of_seat
from lms.accounts.actions.people import deactivate_person
from lms.accounts.actions.recovery import (
    GUARDIAN_CODE_LIFE,
    SHEET_SIZE,
    RecoveryError,
    new_code_from_guardian,
    new_recovery_sheet,
    owner_of_code,
    reset_with_code,
)
from lms.accounts.enums import AccountKind, AgeBand
from lms.accounts.models import RecoveryCode, User
from lms.accounts.privacy.looks import looks_at
from lms.accounts.queries import unused_recovery_codes
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.consent import learning_child
from tests.support.mails import mails_to

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NEW = "ein ganz neues Passwort"


@pytest.fixture
def user():
    return UserFactory(username="ada", email="")


def reset(code, username="ada", at=AT):
    return reset_with_code(username=username, code=code, password=NEW, at=at)


@pytest.fixture
def child():
    return learning_child(at=AT)


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
    assert owner_of_code(username="ada", code=new[0], at=AT) == user


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


def test_address_of_an_account_is_told_of_the_reset():
    user = UserFactory(username="bob", email="bob@example.org")
    reset(new_recovery_sheet(user=user, at=AT)[0], username="bob")
    assert [mail.kind for mail in mails_to("bob@example.org")] == ["password_reset"]


def test_guardian_lets_the_child_choose_a_new_password(child):
    code, until = new_code_from_guardian(guardian=child.guardians.get(), at=AT)
    assert until == AT + GUARDIAN_CODE_LIFE
    child.refresh_from_db()
    assert child.check_password(PASSWORD)  # until the child has chosen
    reset(code, username=child.username)
    child.refresh_from_db()
    assert child.check_password(NEW)
    with pytest.raises(RecoveryError):
        reset(code, username=child.username)


def test_guardians_code_is_told_to_the_child_and_stored_as_a_hash(child):
    guardian = child.guardians.get()
    code, _until = new_code_from_guardian(guardian=guardian, at=AT)
    event = AuditEvent.objects.get(action="person.recovery-code")
    assert (event.actor_key, event.person_key) == (guardian.key, child.key)
    assert code not in str(event.data) + RecoveryCode.objects.get().code_hash
    (look,) = [one for one in looks_at(child) if one.actor_key == guardian.key]
    assert (look.who, look.what) == (
        "sorgeberechtigte Person", "Code für ein neues Passwort geholt",
    )  # fmt: skip


def test_guardians_newest_code_counts_and_the_sheet_stays(child):
    sheet = new_recovery_sheet(user=child, at=AT)
    guardian = child.guardians.get()
    old, _until = new_code_from_guardian(guardian=guardian, at=AT)
    new, _until = new_code_from_guardian(guardian=guardian, at=AT)
    with pytest.raises(RecoveryError):
        reset(old, username=child.username)
    assert owner_of_code(username=child.username, code=new, at=AT) == child
    assert owner_of_code(username=child.username, code=sheet[0], at=AT) == child
    assert unused_recovery_codes(child) == SHEET_SIZE


def test_guardians_code_ends_after_a_week_and_is_forgotten(child):
    code, until = new_code_from_guardian(guardian=child.guardians.get(), at=AT)
    with pytest.raises(RecoveryError):
        reset(code, username=child.username, at=until)
    drop_unanswered(at=until - timedelta(seconds=1))
    assert RecoveryCode.objects.count() == 1
    drop_unanswered(at=until)
    assert not RecoveryCode.objects.exists()


def test_guardians_code_ends_with_the_guardian(child):
    guardian = child.guardians.get()
    code, _until = new_code_from_guardian(guardian=guardian, at=AT)
    end_guardian(guardian=guardian, actor_key="x", at=AT)
    with pytest.raises(RecoveryError):
        reset(code, username=child.username)


def test_guardian_who_only_looks_draws_no_code(child):
    User.objects.filter(pk=child.pk).update(age_band=AgeBand.FROM_16)
    seat = UserFactory(kind=AccountKind.SEAT, email="")
    by_class, _code = invite_guardian_of_seat(seat=seat, actor_key="x", at=AT)
    for guardian in (User.objects.get(pk=child.pk).guardians.get(), by_class):
        with pytest.raises(ConflictError):
            new_code_from_guardian(guardian=guardian, at=AT)
    assert not RecoveryCode.objects.exists()
