"""My consents and my age band."""

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.accounts.consent.queries import has_consent
from lms.accounts.enums import AgeBand, Purpose
from lms.accounts.models import ConsentEvent
from tests.factories.accounts import UserFactory
from tests.support.consent import BEN, NOW, child, decide, learning_child
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


def url():
    return reverse("accounts:consents")


def agree(client, purpose, **values):
    return client.post(
        url(), {"purpose": purpose, "act": "agree", f"{purpose}-version": 1, **values}
    )


@pytest.fixture
def person(client):
    user = UserFactory(age_band=AgeBand.ADULT, age_band_asked_at=NOW)
    client.force_login(user)
    return user


def test_every_purpose_stands_alone_and_nothing_is_ticked(client, person):
    page = client.get(url()).content.decode()
    assert page.count('type="checkbox"') == 2
    assert "checked" not in page
    assert "Neue Kurse per E-Mail" in page
    assert "Name auf der Prüfseite" in page
    assert "Konto und Lernstand" not in page


def test_give_and_withdraw_at_once(client, person):
    assert agree(client, "digest").status_code == 422
    assert not ConsentEvent.objects.exists()
    assert agree(client, "digest", **{"digest-agrees": "on"}).status_code == 303
    assert has_consent(person, Purpose.DIGEST)
    assert not has_consent(person, Purpose.NAME)
    assert client.post(url(), {"purpose": "digest", "act": "withdraw"}).status_code == 303
    assert not has_consent(person, Purpose.DIGEST)
    page = client.get(url()).content.decode()
    assert page.count("<td>Neue Kurse per E-Mail</td>") == 2
    assert "widerrufen" in page


@pytest.mark.parametrize("purpose", ["account", "", "x"])
def test_what_is_not_mine_to_decide_does_not_exist(client, person, purpose):
    assert agree(client, purpose, **{f"{purpose}-agrees": "on"}).status_code == 404
    assert not ConsentEvent.objects.exists()


@pytest.mark.parametrize("act", ["", "x"])
def test_an_unknown_act_is_422(client, person, act):
    assert client.post(url(), {"purpose": "digest", "act": act}).status_code == 422
    assert not ConsentEvent.objects.exists()


def test_withdrawing_the_account_stops_the_next_request(client):
    user = UserFactory(age_band=AgeBand.FROM_16, age_band_asked_at=NOW)
    decide(user)
    client.force_login(user)
    assert client.get("/de/lernen/").status_code == 200
    client.post(url(), {"purpose": "account", "act": "withdraw"})
    assert client.get("/de/lernen/").url == reverse("accounts:waiting")


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_however_long_the_history(client, person, number):
    for _ in range(number):
        agree(client, "digest", **{"digest-agrees": "on"})
    client.get(url())
    with expect_statements(7):  # person, two for each purpose, guardians, history
        page = client.get(url()).content.decode()
    assert page.count("<td>Neue Kurse per E-Mail</td>") == number


def state(client, band, **values):
    return client.post(reverse("accounts:age"), {"band": band, **values})


def test_age_is_kept_and_lowering_must_be_confirmed(client, person):
    assert client.get(reverse("accounts:age")).status_code == 200
    answer = state(client, "16_17")
    assert answer.status_code == 422
    assert "confirms_lower" in answer.context["form"].errors
    assert state(client, "16_17", confirms_lower="on")["Location"] == reverse("accounts:waiting")
    person.refresh_from_db()
    assert (person.age_band, person.pause_reason) == ("16_17", "missing")


def test_age_too_far_up_is_refused(client):
    user = child()
    client.force_login(user)
    answer = state(client, "adult")
    assert answer.status_code == 422
    assert "band" in answer.context["form"].errors
    assert state(client, "14_15").status_code == 303
    user.refresh_from_db()
    assert user.age_band == "14_15"


def test_no_steps_lead_out_of_a_withdrawal(client):
    now = timezone.now()
    user = learning_child(at=now)
    guardian = user.guardians.get()
    decide(user, "withdrawn", guardian=guardian, at=now)
    client.force_login(user)
    for band in ("14_15", "16_17", "adult"):
        answer = state(client, band)
        assert answer.status_code == 422
        assert "band" in answer.context["form"].errors
    user.refresh_from_db()
    guardian.refresh_from_db()
    assert (user.age_band, user.pause_reason, guardian.ended_at) == ("under_14", "withdrawn", None)
    assert client.get("/de/lernen/").url == reverse("accounts:waiting")


def test_who_was_never_asked_has_no_such_page(client):
    client.force_login(UserFactory())
    assert client.get(reverse("accounts:age")).status_code == 404


def test_from_16_on_the_guardians_access_can_be_ended(client):
    user = learning_child(AgeBand.FROM_14)
    guardian = user.guardians.get()
    foreign = child(emails=(BEN,)).guardians.get()
    client.force_login(user)
    end = reverse("accounts:consent-guardian-end", args=[guardian.key])
    assert client.post(end).status_code == 404
    state(client, "16_17")
    assert client.post(
        reverse("accounts:consent-guardian-end", args=[foreign.key])
    ).status_code == 404  # fmt: skip
    assert "Zugang beenden" in client.get(url()).content.decode()
    assert client.post(end).status_code == 303
    guardian.refresh_from_db()
    foreign.refresh_from_db()
    assert guardian.ended_at is not None
    assert foreign.ended_at is None
