"""The start page over HTTP: what is late, what waits, the plan that is due."""

import pytest

from network.actions.plan import keep_plan
from network.queries.plan import Parameters
from tests.factories.accounts import UserFactory
from tests.support import admin
from tests.support.chain import NEXT, NOW, cooperation, match, partner, staff
from tests.support.queries import expect_statements
from tests.support.steering import page, three_houses

pytestmark = pytest.mark.django_db
START = "/de/netzwerk/"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def houses():
    return three_houses()


@pytest.fixture
def office(houses):
    return admin.signed_in(staff())


@pytest.fixture
def klara(houses):
    return admin.signed_in(admin.coordinator("energy", name="klara"))


def test_only_who_steers_comes_in(client, klara):
    assert client.get(START).status_code == 302
    client.force_login(UserFactory())
    assert client.get(START).status_code == 404
    assert "</main>" in page(klara, START)


def test_start_page_tells_what_is_due(office, klara, houses):
    late = {"next_step": "Anrufen", "next_step_due": NOW.date().replace(day=1)}
    cooperation(*houses[:2], **late)
    cooperation(*houses[:2], field="health", next_step="Termin", next_step_due=NOW.date())
    html = page(office, START)
    assert (
        html.index("Überfällig")
        < html.index("Anrufen")
        < html.index("Wartet auf Sie")
        < html.index("Termin")
    )
    assert "Plan für das 1. Quartal 2027" in html
    assert "Anrufen" in page(klara, START)
    assert "Termin" not in page(klara, START)


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(office, number):
    for place in range(number):
        pair = [partner(f"{place}{x}", "primary", district="sandow") for x in "ab"]
        cooperation(*pair, next_step=f"Schritt {place}", next_step_due=NOW.date())
        match(pair[0], partner(f"{place}c", "adult"))
    keep_plan(quarter=NEXT, wanted=Parameters(), actor=staff("cora"), at=NOW)
    with expect_statements(16):
        html = page(office, START)
    assert [place for place in range(number) if f"Schritt {place}" not in html] == []
