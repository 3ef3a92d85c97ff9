"""How far two places lie apart."""

import pytest

from network.models import Place
from network.queries.distances import distance_km


def test_one_degree_of_latitude_is_111_kilometres():
    one, other = Place(latitude=51.0, longitude=14.3), Place(latitude=52.0, longitude=14.3)
    assert distance_km(one, other) == pytest.approx(111.19, abs=0.01)
    assert distance_km(one, one) == 0


def test_an_unknown_position_is_an_error():
    with pytest.raises(ValueError, match="unknown"):
        distance_km(Place(), Place(latitude=51.0, longitude=14.3))
