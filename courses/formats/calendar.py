"""Appointments of courses as iCalendar (RFC 5545), for files and feeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

PRODUCT = "-//Lernkette//Kurse//DE"
REFRESH = timedelta(hours=6)  # how often a program should ask a feed
MARGIN = 366  # days of the zone's rules written before and after what is in the calendar


@dataclass(frozen=True)
class Date:
    """One date to keep. Moments know their zone; texts are plain and hold nothing secret."""

    uid: str  # the same for all versions of the date
    sequence: int  # rises with each version
    starts_at: datetime
    ends_at: datetime | None
    zone: str  # IANA name of where it takes place
    stamp: datetime  # when this version was made
    summary: str
    description: str = ""
    url: str = ""
    location: str = ""
    is_cancelled: bool = False


def calendar(dates: Sequence[Date], *, name: str, is_feed: bool = False) -> bytes:
    """Write dates as one calendar; the same dates give the same bytes."""
    sheet = Calendar()
    sheet.add("prodid", PRODUCT)
    sheet.add("version", "2.0")
    sheet.add("calscale", "GREGORIAN")
    sheet.add("method", "PUBLISH")
    sheet.add("x-wr-calname", name)
    if is_feed:
        sheet.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one in dates:
        sheet.add_component(_event(one))
    if dates:
        first, last = _span(dates)
        sheet.add_missing_timezones(first_date=first, last_date=last)
    text: bytes = sheet.to_ical()
    return text


def _span(dates: Sequence[Date]) -> tuple[date, date]:
    margin = timedelta(days=MARGIN)
    first = min(one.starts_at for one in dates) - margin
    last = max(one.ends_at or one.starts_at for one in dates) + margin
    return first.date(), last.date()


def _event(one: Date) -> Event:
    event, (starts_at, ends_at) = Event(), _written(one)
    facts: dict[str, Any] = {
        "uid": one.uid,
        "sequence": one.sequence,
        "dtstamp": one.stamp.astimezone(UTC),
        "last-modified": one.stamp.astimezone(UTC),
        "dtstart": starts_at,
        "dtend": ends_at,
        "summary": one.summary,
        # Programs that do not show URL show the description.
        "description": "\n\n".join(part for part in (one.description, one.url) if part),
        "url": one.url,
        "location": one.location,
        "status": "CANCELLED" if one.is_cancelled else "CONFIRMED",
    }
    for name, value in facts.items():
        if value not in ("", None):
            event.add(name, value)
    return event


def _written(one: Date) -> tuple[datetime, datetime | None]:
    """Both moments in the zone; in UTC where one is in the second of two equal hours.

    Local times cannot tell the hour after the clocks went back from the one before.
    """
    zone = ZoneInfo(one.zone)
    moments = [moment.astimezone(zone) for moment in (one.starts_at, one.ends_at) if moment]
    if any(moment.fold for moment in moments):
        moments = [moment.astimezone(UTC) for moment in moments]
    return moments[0], moments[1] if one.ends_at else None
