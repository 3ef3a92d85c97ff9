"""The orders of the directory."""

from datetime import timedelta

import pytest

from lms.taxonomy.models import District
from network.enums import PartnerKind
from network.queries.distance import distances
from network.queries.index import index_for
from network.queries.ordering import ordered
from network.queries.viewer import NOBODY
from tests.factories.network import NOW, PartnerFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    sandow, mitte = (District.objects.get(code=code) for code in ("sandow", "mitte"))
    near = PartnerFactory(name="A", kind=PartnerKind.MUSEUM, confirmed_at=NOW)
    far = PartnerFactory(name="B", confirmed_at=NOW - timedelta(days=9))
    PlaceFactory(partner=near, district=mitte)
    PlaceFactory(partner=far, district=sandow)
    PartnerFactory(name="C")
    PartnerFactory(name="D", is_city_wide=True, confirmed_at=NOW + timedelta(days=1))
    return mitte.latitude, mitte.longitude


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", "ABCD"),
        ("-name", "DCBA"),
        ("art", "BCDA"),  # Bibliothek before Museum
        ("-art", "ABCD"),
        ("ortsteil", "ABCD"),
        ("-ortsteil", "BACD"),  # who has none stays last
        ("bestaetigt", "DABC"),  # the newest first
        ("-bestaetigt", "BADC"),
        ("entfernung", "ABDC"),  # then the whole city, then nowhere
        ("-entfernung", "BADC"),
    ],
)
def test_every_order_and_its_reverse(town, sort, names):
    index = index_for(NOBODY, NOW.date())
    far = distances(index.entries, town)
    rows = ordered(index.entries, sort, far, index.labels)
    assert "".join(entry.partner.name for entry in rows) == names


def test_ordering_leaves_what_is_remembered_as_it_was(town):
    index = index_for(NOBODY, NOW.date())
    before = list(index.entries)
    for sort in ("-name", "bestaetigt"):
        ordered(index.entries, sort, {}, index.labels)
    assert index.entries == before
