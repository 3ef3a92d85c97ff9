"""Mail addresses, redirects and throttling as allauth uses them through our adapter."""

from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from lms.accounts.adapters import AccountAdapter, MFAAdapter
from lms.accounts.signals import account_confirmed
from tests.factories.accounts import PASSWORD, UserFactory, sign_in
from tests.support.mails import code_in, link_in, mails_to

pytestmark = pytest.mark.django_db


def attempt(client, login="ada", password="falsch", **extra):
    return client.post(reverse("account_login"), {"login": login, "password": password}, **extra)


def test_ten_failures_lock_the_account_whatever_the_forwarded_address(client):
    UserFactory(username="ada")
    for number in range(10):
        attempt(client, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    answer = attempt(client, password=PASSWORD, HTTP_X_FORWARDED_FOR="10.9.9.9")
    assert answer.status_code == 422
    assert "warten Sie zehn Minuten" in answer.content.decode()


def test_user_name_and_address_share_one_counter(client):
    UserFactory(username="ada")
    for _number in range(5):
        attempt(client, "ada")
        attempt(client, "ADA@example.org")
    assert attempt(client, "ada@example.org", PASSWORD).status_code == 422


def test_locked_account_does_not_lock_its_neighbours(client):
    UserFactory(username="ada")
    UserFactory(username="bob")
    for _number in range(11):
        attempt(client)
    assert attempt(client, "bob", PASSWORD).status_code == 303


def test_unknown_names_are_counted_the_same_way(client):
    for _number in range(10):
        attempt(client, "nobody")
    assert "warten Sie" in attempt(client, "nobody").content.decode()


def test_many_right_sign_ins_from_one_address_all_pass():
    people = [UserFactory() for _number in range(40)]
    answers = [attempt(Client(), person.username, PASSWORD) for person in people]
    assert {answer.status_code for answer in answers} == {303}


@pytest.mark.parametrize(
    "payload",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "https:///evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
        "http://testserver.evil.example/",
        "\x00//evil.example",
        "http://[::1",
    ],
)
def test_sign_in_never_leads_off_the_site(client, payload):
    UserFactory(username="ada")
    answer = client.post(
        f"{reverse('account_login')}?next={payload}",
        {"login": "ada", "password": PASSWORD, "next": payload},
    )
    assert (answer.status_code, answer["Location"]) == (303, reverse("courses:learning"))


def test_sign_in_leads_on_within_the_site(client):
    UserFactory(username="ada")
    answer = client.post(
        reverse("account_login"), {"login": "ada", "password": PASSWORD, "next": "/de/kurse/"}
    )
    assert answer["Location"] == "/de/kurse/"


@pytest.mark.parametrize("path", ["account_reset_password", "account_signup"])
def test_mails_name_the_configured_site_whatever_the_host_header(client, settings, path):
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    UserFactory(username="ada")
    client.post(
        reverse(path),
        {"email": "ada@example.org", "band": "adult", "password1": PASSWORD},
        HTTP_HOST="evil.example",
    )
    client.post(
        reverse("account_signup"),
        {"email": "neu@example.org", "band": "adult", "password1": PASSWORD},
        HTTP_HOST="evil.example",
    )
    texts = [m.text for a in ("ada@example.org", "neu@example.org") for m in mails_to(a)]
    assert len(texts) == 2
    assert not any("evil" in text for text in texts)
    assert all("http://testserver/de/konto/" in text for text in texts)


def test_confirmation_mail_holds_link_and_code(client):
    client.post(
        reverse("account_signup"),
        {"email": "neu@example.org", "band": "adult", "password1": PASSWORD},
    )
    (message,) = mails_to("neu@example.org")
    assert message.subject == "Bitte bestätigen Sie Ihre E-Mail-Adresse"
    assert link_in(message).startswith("/de/konto/bestaetigen/")
    assert len(code_in(message)) == 9
    assert f"http://testserver{reverse('account_email_verification_sent')}" in message.text


def test_link_confirms_signs_in_and_tells_the_house(client):
    heard = []

    def listen(sender, user, target, **kwargs):
        heard.append(target)

    target = "/de/kurse/bcdfghjkmn-x/einschreiben/"
    client.post(
        reverse("account_signup"),
        {"email": "neu@example.org", "band": "adult", "password1": PASSWORD, "next": target},
    )
    link = link_in(mails_to("neu@example.org")[0])
    page = client.get(link)
    assert "neu@example.org" in page.content.decode()
    assert page["Referrer-Policy"] == "strict-origin"
    assert not EmailAddress.objects.get().verified
    account_confirmed.connect(listen)
    answer = client.post(link)
    account_confirmed.disconnect(listen)
    assert (answer.status_code, answer["Location"]) == (303, target)
    assert heard == ["bcdfghjkmn"]
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert "gilt nicht mehr" in client.get(link).content.decode()


def test_link_on_another_device_confirms_without_signing_in(client):
    client.post(
        reverse("account_signup"),
        {"email": "neu@example.org", "band": "adult", "password1": PASSWORD},
    )
    other = Client()
    answer = other.post(link_in(mails_to("neu@example.org")[0]))
    assert (answer.status_code, answer["Location"]) == (303, reverse("account_login"))
    assert EmailAddress.objects.get().verified
    assert other.get(reverse("accounts:profile")).status_code == 302


def test_unconfirmed_account_cannot_sign_in_but_gets_another_mail(client):
    client.post(
        reverse("account_signup"),
        {"email": "neu@example.org", "band": "adult", "password1": PASSWORD},
    )
    other = Client()
    answer = attempt(other, "neu@example.org", PASSWORD)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert "neu@example.org" in other.get(answer["Location"]).content.decode()
    assert other.get(reverse("accounts:profile")).status_code == 302
    assert len(mails_to("neu@example.org")) == 2


def test_changed_address_counts_only_after_confirmation(client):
    user = UserFactory(username="ada")
    sign_in(client, user)
    answer = client.post(reverse("account_email"), {"email": "neu@example.org", "action_add": ""})
    assert answer.status_code == 303
    user.refresh_from_db()
    assert user.email == "ada@example.org"
    client.post(link_in(mails_to("neu@example.org")[0]))
    user.refresh_from_db()
    assert user.email == "neu@example.org"
    assert [a.email for a in EmailAddress.objects.filter(user=user)] == ["neu@example.org"]
    assert [m.kind for m in mails_to("ada@example.org")] == ["email_changed"]


def test_password_is_asked_again_some_time_after_signing_in(client):
    sign_in(client, UserFactory())
    assert client.get(reverse("accounts:recovery-sheet")).status_code == 200
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    answer = client.get(reverse("accounts:recovery-sheet"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (303, reverse("accounts:recovery-sheet"))
    assert client.get(answer["Location"]).status_code == 200


def test_safe_url_follows_the_configured_scheme(settings):
    settings.SITE_URL = "https://lernkette.example"
    adapter = AccountAdapter()
    assert adapter.is_safe_url("/de/")
    assert adapter.is_safe_url("https://lernkette.example/de/")
    assert not adapter.is_safe_url("http://lernkette.example/de/")
    assert not adapter.is_safe_url(None)


@pytest.mark.parametrize(("is_required", "keys", "may"), [
    (False, 1, True), (True, 1, False), (True, 2, True),
])  # fmt: skip
def test_last_factor_of_whoever_must_have_one_stays(is_required, keys, may):
    user = UserFactory(requires_second_factor=is_required)
    for _number in range(keys):
        last = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert MFAAdapter().can_delete_authenticator(last) is may


def test_messages_are_polite():
    texts = [str(text) for text in AccountAdapter.error_messages.values()]
    texts += [str(text) for text in MFAAdapter.error_messages.values()]
    with context.request_context(SimpleNamespace()):
        assert [text for text in texts if " du " in text.lower() or " dein" in text.lower()] == []
