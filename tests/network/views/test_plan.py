"""The planner over HTTP: controls, the stored plan, wishes, the lock and quotas."""

import pytest

from network.actions.plan import keep_plan, solve_plan
from network.enums import PartnerState, PlanState, Solving
from network.models import Coordinator, Partner, Plan
from network.queries.plan import Parameters
from tests.factories.accounts import UserFactory
from tests.support import admin
from tests.support.chain import NEXT, NOW, cooperation, key_of, match, partner, staff
from tests.support.queries import expect_statements
from tests.support.steering import page, three_houses

pytestmark = pytest.mark.django_db
PLAN = "/de/netzwerk/plan/"


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
    assert client.get(PLAN).status_code == 302
    client.force_login(UserFactory())
    assert client.get(PLAN).status_code == 404
    assert "</main>" in page(klara, PLAN)


def test_controls_change_what_is_shown_and_store_nothing(office, houses):
    html = page(office, f"{PLAN}?k=1&zusagen=0&fairness=0")
    assert "Institut" in html
    assert "1 Kooperation schließt voraussichtlich 1 Lücke." in html
    assert "Noch nichts zu planen" in page(office, f"{PLAN}?k=0&zusagen=0&fairness=0")
    assert not Plan.objects.exists()
    wrong = page(office, f"{PLAN}?k=-4&zusagen=x&fairness=0")
    assert "Bitte die Angaben prüfen" in wrong
    assert 'value="-4"' in wrong


def test_a_plan_is_kept_and_solved_in_the_background(
    office, houses, django_capture_on_commit_callbacks, monkeypatch
):
    asked = []
    monkeypatch.setattr("network.views.plan.solve_plan.delay", asked.append)
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(
            f"{PLAN}speichern/", {"quartal": "2027-1", "k": 3, "zusagen": "2.5", "fairness": 0}
        )
    assert answer.status_code == 303
    assert answer["Location"] == f"{PLAN}?quartal=2027-1&k=3&zusagen=2.5&fairness=0"
    plan = Plan.objects.get()
    assert asked == [plan.key]
    assert plan.parameters["safety"] == 2.5
    address = f"{PLAN}stand/?quartal=2027-1"
    assert 'hx-trigger="every 2s"' in page(office, address)
    assert "Stand neu laden" in page(office, PLAN)
    solve_plan(key=plan.key, at=NOW)
    part = office.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert "mehr als" in part
    assert "hx-trigger" not in part
    assert "<html" not in part


def test_wishes_and_lock(office, houses):
    pair = key_of(houses[0], houses[1])
    for kind, field in (("pin", "pins"), ("veto", "vetoes")):
        form = {"quartal": "2027-1", "paar": pair, "wunsch": kind}
        assert office.post(f"{PLAN}wunsch/", form).status_code == 303
        assert getattr(Plan.objects.get(), field) == [pair]
    assert "Ausgeschlossen" in page(office, PLAN)
    assert office.post(f"{PLAN}wunsch/", {"paar": "x", "wunsch": "pin"}).status_code == 422
    assert office.post(f"{PLAN}festschreiben/", {"quartal": "2027-1"}).status_code == 409
    office.post(f"{PLAN}speichern/", {"quartal": "2027-1", "k": 3, "zusagen": 1, "fairness": 0})
    Plan.objects.update(solving=Solving.DONE)
    assert office.post(f"{PLAN}festschreiben/", {"quartal": "2027-1"}).status_code == 303
    assert Plan.objects.get().state == PlanState.LOCKED
    refused = office.post(
        f"{PLAN}speichern/", {"quartal": "2027-1", "k": 17, "zusagen": 1, "fairness": 0}
    )
    assert refused.status_code == 409
    assert 'value="17"' in refused.content.decode()
    assert "Plan festschreiben" not in page(office, PLAN)


def test_who_must_be_invited_first_is_said(office, houses):
    Partner.objects.filter(pk=houses[2].pk).update(state=PartnerState.PROVISIONAL)
    words = "Institut ist vorläufig: zuerst einladen"
    assert words in page(office, PLAN)
    assert words in page(office, "/de/netzwerk/luecken/primary-higher/energy/1/")
    assert words in page(office, "/de/netzwerk/passung/")
    assert "Grundschule ist vorläufig" not in page(office, PLAN)


def test_wishes_that_cannot_be_met_can_be_taken_back(office, houses):
    for other in houses[1:]:  # the school may work once
        form = {"quartal": "2027-1", "paar": key_of(houses[0], other), "wunsch": "pin"}
        office.post(f"{PLAN}wunsch/", form)
    html = page(office, PLAN)
    assert "Festgelegt, aber nicht im Plan" in html
    assert html.count('value="free"') == 2


def test_coordinators_look_and_set_their_own_quota(klara, houses):
    html = page(klara, PLAN)
    assert "Als Entwurf speichern" not in html
    assert "Festlegen" not in html
    for address in ("speichern", "wunsch", "festschreiben"):
        assert klara.post(f"{PLAN}{address}/").status_code == 403
    assert (
        klara.post(
            f"{PLAN}kontingent/", {"quartal": "2027-1", "feld": "energy", "zahl": 2}
        ).status_code
        == 303
    )
    assert Coordinator.objects.get().quarterly_quota == 2
    assert klara.post(f"{PLAN}kontingent/", {"feld": "health", "zahl": 2}).status_code == 403
    assert klara.post(f"{PLAN}kontingent/", {"feld": "energy", "zahl": "viele"}).status_code == 422


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(office, number):
    for place in range(number):
        pair = [partner(f"{place}{x}", "primary", district="sandow") for x in "ab"]
        cooperation(*pair, next_step_due=NOW.date())
        match(pair[0], partner(f"{place}c", "adult"))
    keep_plan(quarter=NEXT, wanted=Parameters(), actor=staff("cora"), at=NOW)
    with expect_statements(40):
        html = page(office, PLAN)
    assert [place for place in range(number) if f"{place}c" not in html] == []
