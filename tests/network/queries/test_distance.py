"""Who is near the middle of a district."""

import pytest

from lms.taxonomy.models import District
from network.queries.distance import distances, within
from network.queries.index import index_for
from network.queries.viewer import NOBODY
from tests.factories.network import NOW, PartnerFactory, PlaceFactory

pytestmark = pytest.mark.django_db
START = (51.76, 14.334)


def entries():
    return index_for(NOBODY, NOW.date()).entries


def house(name, *places, **facts):
    made = PartnerFactory(name=name, **facts)
    for latitude, longitude in places:
        PlaceFactory(partner=made, latitude=latitude, longitude=longitude)
    return made


def test_the_nearest_place_of_a_partner_counts():
    near = house("Nah", (52.76, 14.334), (51.86, 14.334))
    here = house("Hier", START)
    house("Nirgends")
    far = distances(entries(), START)
    assert far == {near.pk: pytest.approx(11.12, abs=0.01), here.pk: 0.0}


def test_a_district_stands_for_a_place_without_a_point():
    made = PartnerFactory()
    sandow = District.objects.get(code="sandow")
    PlaceFactory(partner=made, district=sandow)
    assert distances(entries(), (sandow.latitude, sandow.longitude)) == {made.pk: 0.0}


def test_hidden_places_have_no_distance():
    house("Geheim", START, field_visibility={"places": "staff"})
    assert distances(entries(), START) == {}


def test_a_radius_keeps_the_near_and_whoever_comes_or_stands_nowhere():
    house("Fern", (52.76, 14.334))
    house("Fern stadtweit", (52.76, 14.334), is_city_wide=True)
    house("Fern online", (52.76, 14.334), is_online_only=True)
    house("Nah", (51.77, 14.334))
    house("Ohne Ort")
    rows = entries()
    kept = [entry.partner.name for entry in within(rows, distances(rows, START), 5)]
    assert kept == ["Fern online", "Fern stadtweit", "Nah", "Ohne Ort"]


def test_without_a_radius_or_a_start_nobody_is_too_far():
    house("Fern", (52.76, 14.334))
    rows = entries()
    assert within(rows, distances(rows, START), 0) == rows
    assert within(rows, distances(rows, None), 5) == rows
