"""Registration by age band: what is asked, what is kept, what a stranger may learn: nothing."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lms.accounts.actions import publish_text
from lms.accounts.models import ConsentEvent, Guardian, User
from lms.records.models import OutboxMessage
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.consent import ANNE, BEN, NEW_TEXT, NOW
from tests.support.mails import mails_to

pytestmark = pytest.mark.django_db
CHILD = {"band": "under_14", "password1": PASSWORD, "guardian_email": ANNE}


def url():
    return reverse("account_signup")


def sign_up(client, **values):
    return client.post(url(), {**CHILD, **values})


def test_first_page_asks_for_one_of_four_bands_and_nothing_is_chosen(client):
    page = client.get(url()).content.decode()
    assert re.findall(r'name="band" value="(\w+)"', page) == [
        "under_14", "14_15", "16_17", "adult",
    ]  # fmt: skip
    assert "checked" not in page
    assert 'method="get"' in page
    assert not re.search(r'type="date"|name="birth', page)


@pytest.mark.parametrize("band", ["", "17", "birthday"])
def test_no_band_is_422_and_stores_nothing(client, band):
    assert client.get(url(), {"band": band}).status_code == 422
    assert client.post(url(), {**CHILD, "band": band}).status_code == 422
    assert not User.objects.exists()


def test_first_page_keeps_where_registration_began(client):
    page = client.get(url(), {"next": "/de/kurse/"}).content.decode()
    assert '<input type="hidden" name="next" value="/de/kurse/">' in page


@pytest.mark.parametrize("band", ["under_14", "14_15"])
def test_child_gets_a_drawn_name_and_waits(client, band):
    assert client.get(url(), {"band": band}).status_code == 200
    answer = sign_up(client, band=band, guardian_email_2=BEN)
    assert (answer.status_code, answer["Location"]) == (303, reverse("accounts:waiting"))
    user = User.objects.get()
    assert (user.age_band, user.email, user.pause_reason) == (band, "", "missing")
    page = client.get(answer["Location"]).content.decode()
    assert user.username in page
    assert ANNE not in page
    assert "a…@example.org" in page
    assert len(mails_to(ANNE)) == len(mails_to(BEN)) == 1


def test_child_may_choose_paper_instead(client):
    assert sign_up(client, guardian_email="", on_paper="on").status_code == 303
    assert Guardian.objects.get().email == ""
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [({"guardian_email": ""}, "guardian_email"), ({"guardian_email": "x"}, "guardian_email"),
     ({"password1": "kurz"}, "password1")],
)  # fmt: skip
def test_child_with_a_mistake_is_422_and_keeps_what_was_typed(client, values, field):
    answer = sign_up(client, guardian_email_2=BEN, **values) if field != "guardian_email" else (
        sign_up(client, **values)
    )  # fmt: skip
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert 'value="under_14"' in answer.content.decode()
    assert not User.objects.exists()


def masked(response):
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)
    body = re.sub(rb'"X-CSRFToken": "\w+"', b"", body)
    body = re.sub(rb"[a-z]+-[a-z]+-\d{4}", b"NAME", body)
    return re.sub(rb'(value|guardian)="[2-9a-z]{10}"|\S+@example\.org', b"X", body)


def test_child_learns_nothing_about_who_has_an_account():
    UserFactory(username="anne", email=ANNE)
    answers, pages = [], []
    for email in (ANNE, BEN):
        browser = Client()
        answer = sign_up(browser, guardian_email=email)
        answers.append((answer.status_code, answer["Location"], set(answer.cookies)))
        pages.append(masked(browser.get(answer["Location"])))
    assert answers[0] == answers[1]
    assert pages[0].replace(b"a\xe2\x80\xa6", b"") == pages[1].replace(b"b\xe2\x80\xa6", b"")
    assert len(mails_to(ANNE)) == len(mails_to(BEN)) == 1


def test_too_many_registrations_from_one_address_are_stopped(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "signup": "2/m/ip"}
    cache.clear()
    assert [sign_up(Client()).status_code for _ in range(3)] == [303, 303, 429]
    assert User.objects.count() == 2


ADULT = {"email": "neu@example.org", "password1": PASSWORD}


def test_16_or_17_consent_with_the_form_and_nothing_is_ticked(client):
    page = client.get(url(), {"band": "16_17"}).content.decode()
    assert "Konto und Lernstand" in page
    assert "checked" not in page
    values = {**ADULT, "band": "16_17", "version": 1}
    assert client.post(url(), values).status_code == 422
    assert not User.objects.exists()
    assert client.post(url(), {**values, "agrees": "on"}).status_code == 303
    user = User.objects.get()
    assert (user.age_band, user.pause_reason) == ("16_17", "")
    event = ConsentEvent.objects.get()
    assert (event.person_key, event.decision, event.version) == (user.key, "given", 1)


def test_text_that_changed_meanwhile_is_shown_anew(client):
    publish_text(purpose="account", texts=NEW_TEXT, actor_key="", at=NOW)
    values = {**ADULT, "band": "16_17", "version": 1, "agrees": "on"}
    answer = client.post(url(), values)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ganz neu." in page
    assert 'name="version" value="2"' in page
    assert "checked" not in page


def test_adults_are_not_asked_for_consent(client):
    page = client.get(url(), {"band": "adult"}).content.decode()
    assert "agrees" not in page
    assert client.post(url(), {**ADULT, "band": "adult"}).status_code == 303
    assert User.objects.get().age_band == "adult"
    assert not ConsentEvent.objects.exists()


def test_who_is_signed_in_goes_on(client):
    client.force_login(UserFactory())
    assert client.get(url()).status_code == 302
    assert client.post(url(), CHILD).status_code == 303
    assert User.objects.count() == 1
