import pytest
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from lms.accounts.enums import Purpose
from lms.accounts.models import ConsentText, User
from lms.accounts.receivers import tell_of_erasure
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("type_", "proves"),
    [
        (Authenticator.Type.TOTP, True),
        (Authenticator.Type.WEBAUTHN, True),
        (Authenticator.Type.RECOVERY_CODES, False),
    ],
)
def test_setting_up_a_factor_proves_it(rf, type_, proves):
    user = UserFactory()
    request = rf.get("/")
    request.user, request.session = user, SessionStore()
    authenticator = Authenticator.objects.create(user=user, type=type_, data={})
    authenticator_added.send(
        sender=Authenticator, request=request, user=user, authenticator=authenticator
    )
    methods = [record["method"] for record in get_authentication_records(request, user)]
    assert methods == (["mfa"] if proves else [])


def test_reset_leaves_no_session_in_the_list(client, rf):
    user = UserFactory(username="ada")
    client.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    assert UserSession.objects.count() == 1
    password_reset.send(sender=User, request=rf.get("/"), user=user)
    assert not UserSession.objects.exists()
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_set_up_brings_the_texts_of_consent():
    assert ConsentText.objects.filter(version=1).count() == len(Purpose)
    call_command("load_vocabularies", verbosity=0)
    assert ConsentText.objects.count() == len(Purpose)


def test_a_pupil_is_not_told_of_a_guardian_s_wish(rf):
    said = []
    for kind, email in (("seat", ""), ("personal", "ada@example.org")):
        user = UserFactory(kind=kind, email=email, erase_at=timezone.now())
        request = rf.get("/")
        request.session = SessionStore()
        request._messages = FallbackStorage(request)
        tell_of_erasure(request=request, user=user)
        said.append([str(message) for message in request._messages])
    assert said[0] == []
    assert "gelöscht" in said[1][0]
