"""Every page of the way in and of one's own account: German, whole, without inline code."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import get_resolver, reverse

from lms.accounts import entrance_urls, urls
from tests.factories.accounts import PASSWORD, UserFactory, sign_in

pytestmark = pytest.mark.django_db

PUBLIC = [
    "account_login",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "accounts:recover",
    "guardian:enter",
]
OWN = [
    "accounts:profile",
    "accounts:certificate-name",
    "accounts:recovery-sheet",
    "accounts:consents",
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "usersessions_list",
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]


def assert_sound(response):
    assert response.status_code == 200
    body = response.content.decode()
    assert '<html lang="de"' in body
    assert len(re.findall(r"<h1[ >]", body)) == 1
    scripts = re.findall(r"<script\b([^>]*)>", body)
    assert [s for s in scripts if "src=" not in s and "application/json" not in s] == []
    assert re.findall(r"<style|\sstyle=|\son\w+=", body) == []
    assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//", body) == []
    assert not re.search(r"\b(du|dein\w*|dir|dich)\b", text_of(body)) or "Klassenkarte" in body


def text_of(body):
    return re.sub(r"<[^>]+>", " ", body[body.index("<main") :])


@pytest.mark.parametrize("name", PUBLIC)
def test_public_page_is_sound(client, name):
    assert_sound(client.get(reverse(name)))


@pytest.mark.parametrize("name", OWN)
def test_own_page_is_sound(client, name):
    user = UserFactory()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    EmailAddress.objects.create(user=user, email="neu@example.org", verified=False)
    sign_in(client, user)
    assert_sound(client.get(reverse(name)))


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_list_webauthn"])
def test_page_of_whoever_has_no_factor_is_sound(client, name):
    sign_in(client, UserFactory())
    assert_sound(client.get(reverse(name)))


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_page_of_one_passkey_is_sound(client, name):
    user = UserFactory()
    passkey = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Schlüssel"}
    )
    sign_in(client, user)
    assert_sound(client.get(reverse(name, args=[passkey.pk])))


def test_page_that_asks_for_the_factor_is_sound(client):
    user = UserFactory(username="ada")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    answer = client.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert_sound(client.get(answer["Location"]))


def test_page_to_set_a_first_password_is_sound(client):
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    sign_in(client, user)
    assert_sound(client.get(reverse("account_set_password")))


@pytest.mark.parametrize(
    ("name", "args"),
    [("account_confirm_email", ["x:y"]), ("account_reset_password_from_key", ["1", "x-y"])],
)
def test_page_of_a_dead_link_is_sound(client, name, args):
    response = client.get(reverse(name, args=args))
    assert_sound(response)
    assert response["Referrer-Policy"] == "strict-origin"


def test_page_of_a_dead_invitation_is_404(client):
    answer = client.get(reverse("accounts:invitation", args=["x"]))
    assert answer.status_code == 404
    assert "gilt nicht mehr" in answer.content.decode()


def test_saved_codes_are_plain_text(client):
    user = UserFactory()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(user).get_unused_codes()
    sign_in(client, user)
    answer = client.get(reverse("mfa_download_recovery_codes"))
    assert answer["Content-Type"] == "text/plain"
    assert answer.content.decode().split() == codes


def test_pages_exist_in_english_under_the_same_path(client):
    assert '<html lang="en"' in client.get("/en/konto/anmelden/").content.decode()


def test_nothing_else_of_allauth_is_open():
    ours = {p.name for p in entrance_urls.urlpatterns} | {p.name for p in urls.urlpatterns}
    names = {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and name.startswith(("account_", "mfa_", "usersessions_"))
    }
    assert names <= ours
