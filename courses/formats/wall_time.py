"""Dates by the clock on the wall: 18:00 stays 18:00 when summer time begins or ends."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def shifted(moment: datetime, *, days: int, zone: str) -> datetime:
    """The same time of day so many days later (earlier if negative), in UTC.

    An hour that a clock skips becomes the one after it; of an hour that comes twice, the first.
    """
    place = ZoneInfo(zone)
    wall = moment.astimezone(place).replace(tzinfo=None, fold=0) + timedelta(days=days)
    return wall.replace(tzinfo=place).astimezone(UTC)


def days_between(before: datetime, after: datetime, *, zone: str) -> int:
    """How many days of the calendar lie between two moments."""
    place = ZoneInfo(zone)
    return (after.astimezone(place).date() - before.astimezone(place).date()).days
