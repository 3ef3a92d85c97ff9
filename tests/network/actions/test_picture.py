"""The drawing of the network is laid out anew where the network changed."""

from datetime import timedelta

import pytest

from network.actions.picture import draw_network
from network.enums import CooperationState, PartnerKind
from network.models import NetworkPicture
from network.queries import graph
from network.queries.graph import HEIGHT, WIDTH
from tests.support.chain import NOW, cooperation, partner

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=15)


@pytest.fixture
def houses():
    found = [partner(name, "primary") for name in ("Schule", "Hort", "Museum")]
    cooperation(*found[:2])
    return found


def test_everybody_gets_a_place_of_their_own_on_the_drawing(houses):
    assert draw_network(at=NOW)
    made = NetworkPicture.objects.get()
    assert made.made_at == NOW
    assert set(made.places) == {house.key for house in houses}
    assert len({tuple(spot) for spot in made.places.values()}) == len(houses)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in made.places.values())


def test_nothing_is_drawn_while_nothing_changed(houses):
    draw_network(at=NOW)
    cooperation(*houses[1:], state=CooperationState.REQUESTED)  # no tie yet
    assert not draw_network(at=LATER)
    assert NetworkPicture.objects.get().made_at == NOW


def test_a_new_tie_takes_the_place_of_the_old_drawing(houses):
    draw_network(at=NOW)
    before = NetworkPicture.objects.get()
    cooperation(*houses[1:])
    assert draw_network(at=LATER)
    after = NetworkPicture.objects.get()  # the only one
    assert after.made_at == LATER
    assert after.checksum != before.checksum
    assert after.places != before.places


def test_many_are_placed_by_kind(houses, monkeypatch):
    monkeypatch.setattr(graph, "MOST", 3)
    cooperation(partner("Kita", "early", kind=PartnerKind.DAY_NURSERY), houses[0])
    draw_network(at=NOW)
    assert set(NetworkPicture.objects.get().places) == {"day_nursery", "library"}


def test_an_empty_network_has_an_empty_drawing():
    assert draw_network(at=NOW)
    assert NetworkPicture.objects.get().places == {}
    assert not draw_network(at=LATER)
