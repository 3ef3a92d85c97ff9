"""Shapes on the earth: distances, and GeoJSON (RFC 7946) as paths of an SVG picture."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any

EARTH = 6371.0  # kilometres
Point = tuple[float, float]  # latitude, longitude in degrees (WGS 84)


def distance_km(one: Point, other: Point) -> float:
    """Kilometres over the ground between two points (haversine formula, a round earth)."""
    (lat_a, lon_a), (lat_b, lon_b) = [(radians(lat), radians(lon)) for lat, lon in (one, other)]
    north = sin((lat_b - lat_a) / 2) ** 2
    east = cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH * asin(sqrt(north + east))


@dataclass(frozen=True)
class Frame:
    """A window on the map and its width in pixels; plain, but true to shape around its middle."""

    south: float
    west: float
    north: float
    east: float
    width: float = 800.0

    @classmethod
    def around(cls, points: list[Point], margin: float = 0.01) -> "Frame":
        """The smallest window that shows all points, with a margin in degrees."""
        latitudes, longitudes = [p[0] for p in points], [p[1] for p in points]
        return cls(
            south=min(latitudes) - margin,
            west=min(longitudes) - margin,
            north=max(latitudes) + margin,
            east=max(longitudes) + margin,
        )

    @property
    def scale(self) -> float:
        """Pixels per degree of longitude."""
        return self.width / (self.east - self.west)

    @property
    def height(self) -> float:
        """Pixels from north to south: a degree of longitude is shorter than one of latitude."""
        return (self.north - self.south) * self.scale / cos(radians((self.north + self.south) / 2))

    def place(self, point: Point) -> tuple[float, float]:
        """Where a point stands in the picture: x and y in pixels, from the top left."""
        latitude, longitude = point
        x = (longitude - self.west) * self.scale
        y = (self.north - latitude) / (self.north - self.south) * self.height
        return round(x, 1), round(y, 1)


def rings(geometry: dict[str, Any]) -> list[list[Point]]:
    """The outlines of a Polygon or MultiPolygon as lists of points."""
    shapes = geometry["coordinates"]
    polygons = shapes if geometry["type"] == "MultiPolygon" else [shapes]
    return [[(lat, lon) for lon, lat in ring] for polygon in polygons for ring in polygon]


def path(geometry: dict[str, Any], frame: Frame) -> str:
    """The outlines of a shape as the ``d`` of an SVG path."""
    parts = []
    for ring in rings(geometry):
        corners = [f"{x:g} {y:g}" for x, y in map(frame.place, ring)]
        parts.append(f"M{'L'.join(corners)}Z")
    return "".join(parts)
