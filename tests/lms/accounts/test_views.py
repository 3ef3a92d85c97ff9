import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.accounts.actions import invite_person, new_recovery_sheet
from lms.accounts.models import RecoveryCode, User
from lms.accounts.signals import account_confirmed
from tests.factories.accounts import PASSWORD, StaffFactory, UserFactory, sign_in
from tests.support.mails import code_in, link_in, mails_to

pytestmark = pytest.mark.django_db

CONFIRM = "account_email_verification_sent"
NEW = "ein ganz neues Passwort"


@pytest.fixture
def registered(client):
    """Somebody who has just registered from a course; returns the confirmation mail."""
    values = {
        "email": "neu@example.org",
        "band": "adult",
        "password1": PASSWORD,
        "next": "/de/kurse/bcdfghjkmn-x/einschreiben/",
    }
    client.post(reverse("account_signup"), values)
    return mails_to("neu@example.org")[0]


def confirm(client, code, email="neu@example.org"):
    return client.post(reverse(CONFIRM), {"email": email, "code": code})


def test_code_typed_on_another_device_confirms_and_keeps_the_course(registered):
    heard = []

    def listen(sender, user, target, **kwargs):
        heard.append((user.email, target))

    other = Client()
    account_confirmed.connect(listen)
    answer = confirm(other, code_in(registered).upper())
    account_confirmed.disconnect(listen)
    assert (answer.status_code, answer["Location"]) == (303, reverse("account_login"))
    assert EmailAddress.objects.get().verified
    assert heard == [("neu@example.org", "bcdfghjkmn")]
    assert other.get(reverse("accounts:profile")).status_code == 302


def test_code_typed_where_one_registered_signs_in_and_goes_on(client, registered):
    assert 'value="neu@example.org"' in client.get(reverse(CONFIRM)).content.decode()
    answer = confirm(client, code_in(registered))
    assert (answer.status_code, answer["Location"]) == (
        303,
        "/de/kurse/bcdfghjkmn-x/einschreiben/",
    )
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_code_works_once(registered):
    code = code_in(registered)
    confirm(Client(), code)
    assert confirm(Client(), code).status_code == 422


def test_wrong_code_and_unknown_address_look_the_same(registered):
    answers = [confirm(Client(), "bcdf-bcdf"), confirm(Client(), "bcdf-bcdf", "no@example.org")]
    assert {answer.status_code for answer in answers} == {422}
    errors = [answer.context["form"].errors for answer in answers]
    assert errors[0] == errors[1]


@pytest.mark.parametrize("email", ["neu@example.org", "no@example.org"])
def test_code_page_stops_guessing(registered, email):
    for _number in range(10):
        confirm(Client(), "bcdf-bcdf", email)
    answer = confirm(Client(), code_in(registered), email)
    assert "warten Sie" in str(answer.context["form"].non_field_errors())
    assert not EmailAddress.objects.get().verified


def test_code_for_an_address_confirmed_elsewhere_fails(registered):
    EmailAddress.objects.create(
        user=UserFactory(username="bob", email="", confirmed=False),
        email="neu@example.org",
        verified=True,
    )
    assert confirm(Client(), code_in(registered)).status_code == 422


def test_code_of_a_new_address_leads_back_to_the_account(client):
    sign_in(client, UserFactory(username="ada"))
    client.post(reverse("account_email"), {"email": "neu@example.org", "action_add": ""})
    answer = confirm(client, code_in(mails_to("neu@example.org")[0]))
    assert answer["Location"] == reverse("account_email")
    assert User.objects.get().email == "neu@example.org"


def test_resend_says_the_same_to_everybody(registered):
    pages = []
    for email in ("neu@example.org", "no@example.org", "kein-at"):
        other = Client()
        answer = other.post(reverse("accounts:resend"), {"email": email})
        assert (answer.status_code, answer["Location"]) == (303, reverse(CONFIRM))
        pages.append(
            [str(message) for message in other.get(answer["Location"]).context["messages"]]
        )
    assert pages[0] == pages[1] == pages[2]
    assert len(pages[0]) == 1
    assert len(mails_to("neu@example.org")) == 2
    assert mails_to("no@example.org") == []


def test_resend_stops_after_three_mails(registered):
    for _number in range(4):
        Client().post(reverse("accounts:resend"), {"email": "neu@example.org"})
    assert len(mails_to("neu@example.org")) == 3


def test_resend_is_no_link(client):
    assert client.get(reverse("accounts:resend")).status_code == 405


def test_profile_changes_what_one_says(client):
    user = UserFactory()
    sign_in(client, user)
    answer = client.post(reverse("accounts:profile"), {"display_name": "Ada", "language": "en"})
    assert (answer.status_code, answer["Location"]) == (303, reverse("accounts:profile"))
    user.refresh_from_db()
    assert (user.display_name, user.language) == ("Ada", "en")


def test_profile_refuses_a_language_nobody_speaks(client):
    sign_in(client, UserFactory())
    answer = client.post(reverse("accounts:profile"), {"display_name": "", "language": "xx"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "name", ["accounts:profile", "accounts:certificate-name", "accounts:recovery-sheet"]
)
def test_own_pages_ask_strangers_to_sign_in(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={reverse(name)}"


def test_certificate_name_is_confirmed(client):
    user = UserFactory()
    sign_in(client, user)
    answer = client.post(reverse("accounts:certificate-name"), {"name": "Ada Lovelace"})
    assert (answer.status_code, answer["Location"]) == (303, reverse("accounts:profile"))
    user.refresh_from_db()
    assert user.certificate_name == "Ada Lovelace"
    assert user.certificate_name_confirmed_at is not None


def test_certificate_name_refuses_the_user_name(client):
    user = UserFactory(username="ada")
    sign_in(client, user)
    answer = client.post(reverse("accounts:certificate-name"), {"name": "Ada"})
    assert answer.status_code == 422
    assert "keinen Benutzernamen" in answer.content.decode()


def test_who_has_neither_address_nor_sheet_is_told_so(client):
    user = UserFactory(username="ada", email="")
    sign_in(client, user)
    warning = "weder E-Mail-Adresse noch Notfallblatt"
    assert warning in client.get(reverse("accounts:profile")).content.decode()
    new_recovery_sheet(user=user, at=timezone.now())
    assert warning not in client.get(reverse("accounts:profile")).content.decode()


def test_recovery_sheet_shows_the_codes_once(client):
    user = UserFactory(username="ada", email="")
    sign_in(client, user)
    assert "kein gültiges Blatt" in client.get(reverse("accounts:recovery-sheet")).content.decode()
    answer = client.post(reverse("accounts:recovery-sheet"))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    (first, *_rest) = answer.context["codes"]
    assert first in answer.content.decode()
    assert first not in client.get(reverse("accounts:recovery-sheet")).content.decode()
    other = Client()
    values = {"username": "ada", "code": first, "password": NEW}
    answer = other.post(reverse("accounts:recover"), values)
    assert (answer.status_code, answer["Location"]) == (303, reverse("account_login"))
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_recover_says_the_same_for_every_mistake(client):
    new_recovery_sheet(user=UserFactory(username="ada"), at=timezone.now())
    errors = []
    for username in ("ada", "nobody"):
        values = {"username": username, "code": "bcdf-bcdf-bcdf-bcdf", "password": NEW}
        answer = client.post(reverse("accounts:recover"), values)
        assert answer.status_code == 422
        errors.append(answer.context["form"].errors)
    assert errors[0] == errors[1]


def test_recover_with_a_weak_password_keeps_the_code(client):
    code = new_recovery_sheet(user=UserFactory(username="ada"), at=timezone.now())[0]
    values = {"username": "ada", "code": code, "password": "kurz"}
    assert client.post(reverse("accounts:recover"), values).status_code == 422
    assert not RecoveryCode.objects.exclude(used_at=None).exists()


def test_recover_stops_guessing(client):
    code = new_recovery_sheet(user=UserFactory(username="ada"), at=timezone.now())[0]
    for _number in range(10):
        values = {"username": "ada", "code": "bcdf-bcdf-bcdf-bcdf", "password": NEW}
        client.post(reverse("accounts:recover"), values)
    answer = client.post(
        reverse("accounts:recover"), {"username": "Ada ", "code": code, "password": NEW}
    )
    assert "warten Sie" in str(answer.context["form"].non_field_errors())


def test_invitation_sets_the_first_password(client):
    invite_person(
        email="amt@example.org", display_name="Amt", invited_by="Stadt", at=timezone.now()
    )
    link = link_in(mails_to("amt@example.org")[0])
    page = client.get(link)
    assert page["Referrer-Policy"] == "strict-origin"
    assert 'value="Amt"' in page.content.decode()
    assert client.post(link, {"display_name": "A", "password": "kurz"}).status_code == 422
    answer = client.post(link, {"display_name": "A", "password": NEW})
    assert (answer.status_code, answer["Location"]) == (303, reverse("account_login"))
    assert client.get(link).status_code == 404
    answer = client.post(reverse("account_login"), {"login": "amt@example.org", "password": NEW})
    assert answer["Location"] == reverse("courses:learning")


def test_wagtails_log_in_is_the_one_door(client):
    door = reverse("account_login")
    UserFactory(username="ada")
    for answer in (
        client.get("/admin/login/", {"next": "/admin/pages/"}),
        client.post("/admin/login/", {"username": "ada", "password": PASSWORD}),
    ):
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, door)
    assert "_auth_user_id" not in client.session
    sign_in(client, StaffFactory())
    answer = client.get("/admin/login/", {"next": "/admin/pages/"})
    assert answer["Location"] == f"{door}?next=%2Fadmin%2Fpages%2F"
    assert client.get(answer["Location"])["Location"] == "/admin/pages/"


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/django-admin/", "/de/konto/login/"])
def test_other_doors_are_closed(client, path):
    assert client.get(path).status_code in {302, 404}
    assert client.post(path).status_code in {302, 404}
