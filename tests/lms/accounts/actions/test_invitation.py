from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.core import signing

from lms.accounts.actions.invitation import (
    InvitationError,
    accept_invitation,
    invitation_token,
    invite_person,
    invited_person,
)
from lms.accounts.models import User
from lms.common.errors import ConflictError
from lms.records.models import AuditEvent
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.mails import link_in, mails_to

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def invite(email="ada@example.org", name="Ada"):
    return invite_person(
        email=email, display_name=name, invited_by="Bücherei Chóśebuz", at=AT, actor_key="boss"
    )


def test_invite_person_creates_an_account_without_password():
    user = invite("Ada@Example.org")
    assert (user.email, user.display_name) == ("ada@example.org", "Ada")
    assert not user.has_usable_password()
    assert not user.username.startswith("ada")
    address = EmailAddress.objects.get()
    assert (address.email, address.primary, address.verified) == ("ada@example.org", True, False)
    event = AuditEvent.objects.get()
    assert (event.action, event.object_key, event.actor_key) == ("person.invite", user.key, "boss")


def test_invite_person_mails_a_link_to_set_the_password():
    invite()
    (message,) = mails_to("ada@example.org")
    assert message.subject == "Bücherei Chóśebuz lädt Sie zu Lernkette ein"
    assert message.text.startswith("Guten Tag Ada,")
    assert link_in(message).startswith("/de/konto/einladung/")


def test_invite_person_with_a_name_full_of_traps_stays_one_header():
    invite_person(
        email="ada@example.org", display_name="", invited_by="A\nBcc: e@example.org <&>", at=AT
    )
    (message,) = mails_to("ada@example.org")
    assert message.subject == "A Bcc: e@example.org <&> lädt Sie zu Lernkette ein"


def test_invite_person_finds_whoever_has_the_address():
    bob = UserFactory(username="bob")
    assert invite("BOB@example.org") == bob
    bob.refresh_from_db()
    assert bob.check_password(PASSWORD)
    (message,) = mails_to("bob@example.org")
    assert message.kind == "access_granted"
    assert link_in(message) == "/de/konto/anmelden/"


def test_invite_person_writes_in_the_persons_language():
    UserFactory(username="bob", language="en")
    invite("bob@example.org")
    (message,) = mails_to("bob@example.org")
    assert link_in(message) == "/en/konto/anmelden/"


def test_invite_person_voids_the_password_of_an_unconfirmed_registration():
    eve = UserFactory(username="eve", email="ada@example.org", confirmed=False, display_name="Eve")
    EmailAddress.objects.create(user=eve, email=eve.email, primary=True, verified=False)
    user = invite()
    assert user == eve
    assert not user.has_usable_password()
    assert user.display_name == "Ada"
    assert mails_to("ada@example.org")[0].kind == "invitation"


def test_invite_person_refuses_a_deactivated_account():
    UserFactory(username="bob", is_active=False)
    with pytest.raises(ConflictError):
        invite("bob@example.org")
    assert mails_to("bob@example.org") == []


def test_accept_invitation_sets_password_and_confirms_the_address():
    user = invite()
    token = invitation_token(user)
    assert invited_person(token) == user
    accept_invitation(user=user, password="lang genug 123", display_name=" Ada L. ", at=AT)
    user = User.objects.get()
    assert user.check_password("lang genug 123")
    assert user.display_name == "Ada L."
    assert EmailAddress.objects.get().verified
    with pytest.raises(InvitationError):
        invited_person(token)


FORGED = signing.dumps(["nokey", "x"], salt="other")


@pytest.mark.parametrize("token", ["", "x", FORGED], ids=["empty", "short", "other-salt"])
def test_invented_invitation_is_refused(token):
    with pytest.raises(InvitationError):
        invited_person(token)


def test_invitation_expires(monkeypatch):
    token = invitation_token(invite())
    later = signing.time.time() + 15 * 24 * 3600
    monkeypatch.setattr(signing.time, "time", lambda: later)
    with pytest.raises(InvitationError):
        invited_person(token)


def test_invitation_of_a_deactivated_person_is_refused():
    user = invite()
    token = invitation_token(user)
    User.objects.update(is_active=False)
    with pytest.raises(InvitationError):
        invited_person(token)
