import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from lms.accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory, sign_in
from tests.support.passkeys import SoftPasskey

pytestmark = pytest.mark.django_db


def test_forms_answer_303_and_mistakes_422(client):
    UserFactory(username="ada")
    right = client.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    assert right.status_code == 303
    client.logout()
    wrong = client.post(reverse("account_login"), {"login": "ada", "password": "falsch"})
    assert wrong.status_code == 422
    assert client.get(reverse("account_login")).status_code == 200


def test_signing_out_clears_the_browser(client):
    sign_in(client, UserFactory())
    key = client.session.session_key
    page = client.get(reverse("account_logout"))
    assert "Clear-Site-Data" not in page
    assert client.get(reverse("accounts:profile")).status_code == 200
    answer = client.post(reverse("account_logout"))
    assert (answer.status_code, answer["Clear-Site-Data"]) == (303, '"cache", "storage"')
    assert client.get(reverse("accounts:profile")).status_code == 302
    assert not client.session.exists(key)


def passkeys(user, number):
    return [
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.WEBAUTHN, data={"name": f"Schlüssel {position}"}
        )
        for position in range(number)
    ]


def test_last_passkey_stays_where_a_factor_is_required(client):
    user = UserFactory(requires_second_factor=True)
    first, second = passkeys(user, 2)
    sign_in(client, user)
    removed = client.post(reverse("mfa_remove_webauthn", args=[first.pk]))
    assert (removed.status_code, removed["Location"]) == (303, reverse("mfa_list_webauthn"))
    refused = client.post(reverse("mfa_remove_webauthn", args=[second.pk]))
    assert refused["Location"] == reverse("mfa_index")
    assert list(Authenticator.objects.filter(user=user)) == [second]


def test_passkey_of_another_person_is_404(client):
    (foreign,) = passkeys(UserFactory(), 1)
    sign_in(client, UserFactory())
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.post(reverse(name, args=[foreign.pk]), {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=foreign.pk).exists()


def offered(client):
    answer = client.get(reverse("mfa_login_webauthn"), HTTP_ACCEPT="application/json")
    return json.loads(answer.content)["request_options"]


def add_passkey(client):
    passkey = SoftPasskey()
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    values = {
        "name": "Telefon",
        "passwordless": "on",
        "credential": json.dumps(passkey.create(options)),
    }
    assert client.post(reverse("mfa_add_webauthn"), values).status_code == 303
    return passkey


def test_passkey_login_offers_a_challenge_without_naming_anybody(client):
    UserFactory(username="ada")
    options = offered(client)["publicKey"]
    assert options["challenge"]
    assert not options.get("allowCredentials")


def test_passkey_signs_in_by_itself_and_counts_as_second_factor(client):
    sign_in(client, UserFactory(username="ada", is_city_staff=True))
    passkey = add_passkey(client)
    User.objects.update(requires_second_factor=True)
    stranger = Client()
    credential = json.dumps(passkey.get(offered(stranger)))
    answer = stranger.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert (answer.status_code, answer["Location"]) == (303, reverse("courses:learning"))
    assert stranger.get(reverse("accounts:profile")).status_code == 200
    again = Client()
    offered(again)
    answer = again.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert again.get(reverse("accounts:profile")).status_code == 302


def test_passkey_as_second_step_after_the_password(client):
    sign_in(client, UserFactory(username="ada"))
    passkey = add_passkey(client)
    other = Client()
    other.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    page = other.get(reverse("mfa_authenticate"))
    credential = json.dumps(passkey.get(page.context["js_data"]["request_options"]))
    answer = other.post(reverse("mfa_authenticate"), {"credential": credential})
    assert answer.status_code == 303
    assert other.get(reverse("accounts:profile")).status_code == 200


def test_passkey_proves_who_one_is_later(client):
    user = UserFactory(username="ada", requires_second_factor=True)
    sign_in(client, user)
    passkey = add_passkey(client)
    other = Client()
    other.force_login(user)
    page = other.get(reverse("mfa_reauthenticate_webauthn"))
    assert page.status_code == 200
    credential = json.dumps(passkey.get(page.context["js_data"]["request_options"]))
    other.post(reverse("mfa_reauthenticate_webauthn"), {"credential": credential})
    assert other.get(reverse("accounts:profile")).status_code == 200
