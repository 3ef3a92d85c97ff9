"""Organisations of a file: provisional, with stages and a point, until somebody keeps them."""

import pytest

from network.actions.importing.partners import free_slug, store_partners
from network.enums import PartnerState
from network.models import Partner, Place
from tests.factories.network import NOW, PartnerFactory
from tests.support.exchange import FILE, document, network_of

pytestmark = pytest.mark.django_db


def store(content=FILE):
    return store_partners(network_of(content).partners, NOW)


def test_names_for_addresses_are_free_short_and_without_umlauts():
    taken = {"bibliothek"}
    assert free_slug("Bibliothek", taken) == "bibliothek-2"
    assert free_slug("Bibliothek", taken) == "bibliothek-3"
    assert free_slug("Öl & Größe", taken) == "oel-groesse"
    assert free_slug("!!!", taken) == "partner"
    assert len(free_slug("x" * 150, taken)) <= 60


def test_new_ones_are_provisional_with_their_stages_and_point():
    by_key, counts = store()
    assert counts == (3, 0, 0)
    kita = by_key["p0"]
    assert kita.state == PartnerState.PROVISIONAL
    assert list(kita.stages.values_list("code", flat=True)) == ["early"]
    assert list(kita.places.values_list("latitude", "longitude")) == [(51.7, 14.3)]
    assert not by_key["p2"].places.exists()


def test_a_point_moves_and_goes_with_the_file():
    store()
    changed = document()
    changed["partners"][0].update(latitude=51.8, longitude=14.4)
    changed["partners"][1].update(latitude=None, longitude=None, stages=[])
    by_key, _counts = store(changed)
    assert Place.objects.get().latitude == 51.8
    assert Place.objects.get().partner == by_key["p0"]
    assert not by_key["p1"].stages.exists()


def test_a_claimed_house_keeps_its_stages_and_point():
    store()
    Partner.objects.filter(import_key="p0").update(state=PartnerState.PUBLISHED)
    changed = document()
    changed["partners"][0].update(latitude=None, longitude=None, stages=[])
    by_key, counts = store(changed)
    assert counts == (0, 0, 1)
    assert by_key["p0"].stages.exists()
    assert by_key["p0"].places.exists()


def test_an_own_house_is_known_by_its_address():
    own = PartnerFactory(slug="p2")
    by_key, counts = store()
    assert by_key["p2"] == own
    assert counts == (2, 0, 1)
