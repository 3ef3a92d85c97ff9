"""Consent forms entered at a partner."""

import re

import pytest

from lms.accounts.actions import print_form, publish_text, use_code
from lms.accounts.enums import Purpose
from lms.accounts.models import ConsentEvent
from network.enums import Role
from network.views.paper import MOST_TRIES
from tests.factories.accounts import UserFactory
from tests.factories.network import PartnerFactory
from tests.support.consent import NEW_TEXT, NOW, child
from tests.support.own import keeper, staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("network.views.paper.timezone.now", lambda: NOW)


def url(partner):
    return f"/de/netzwerk/meine-einrichtung/{partner.key}/papier/"


def number_of(user):
    return print_form(guardian=user.guardians.get(), at=NOW)[1]


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMIN])
def test_lead_and_admin_enter_a_form_and_hand_a_code_over(client, role):
    partner, user = keeper(role)
    kid = child(emails=())
    client.force_login(user)
    assert client.get(url(partner)).status_code == 200
    page = client.post(url(partner), {"number": number_of(kid)}).content.decode()
    kid.refresh_from_db()
    assert kid.pause_reason == ""
    code = re.search(r">(\w{4}-\w{4}-\w{4}-\w{4})<", page)[1]
    assert use_code(code=code, at=NOW).child == kid
    assert kid.username not in page


def test_wrong_number_is_422_and_stays_in_the_field(client):
    partner, user = keeper(Role.LEAD)
    client.force_login(user)
    answer = client.post(url(partner), {"number": "bcdf-bcdf-bcdf-bc"})
    assert answer.status_code == 422
    assert 'value="bcdf-bcdf-bcdf-bc"' in answer.content.decode()
    assert not ConsentEvent.objects.exists()


def test_a_form_of_an_older_text_is_422_and_says_what_to_do(client):
    partner, user = keeper(Role.LEAD)
    number = number_of(child(emails=()))
    publish_text(purpose=Purpose.ACCOUNT, texts=NEW_TEXT, actor_key="a", at=NOW)
    client.force_login(user)
    answer = client.post(url(partner), {"number": number})
    assert answer.status_code == 422
    assert "Bitte drucken Sie ein neues Formular." in answer.content.decode()
    assert not ConsentEvent.objects.exists()


def test_guessing_is_stopped(client):
    partner, user = keeper(Role.LEAD)
    number = number_of(child(emails=()))
    client.force_login(user)
    for _ in range(MOST_TRIES):
        client.post(url(partner), {"number": "x"})
    answer = client.post(url(partner), {"number": number})
    assert answer.status_code == 422
    assert "Zu viele Versuche" in answer.content.decode()
    assert not ConsentEvent.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("author", 403), ("reviewer", 403), ("stranger", 404), ("learner", 404), ("staff", 200)],
)
def test_others_may_not(client, who, status):
    partner = PartnerFactory()
    people = {
        "author": lambda: keeper(Role.AUTHOR), "reviewer": lambda: keeper(Role.REVIEWER),
        "stranger": lambda: (partner, keeper(Role.ADMIN)[1]),
        "learner": lambda: (partner, UserFactory()), "staff": lambda: (partner, staff()),
    }  # fmt: skip
    house, user = people[who]()
    client.force_login(user)
    assert client.get(url(house)).status_code == status
