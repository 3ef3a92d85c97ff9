"""The heat map over HTTP: table and drawing, filters, the file, and one cell."""

import re

import pytest
from django.urls import reverse

from network.actions.plan import keep_plan
from network.matching.cells import BY_CODE
from network.queries.plan import Parameters
from tests.factories.accounts import UserFactory
from tests.support import admin
from tests.support.chain import NEXT, NOW, cooperation, match, partner, staff
from tests.support.queries import expect_statements
from tests.support.steering import page, three_houses

pytestmark = pytest.mark.django_db
GAPS = "/de/netzwerk/luecken/"
CELL = "primary-higher/energy/1"


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


@pytest.mark.parametrize("address", [GAPS, f"{GAPS}luecken.csv", f"{GAPS}{CELL}/"])
def test_only_who_steers_comes_in(client, klara, address):
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    assert page(klara, address)


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


def test_the_share_is_seen_and_a_waiting_suggestion_is_marked(office):
    html = page(office, GAPS)
    (link,) = re.findall(rf'<a href="{GAPS}{CELL}/.*?</a>', html)
    assert '<small class="heat__percent">20 %' in link
    assert "</span>Vorschlag<span" in link
    assert html.count("</span>Vorschlag<span") == 1


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
    assert "(80\u00a0%)" in html
    assert page(office, f"{GAPS}{CELL}9/", 404)
    assert "noch keinen Vorschlag" in page(office, f"{GAPS}early-adult/health/5/")


def test_every_cell_has_a_page(office):
    assert reverse("network:coverage-cell", args=[next(iter(BY_CODE))]).endswith("/health/1/")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(office, number):
    for place in range(number):
        pair = [partner(f"{place}{x}", "primary", district="sandow") for x in "ab"]
        cooperation(*pair, next_step_due=NOW.date())
        match(pair[0], partner(f"{place}c", "higher"))
    keep_plan(quarter=NEXT, wanted=Parameters(), actor=staff("cora"), at=NOW)
    with expect_statements(31):
        page(office, GAPS)
    with expect_statements(40):
        html = page(office, f"{GAPS}{CELL}/")
    assert [place for place in range(number) if f"{place}c" not in html] == []
