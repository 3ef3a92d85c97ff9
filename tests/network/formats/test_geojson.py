"""Distances on the earth, and shapes as pictures."""

import pytest

from network.formats.geojson import Frame, distance_km, path, rings

OUTER = [[14.0, 51.0], [14.5, 51.0], [14.5, 51.5], [14.0, 51.0]]
HOLE = [[14.1, 51.1], [14.2, 51.1], [14.2, 51.2], [14.1, 51.1]]
FRAME = Frame(south=51.0, west=14.0, north=52.0, east=15.0, width=100)


def test_distance_and_picture_are_right():
    berlin, cottbus = (52.52, 13.405), (51.7577, 14.3289)
    assert distance_km(berlin, cottbus) == pytest.approx(105.7, abs=0.5)
    frame = Frame(south=51.0, west=14.0, north=52.0, east=15.0, width=100)
    assert frame.place((52.0, 14.0)) == (0.0, 0.0)
    assert frame.place((51.0, 15.0)) == (100.0, pytest.approx(frame.height, abs=0.1))
    assert frame.height == pytest.approx(100 / 0.6225, abs=0.2)


def test_a_window_shows_all_points_with_a_margin():
    frame = Frame.around([(51.7, 14.4), (51.8, 14.2), (51.75, 14.3)], margin=0.1)
    edges = (frame.south, frame.west, frame.north, frame.east)
    assert edges == pytest.approx((51.6, 14.1, 51.9, 14.5))
    x, y = frame.place((51.8, 14.2))
    assert (x, y) == (200.0, pytest.approx(frame.height / 3, abs=0.1))


def test_outlines_turn_longitude_first_into_latitude_first():
    one = {"type": "Polygon", "coordinates": [OUTER, HOLE]}
    many = {"type": "MultiPolygon", "coordinates": [[OUTER], [HOLE]]}
    assert rings(one) == rings(many) == [[(lat, lon) for lon, lat in r] for r in (OUTER, HOLE)]


def test_every_outline_is_a_closed_part_of_the_path():
    drawn = path({"type": "Polygon", "coordinates": [OUTER, HOLE]}, FRAME)
    outer, hole, rest = drawn.split("Z")
    low, middle = f"{FRAME.height:.1f}", f"{FRAME.height / 2:.1f}"
    assert outer == f"M0 {low}L50 {low}L50 {middle}L0 {low}"
    assert hole.startswith("M10 ")
    assert (hole.count("L"), rest) == (3, "")
