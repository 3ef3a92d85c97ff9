"""Addresses of partners."""

import pytest

from lms.taxonomy.models import District
from network.actions.partner import PartnerFactsError
from network.actions.place import add_place, change_place, place_stamp, remove_place
from network.actions.profile import StaleEditError
from network.models import Place
from network.signals import partner_changed
from tests.factories.network import NOW, PartnerFactory

pytestmark = pytest.mark.django_db


def test_add_place_stores_the_address():
    partner = PartnerFactory()
    district = District.objects.get(code="sandow")
    add_place(
        partner=partner,
        name=" Haupthaus ",
        street="Uferweg 1",
        postal_code="03042",
        district=district,
        accessibility="Rampe am Hof, WC im Erdgeschoss",
        at=NOW,
    )
    place = partner.places.get()
    assert (place.name, place.street, place.postal_code, place.city) == (
        "Haupthaus",
        "Uferweg 1",
        "03042",
        "Cottbus/Chóśebuz",
    )
    assert place.district == district
    assert place.accessibility == "Rampe am Hof, WC im Erdgeschoss"


@pytest.mark.parametrize("changes", [{"name": " "}, {"name": "Haus", "postal_code": "0" * 11}])
def test_add_place_refuses_what_does_not_fit(changes):
    with pytest.raises(PartnerFactsError):
        add_place(partner=PartnerFactory(), at=NOW, **changes)
    assert not Place.objects.exists()


def test_a_place_is_changed_and_its_partner_told():
    partner = PartnerFactory()
    place = add_place(partner=partner, name="Alt", at=NOW)
    told = []
    partner_changed.connect(lambda **kwargs: told.append(kwargs["partner"]), weak=False)
    change_place(place=place, name="  Neu  ", street="Am Markt 1", at=NOW)
    place.refresh_from_db()
    assert (place.name, place.street, told) == ("Neu", "Am Markt 1", [partner])


def test_who_comes_second_writes_nothing():
    place = add_place(partner=PartnerFactory(), name="Alt", at=NOW)
    seen = place_stamp(place)
    change_place(place=place, name="Neu", seen=seen, at=NOW)
    with pytest.raises(StaleEditError):
        change_place(place=place, name="Anders", seen=seen, at=NOW)
    assert Place.objects.get().name == "Neu"


def test_a_change_that_does_not_fit_is_refused():
    place = add_place(partner=PartnerFactory(), name="Alt", at=NOW)
    with pytest.raises(PartnerFactsError):
        change_place(place=place, name="", at=NOW)
    place.refresh_from_db()
    assert place.name == "Alt"


def test_a_place_is_removed():
    partner = PartnerFactory()
    remove_place(place=add_place(partner=partner, name="Alt", at=NOW), at=NOW)
    assert not partner.places.exists()
