"""Partners gathered by place."""

import re

import pytest

from lms.taxonomy.models import District
from network.enums import PartnerState
from network.queries.distance import distances
from network.queries.index import index_for
from network.queries.map import map_of, shapes
from network.queries.viewer import NOBODY
from tests.factories.network import NOW, PartnerFactory, PlaceFactory

pytestmark = pytest.mark.django_db
POINT = {"latitude": 51.7, "longitude": 14.4}


def drawn(start=None):
    index = index_for(NOBODY, NOW.date())
    return map_of(index.entries, distances(index.entries, start), index.labels)


def names(partners):
    return [partner.name for partner in partners]


def test_a_partner_stands_at_each_of_its_places_but_once_at_each():
    both = PartnerFactory(name="Haus A")
    PlaceFactory(partner=both, **POINT)
    PlaceFactory(partner=both, latitude=51.700001, longitude=14.4)  # the next door
    PlaceFactory(partner=both, district=District.objects.get(code="sandow"))
    PlaceFactory(partner=PartnerFactory(name="Haus B"), **POINT)
    shown = {point.at: names(point.partners) for point in drawn().points}
    assert shown == {("51.7", "14.4"): ["Haus A", "Haus B"], ("51.756", "14.356"): ["Haus A"]}


def test_points_are_numbered_and_named_so_that_they_differ():
    sandow = District.objects.get(code="sandow")
    for name in ("A", "B"):
        PlaceFactory(partner=PartnerFactory(name=name), district=sandow)
    for name in ("C", "D"):
        PlaceFactory(partner=PartnerFactory(name=name), **POINT)
    PlaceFactory(partner=PartnerFactory(name="E"), latitude=51.8, longitude=14.3)
    titles = [(point.number, point.title) for point in drawn().points]
    assert titles == [(1, "Sandow: 2 Partner"), (2, "2 Partner"), (3, "E")]


def test_who_has_no_place_or_hides_it_stands_in_a_group():
    PartnerFactory(name="Stadt", is_city_wide=True)
    PartnerFactory(name="Netz", is_online_only=True)
    hidden = PartnerFactory(name="Verborgen", field_visibility={"places": "network"})
    PlaceFactory(partner=hidden, **POINT)
    found = drawn()
    groups = [(group.title, names(group.partners)) for group in found.groups]
    assert found.points == []
    assert groups == [("Stadtweit", ["Stadt"]), ("Ohne Ort oder nur online", ["Netz", "Verborgen"])]
    assert len(found.keys) == 3


def test_a_partner_on_the_map_tells_kind_distance_and_state():
    made = PartnerFactory(slug="haus", state=PartnerState.PROVISIONAL)
    PlaceFactory(partner=made, **POINT)
    ((partner,),) = (point.partners for point in drawn((51.7, 14.4)).points)
    assert (partner.key, partner.url) == (made.key, "/de/partner/haus/")
    assert partner.facts == "Bibliothek · 0,0 km · vorläufig"


def test_the_picture_shows_the_city_and_whoever_lies_outside():
    inside = drawn()
    PlaceFactory(partner=PartnerFactory(), latitude=52.5, longitude=13.4)
    outside = drawn()
    (point,) = outside.points
    x, y = map(float, point.xy)
    assert 0 < x < float(outside.width)
    assert 0 < y < float(outside.height)
    assert [name for name, _kind, _path in inside.shapes] == [
        shape["properties"]["name"] for shape in shapes()["features"]
    ]
    sandow, small = ({n: p for n, _k, p in made.shapes}["Sandow"] for made in (inside, outside))
    assert re.match(r"^M[\d.-]+ [\d.-]+L", sandow)
    assert sandow != small
