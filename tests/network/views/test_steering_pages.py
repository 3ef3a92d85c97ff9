"""Heat map, planner, network view and start page over HTTP, for those who steer."""

import re
from collections import Counter

import pytest
from django.urls import reverse

from network.actions.picture import draw_network
from network.actions.plan import keep_plan, solve_plan
from network.enums import CooperationState, PartnerKind, PlanState, Solving
from network.matching.cells import BY_CODE
from network.models import Coordinator, NetworkPicture, Plan
from network.queries import graph as graph_queries
from network.queries.plan import Parameters
from tests.factories.accounts import UserFactory
from tests.support import admin
from tests.support.chain import NEXT, NOW, cooperation, key_of, match, partner, staff
from tests.support.queries import statements

pytestmark = pytest.mark.django_db
GAPS, PLAN, GRAPH, START = (
    "/de/netzwerk/luecken/",
    "/de/netzwerk/plan/",
    "/de/netzwerk/netzwerk/",
    "/de/netzwerk/",
)
CELL = "primary-higher/energy/1"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def houses():
    school = partner("Grundschule", "primary", capacity=1)
    others = [partner(name, "higher") for name in ("Hochschule", "Institut")]
    for other, probability in zip(others, (0.4, 0.8), strict=True):
        match(school, other, probability)
    return school, *others


@pytest.fixture
def office(houses):
    return admin.signed_in(staff())


@pytest.fixture
def klara(houses):
    return admin.signed_in(admin.coordinator("energy", name="klara"))


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("address", [GAPS, PLAN, GRAPH, START, f"{GAPS}{CELL}/"])
def test_only_who_steers_comes_in(client, address):
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [GAPS, PLAN, GRAPH, START, f"{GAPS}{CELL}/"])
def test_coordinators_see_the_same_pages(klara, address):
    assert "</main>" in page(klara, address)


def cells_of_table(html):
    pattern = r'heat__cell--(\w+)">\s*<a href="/de/netzwerk/luecken/([^?]+)/\?[^"]*">(\d+) <strong>(.*?)</strong>.*?(\d+) %'
    return {
        code: (kind, int(percent))
        for kind, code, _n, _word, percent in re.findall(pattern, html, re.DOTALL)
    }


def cells_of_drawing(html):
    pattern = r'data-cell="([^"]+)" data-kind="(\w+)" data-percent="(\d+)"'
    return {code: (kind, int(percent)) for code, kind, percent in re.findall(pattern, html)}


def test_table_and_drawing_say_the_same(office, houses):
    cooperation(*houses[:2])
    html = page(office, GAPS)
    assert cells_of_table(html)[CELL] == ("good", 80)  # a cooperation and two offers
    assert len(cells_of_table(html)) == 147
    assert cells_of_drawing(html) == cells_of_table(html)
    assert "<caption" in html
    assert html.count('scope="col"') == 8
    assert html.count('scope="row"') == 21


def test_filters_stand_in_the_address(office):
    html = page(office, f"{GAPS}?bereich=2&ortsteil=sandow&quartal=2027-1")
    assert "primary-higher/energy/2/?bereich=2&amp;ortsteil=sandow&amp;quartal=2027-1" in html
    assert '<option value="2027-1" selected>' in html
    assert page(office, f"{GAPS}?bereich=9&ortsteil=nirgends&quartal=x")


def test_before_and_after_the_plan(office, houses):
    assert "Stand nach dem Plan" not in page(office, f"{GAPS}?quartal=2027-1")
    keep_plan(quarter=NEXT, wanted=Parameters(), actor=staff("cora"), at=NOW)
    before = cells_of_table(page(office, f"{GAPS}?quartal=2027-1"))
    html = page(office, f"{GAPS}?quartal=2027-1&stand=nachher")
    assert "Heutigen Stand zeigen" in html
    after = cells_of_table(html)
    assert before[CELL][1] + 80 == after[CELL][1]
    assert cells_of_drawing(html) == after


def test_file_has_every_cell(office, houses):
    response = office.get(f"{GAPS}luecken.csv?ortsteil=sandow")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 736
    assert "attachment" in response["Content-Disposition"]


def test_a_cell_leads_to_who_could_close_it(office, houses):
    html = page(office, f"{GAPS}{CELL}/")
    html = html[html.index('id="closers"') :]
    assert html.index("Institut") < html.index("Hochschule")
    assert "Passung hoch" in html
    assert "(80 %)" in html
    assert page(office, f"{GAPS}{CELL}9/", 404)
    assert "noch keinen Vorschlag" in page(office, f"{GAPS}early-adult/health/5/")


def test_controls_change_what_is_shown_and_store_nothing(office, houses):
    html = page(office, f"{PLAN}?k=1&zusagen=0&fairness=0")
    assert "Institut" in html
    assert "1 Kooperation schließt voraussichtlich 1 Lücke." in html
    assert "Noch nichts zu planen" in page(office, f"{PLAN}?k=0&zusagen=0&fairness=0")
    assert not Plan.objects.exists()
    wrong = page(office, f"{PLAN}?k=-4&zusagen=x&fairness=0")
    assert "Bitte prüfen Sie Ihre Angaben" in wrong
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


def table_of_graph(html):
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    rows = re.findall(
        r'<th scope="row"><a href="/de/partner/([^/]+)/">.*?</th>(.*?)</tr>', body, re.DOTALL
    )
    return {slug: set(re.findall(r'href="/de/partner/([^/]+)/"', cells)) for slug, cells in rows}


def drawing_of_graph(html):
    dots = re.findall(r'<a href="/de/partner/([^/]+)/"[^>]*>\s*<circle[^>]*data-key="(\w+)"', html)
    slug = {key: name for name, key in dots}
    found = {name: set() for name in slug.values()}
    for one, other in re.findall(r'data-first="(\w+)" data-second="(\w+)"', html):
        found[slug[one]].add(slug[other])
        found[slug[other]].add(slug[one])
    return found


def test_network_drawing_equals_its_table(office, houses):
    cooperation(*houses)
    cooperation(partner("Kita", "early"), houses[0], state=CooperationState.REQUESTED)
    before = page(office, GRAPH)
    assert drawing_of_graph(before) == table_of_graph(before)
    assert draw_network(at=NOW)
    assert not draw_network(at=NOW)  # nothing changed
    after = page(office, GRAPH)
    assert drawing_of_graph(after) == table_of_graph(after)
    assert "Wer ist noch allein?" in after
    assert "noch kein Vorschlag" in after  # Kita
    assert len(table_of_graph(after)[houses[0].slug]) == 2
    assert NetworkPicture.objects.count() == 1


def test_drawing_can_be_enlarged_without_script(office):
    html = page(office, f"{GRAPH}?zoom=225")
    assert 'width="2250"' in html
    assert "?zoom=350#picture" in html
    assert "?zoom=150#picture" in html


def test_many_partners_are_drawn_by_kind(office, houses, monkeypatch):
    monkeypatch.setattr(graph_queries, "MOST", 3)
    kita = partner("Kita", "early", kind=PartnerKind.DAY_NURSERY)
    cooperation(kita, houses[0])
    cooperation(houses[0], houses[1])
    draw_network(at=NOW)
    html = page(office, GRAPH)
    dots = dict(re.findall(r'data-key="(\w+)" data-number="(\d+)"', html))
    assert dots == {"day_nursery": "1", "library": "3"}
    lines = Counter(re.findall(r'data-first="(\w+)" data-second="(\w+)" data-number="(\d+)"', html))
    assert set(lines) == {("day_nursery", "library", "1"), ("library", "library", "1")}


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


STATEMENTS = {GAPS: 26, f"{GAPS}{CELL}/": 37, PLAN: 38, GRAPH: 10, START: 14}


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(office, number):
    for place in range(number):
        pair = [partner(f"{place}{x}", "primary", district="sandow") for x in "ab"]
        cooperation(*pair, next_step_due=NOW.date())
        match(pair[0], partner(f"{place}c", "adult"))
    keep_plan(quarter=NEXT, wanted=Parameters(), actor=staff("cora"), at=NOW)
    asked = {address: statements(lambda a=address: page(office, a)) for address in STATEMENTS}
    assert asked == STATEMENTS


def test_every_cell_has_a_page(office):
    assert reverse("network:coverage-cell", args=[next(iter(BY_CODE))]).endswith("/health/1/")
