"""Registration, sign-in and reset as people meet them; what others may learn from it: nothing."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.accounts.models import ConsentEvent, PendingConfirmation, User
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.mails import link_in, mails_to

pytestmark = pytest.mark.django_db

NEW = {"band": "adult", "email": "neu@example.org", "password1": PASSWORD}


def masked(response):
    """The body without what differs on each request by itself."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)
    return re.sub(rb"\w+@example\.org", b"ADDRESS", body)


def sign_up(client, **values):
    return client.post(reverse("account_signup"), {**NEW, **values})


def test_sign_up_asks_only_for_address_and_password_once_the_band_is_known(client):
    form = client.get(reverse("account_signup"), {"band": "adult"}).context["form"]
    assert list(form.fields) == ["band", "email", "password1"]
    assert form["band"].value() == "adult"


def test_sign_up_creates_an_unconfirmed_account_with_a_random_name(client):
    answer = sign_up(client)
    assert answer.status_code == 303
    assert answer["Location"] == reverse("account_email_verification_sent")
    user = User.objects.get()
    assert (user.email, user.language) == ("neu@example.org", "de")
    assert re.fullmatch(r"[2-9b-z]{10}", user.username)
    assert not EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    "values",
    [{"band": ""}, {"email": "x"}, {"password1": "kurz"}, {"password1": "neu@example.org"}],
)
def test_sign_up_with_a_mistake_is_422(client, values):
    assert sign_up(client, **values).status_code == 422
    assert not User.objects.exists()


def test_sign_up_with_a_taken_address_looks_the_same_and_mails_the_owner(client, client_factory):
    UserFactory(username="ada")
    free, taken = client, client_factory()
    answers = [sign_up(free), sign_up(taken, email="ada@example.org")]
    pages = [c.get(a["Location"]) for c, a in zip((free, taken), answers, strict=True)]
    assert answers[0].status_code == answers[1].status_code == 303
    assert answers[0]["Location"] == answers[1]["Location"]
    assert answers[0].cookies.keys() == answers[1].cookies.keys()
    assert masked(pages[0]) == masked(pages[1])
    assert User.objects.count() == 2
    (message,) = mails_to("ada@example.org")
    assert message.kind == "account_already_exists"
    assert len(mails_to("neu@example.org")) == 1


@pytest.mark.parametrize("band", [{"band": "adult"}, {"band": "16_17", "version": 1}])
def test_a_taken_address_costs_the_same_writing_and_nothing_of_it_stays(
    client, client_factory, band
):
    UserFactory(username="ada")
    values = {**band, "agrees": "on"}
    with CaptureQueriesContext(connection) as known:
        assert sign_up(client, email="ada@example.org", **values).status_code == 303
    assert User.objects.get().username == "ada"
    assert EmailAddress.objects.get().email == "ada@example.org"
    assert not PendingConfirmation.objects.exists()
    assert not ConsentEvent.objects.exists()
    with CaptureQueriesContext(connection) as unknown:
        assert sign_up(client_factory(), **values).status_code == 303
    assert User.objects.count() == 2
    assert written_by(known) == written_by(unknown)


@pytest.mark.django_db(transaction=True)
def test_a_taken_address_is_registered_in_as_many_commits_as_a_new_one(client, client_factory):
    UserFactory(username="ada")
    with CaptureQueriesContext(connection) as known:
        assert sign_up(client, email="ada@example.org").status_code == 303
    with CaptureQueriesContext(connection) as unknown:
        assert sign_up(client_factory()).status_code == 303
    commits = [sum(q["sql"] == "COMMIT" for q in captured) for captured in (known, unknown)]
    assert commits[0] == commits[1] > 0


def written_by(captured):
    """Tables of all that was inserted, in alphabetical order."""
    found = (re.match(r'INSERT (?:OR IGNORE )?INTO "(\w+)"', q["sql"]) for q in captured)
    return sorted(match[1] for match in found if match)


@pytest.fixture
def client_factory():
    from django.test import Client

    return Client


def test_sign_up_is_open_for_an_address_somebody_else_merely_wants_to_add(client):
    bob = UserFactory(username="bob")
    EmailAddress.objects.create(user=bob, email="neu@example.org", verified=False)
    sign_up(client)
    (message,) = mails_to("neu@example.org")
    assert message.kind == "email_confirmation_signup"
    client.post(link_in(message))
    assert (
        EmailAddress.objects.get(email="neu@example.org", verified=True).user.email == NEW["email"]
    )
    bob.refresh_from_db()
    assert bob.email == "bob@example.org"


@pytest.fixture
def hashings(monkeypatch):
    """How often a password was hashed: by far the slowest part of every answer."""
    calls = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, salt):
        calls.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return calls


@pytest.mark.parametrize("login", ["ada", "nobody", "ada@example.org", "nobody@example.org"])
def test_failing_to_sign_in_takes_as_long_for_everybody(client, hashings, login):
    UserFactory(username="ada")
    hashings.clear()
    client.post(reverse("account_login"), {"login": login, "password": "falsch"})
    assert hashings == ["falsch"]


@pytest.mark.parametrize("email", ["ada@example.org", "neu@example.org"])
def test_signing_up_takes_as_long_with_a_taken_address(client, hashings, email):
    UserFactory(username="ada")
    hashings.clear()
    sign_up(client, email=email)
    assert hashings == [PASSWORD]


def test_sign_up_remembers_the_course_on_the_server(client):
    target = "/de/kurse/bcdfghjkmn-sicher-im-netz/einschreiben/"
    page = client.get(reverse("account_signup"), {"next": target, "band": "adult"})
    assert f'name="next" value="{target}"' in page.content.decode()
    sign_up(client, next=target)
    assert PendingConfirmation.objects.get().target == "bcdfghjkmn"


@pytest.mark.parametrize("login", ["ada", "ADA", "ada@example.org", "Ada@Example.ORG"])
def test_sign_in_with_user_name_or_address(client, login):
    UserFactory(username="ada")
    answer = client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (303, reverse("courses:learning"))


def test_sign_in_changes_the_session_key(client):
    UserFactory(username="ada")
    client.get(reverse("account_login"))
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    assert client.cookies["sessionid"].value != before


def test_sign_in_failing_says_nothing_about_who_exists(client):
    UserFactory(username="ada")
    answers = [
        client.post(reverse("account_login"), {"login": login, "password": "falsch"})
        for login in ("ada", "nobody", "ada@example.org", "nobody@example.org")
    ]
    assert {answer.status_code for answer in answers} == {422}
    bodies = {re.sub(rb'value="(ada|nobody|ADDRESS)"', b"", masked(a)) for a in answers}
    assert len(bodies) == 1
    assert "Die Anmeldung hat nicht geklappt" in answers[0].content.decode()


def test_reset_looks_the_same_for_everybody(client):
    UserFactory(username="ada")
    answers = [
        client.post(reverse("account_reset_password"), {"email": email})
        for email in ("ada@example.org", "nobody@example.org")
    ]
    assert [(a.status_code, a["Location"]) for a in answers] == [
        (303, reverse("account_reset_password_done"))
    ] * 2
    assert [m.kind for m in mails_to("ada@example.org")] == ["password_reset_key"]
    assert [m.kind for m in mails_to("nobody@example.org")] == ["unknown_account"]


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_reset_stops_after_five_mails(client, email):
    UserFactory(username="ada")
    answers = [client.post(reverse("account_reset_password"), {"email": email}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert "Bitte kurz warten" in answers[-1].content.decode()
    assert len(mails_to(email)) == 5


def test_reset_by_link_sets_the_password_once_and_signs_out_everywhere(client, client_factory):
    user = UserFactory(username="ada")
    other = client_factory()
    other.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    link = link_in(mails_to("ada@example.org")[0])
    page = client.get(link)
    assert page["Referrer-Policy"] == "strict-origin"
    answer = client.post(page["Location"], {"password1": "ein ganz neues Passwort"})
    assert (answer.status_code, answer["Location"]) == (
        303,
        reverse("account_reset_password_from_key_done"),
    )
    user.refresh_from_db()
    assert user.check_password("ein ganz neues Passwort")
    assert other.get(reverse("accounts:profile")).status_code == 302
    assert client.get(reverse("accounts:profile")).status_code == 302
    assert "gilt nicht mehr" in client_factory().get(link).content.decode()


def test_reset_never_goes_to_an_address_somebody_merely_wants_to_add(client):
    ada = UserFactory(username="ada")
    EmailAddress.objects.create(user=ada, email="stranger@example.org", verified=False)
    client.post(reverse("account_reset_password"), {"email": "stranger@example.org"})
    assert [m.kind for m in mails_to("stranger@example.org")] == ["unknown_account"]


def test_change_password_keeps_this_session_and_ends_the_others(client, client_factory):
    UserFactory(username="ada")
    other = client_factory()
    for one in (client, other):
        one.post(reverse("account_login"), {"login": "ada", "password": PASSWORD})
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": "ein ganz neues Passwort"},
    )
    assert answer.status_code == 303
    assert client.get(reverse("accounts:profile")).status_code == 200
    assert other.get(reverse("accounts:profile")).status_code == 302
    assert [m.kind for m in mails_to("ada@example.org")] == ["password_changed"]
