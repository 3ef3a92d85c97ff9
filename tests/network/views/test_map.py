"""The map shows what the list shows."""

import json
import re
from hashlib import sha256

import pytest

from lms.taxonomy.models import District
from network.models import Partner
from tests.factories.network import PartnerFactory, PlaceFactory

pytestmark = pytest.mark.django_db
LIST = "/de/partner/"
LINK = re.compile(r'href="/de/partner/([\w-]+)/"')


@pytest.fixture
def town():
    mitte, sandow = (District.objects.get(code=code) for code in ("mitte", "sandow"))
    for name, place in (("a", mitte), ("b", mitte), ("c", sandow)):
        PlaceFactory(partner=PartnerFactory(slug=name, name=f"Haus {name}"), district=place)
    exact = PartnerFactory(slug="d", name="Haus d")
    PlaceFactory(partner=exact, latitude=51.7, longitude=14.4)
    PlaceFactory(partner=exact, district=sandow)
    PartnerFactory(slug="e", name="Haus e", is_city_wide=True)
    PartnerFactory(slug="f", name="Haus f", is_online_only=True)
    PartnerFactory(slug="g", name="Haus g")


def content(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def fingerprint(html):
    return sha256(json.dumps(sorted(set(LINK.findall(html)))).encode()).hexdigest()


@pytest.mark.parametrize(
    "query", ["", "art=library", "ortsteil=sandow", "um=sandow&km=2", "q=haus"]
)
def test_map_table_and_list_show_the_same_partners(client, town, query):
    prints = {
        fingerprint(content(client, f"{LIST}?{query}&ansicht={view}"))
        for view in ("liste", "tabelle", "karte")
    }
    assert len(prints) == 1


def test_who_has_no_place_stays_on_the_map(client, town):
    html = content(client, f"{LIST}?ansicht=karte")
    assert "Stadtweit (1)" in html
    assert "Ohne Ort oder nur online (2)" in html
    assert set(LINK.findall(html)) == set(Partner.objects.values_list("slug", flat=True))


def test_partners_at_one_point_share_a_marker(client, town):
    html = content(client, f"{LIST}?ansicht=karte")
    titles = re.findall(r'class="map-point" aria-label="([^"]+)"', html)
    assert titles == ["Mitte: 2 Partner", "Sandow: 2 Partner", "Haus d"]
    numbers = re.findall(r'id="ort-(\d+)"', html)
    assert [f'href="#ort-{number}"' in html for number in numbers] == [True] * 3
    assert "© GeoBasis-DE / BKG 2021 (Daten verändert)" in html


def test_only_the_map_loads_the_map(client, town):
    assert "leaflet" in content(client, f"{LIST}?ansicht=karte")
    for view in ("liste", "tabelle"):
        assert "leaflet" not in content(client, f"{LIST}?ansicht={view}")


def test_shapes_are_ours_and_name_every_part_of_the_city(client):
    response = client.get("/de/netzwerk/ortsteile.geojson")
    assert response["Content-Type"] == "application/geo+json"
    assert response["Cache-Control"] == "public, max-age=86400"
    shapes = json.loads(response.content)
    assert "BKG" in shapes["attribution"]
    parts = [f["properties"] for f in shapes["features"] if f["properties"]["kind"] == "part"]
    assert len(parts) == 19
    for part in parts:
        assert District.objects.get(code=part["code"]).title_de == part["name"]


def test_a_radius_keeps_the_near_and_whoever_comes_to_you(client, town):
    html = content(client, f"{LIST}?um=mitte&km=3")
    slugs = re.findall(r'__title"><a href="/de/partner/(\w+)/"', html)
    assert slugs == ["a", "b", "c", "d", "e", "f", "g"]
    assert html.index("Haus d") < html.index("Stadtweit</h3>") < html.index("Haus e")
    assert html.index("Ohne Ort oder nur online</h3>") < html.index("Haus f")
