from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from lms.accounts import mails
from lms.accounts.enums import MailKind
from lms.accounts.preferences import kinds_of, switch_off_path
from lms.records.bouncing import is_closed, note_bounce
from lms.records.models import MailState, OutboxMessage
from lms.records.tasks import send_outbox
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PAGE = "/de/konto/e-mails/"


@pytest.fixture
def user(client):
    user = UserFactory(username="ada")
    client.force_login(user)
    return user


def test_the_page_shows_and_stores_which_mails_come(client, user):
    html = client.get(PAGE).content.decode()
    assert html.count("checked") == len(MailKind) - 1  # the digest needs a yes
    assert "lassen sich nicht abschalten" in html
    assert "Diese E-Mail kommt nur, wenn Sie zustimmen." in html
    answer = client.post(PAGE, {"kinds": ["answer", "tasks"]})
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert {kind for kind, is_on in kinds_of(user).items() if is_on} == {"answer", "tasks"}
    assert client.get(PAGE).content.decode().count("checked") == 2


def test_an_unknown_kind_is_refused_at_the_field(client, user):
    answer = client.post(PAGE, {"kinds": ["answer", "account"]})
    assert answer.status_code == 422
    assert kinds_of(user)[MailKind.TASKS] is True


def test_strangers_are_led_to_the_log_in():
    answer = Client().get(PAGE)
    assert answer.status_code == 302
    assert "/konto/anmelden/" in answer["Location"]


def test_the_switch_asks_first_and_works_without_log_in_or_cookie():
    user, browser = UserFactory(), Client(enforce_csrf_checks=True)
    address = switch_off_path(user, MailKind.REMINDER)
    page = browser.get(address)
    assert page["Referrer-Policy"] == "strict-origin"
    assert "Möchten Sie sie abschalten?" in page.content.decode()
    assert kinds_of(user)[MailKind.REMINDER] is True  # looking changes nothing
    answer = browser.post(address)
    assert (answer.status_code, answer["Location"]) == (303, address)
    assert "kommen nicht mehr" in browser.get(address).content.decode()
    assert [kind for kind, is_on in kinds_of(user).items() if not is_on] == ["reminder", "digest"]


def test_one_click_of_a_mail_program_is_enough():
    user = UserFactory()
    answer = Client(enforce_csrf_checks=True).post(
        switch_off_path(user, MailKind.TASKS), {"List-Unsubscribe": "One-Click"}
    )
    assert answer.status_code == 200
    assert kinds_of(user)[MailKind.TASKS] is False


@pytest.mark.parametrize("token", ["x", "abc:def", "WyJ4Il0:030Eqtm6NBnd8fY39hBqlK8LvGX1q"])
def test_a_switch_nobody_made_is_absent(token):
    address = reverse("accounts:mails-off", args=[token])
    assert Client().get(address).status_code == 404
    assert Client().post(address).status_code == 404


def test_what_waits_is_not_sent_any_more_once_it_is_switched_off():
    user = UserFactory()
    for kind in (MailKind.REMINDER, MailKind.ANSWER):
        mails.send(
            "account/email/password_changed", recipient=user.email, context={}, language="de",
            person=user, kind=kind, at=AT,
        )  # fmt: skip
    Client().post(OutboxMessage.objects.get(topic="reminder").unsubscribe_url)
    send_outbox()
    states = dict(OutboxMessage.objects.values_list("topic", "state"))
    assert states == {"reminder": MailState.DROPPED, "answer": MailState.SENT}
    assert len(mail.outbox) == 1


def test_whose_mails_come_back_is_told_at_sign_in_and_can_say_that_the_address_is_right(client):
    user = UserFactory(username="ada")
    for _ in range(2):
        note_bounce(user.email, at=AT)
    signed_in = client.post(
        reverse("account_login"), {"login": "ada", "password": PASSWORD}, follow=True
    )
    assert "E-Mails an Ihre Adresse kommen zurück." in signed_in.content.decode()
    assert "Die Adresse stimmt" in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}adresse-stimmt/").status_code == 405
    assert client.post(f"{PAGE}adresse-stimmt/").status_code == 303
    assert is_closed(user.email) is False
    assert "Die Adresse stimmt" not in client.get(PAGE).content.decode()
