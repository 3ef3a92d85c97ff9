"""How far partners are from the middle of a district."""

from collections.abc import Iterable

from network.formats.geojson import Point, distance_km
from network.queries.entries import Entry


def distances(entries: Iterable[Entry], start: Point | None) -> dict[int, float]:
    """Kilometres to the nearest place of each partner that has one, by primary key."""
    if start is None:
        return {}
    return {
        entry.partner.pk: min(
            distance_km(start, (spot.latitude, spot.longitude)) for spot in entry.spots
        )
        for entry in entries
        if entry.spots
    }


def within(entries: list[Entry], far: dict[int, float], km: int) -> list[Entry]:
    """Keep who is near enough, and whoever comes to you or whose place is unknown.

    Without a place nobody is far away: city-wide and online partners must not get lost.
    """
    if not km or not far:
        return entries
    return [
        entry
        for entry in entries
        if entry.partner.is_city_wide
        or entry.partner.is_online_only
        or far.get(entry.partner.pk, 0.0) <= km
    ]
