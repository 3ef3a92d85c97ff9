"""The network view over HTTP: its drawing says what its table says."""

import csv
import re
from collections import Counter
from io import StringIO

import pytest

from network.actions.picture import draw_network
from network.enums import CooperationState, PartnerKind
from network.models import NetworkPicture
from network.queries import graph as graph_queries
from tests.factories.accounts import UserFactory
from tests.support import admin
from tests.support.chain import NOW, cooperation, match, partner, staff
from tests.support.queries import expect_statements
from tests.support.steering import page, three_houses

pytestmark = pytest.mark.django_db
GRAPH = "/de/netzwerk/netzwerk/"


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
    assert client.get(GRAPH).status_code == 302
    client.force_login(UserFactory())
    assert client.get(GRAPH).status_code == 404
    assert "</main>" in page(klara, GRAPH)


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


def test_the_file_names_everybody_and_with_whom(office, houses):
    cooperation(*houses[:2])
    response = office.get(f"{GRAPH}netzwerk.csv")
    assert "netzwerk.csv" in response["Content-Disposition"]
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    found = {row[0]: (row[2], row[5]) for row in rows[1:]}
    assert found == {
        "Grundschule": ("1", "Hochschule"),
        "Hochschule": ("1", "Grundschule"),
        "Institut": ("0", ""),
    }


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(office, number):
    for place in range(number):
        pair = [partner(f"{place}{x}", "primary", district="sandow") for x in "ab"]
        cooperation(*pair, next_step_due=NOW.date())
        match(pair[0], partner(f"{place}c", "adult"))
    with expect_statements(12):
        html = page(office, GRAPH)
    assert [place for place in range(number) if f">{place}a<" not in html] == []
