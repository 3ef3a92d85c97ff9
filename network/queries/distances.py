"""How far two places lie apart."""

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

EARTH = 6371.0  # mean radius in kilometres


class Point(Protocol):
    """Something with a position, WGS 84 degrees."""

    @property
    def latitude(self) -> float | None:
        """Degrees north; None: unknown."""

    @property
    def longitude(self) -> float | None:
        """Degrees east; None: unknown."""


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance in kilometres (haversine formula); both positions must be known."""
    if one.latitude is None or other.latitude is None:
        message = "a position is unknown"
        raise ValueError(message)
    up, down = radians(one.latitude), radians(other.latitude)
    across = radians((other.longitude or 0) - (one.longitude or 0))
    half = sin((down - up) / 2) ** 2 + cos(up) * cos(down) * sin(across / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
