"""Dates as iCalendar (RFC 5545, invitations as in RFC 5546), for mails, files and feeds."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
)

ZONE = ZoneInfo("Europe/Berlin")
PRODUCT = "-//Lernkette//Netzwerk//DE"
REMINDER = timedelta(days=-1)  # before the beginning
REFRESH = timedelta(hours=6)  # how often a program should ask a feed
# The European rule of summer time (directive 2000/84/EC); times as the clock shows before it turns.
_TURNS: tuple[
    tuple[type[TimezoneDaylight | TimezoneStandard], str, int, datetime, int, int], ...
] = (
    (TimezoneDaylight, "CEST", 3, datetime(1996, 3, 31, 2), 1, 2),  # noqa: DTZ001
    (TimezoneStandard, "CET", 10, datetime(1996, 10, 27, 3), 2, 1),  # noqa: DTZ001
)


@dataclass(frozen=True)
class Date:
    """One date to keep. All times know their zone; texts are plain and hold nothing secret."""

    uid: str  # the same for all versions of the date
    sequence: int  # rises with each version
    starts_at: datetime
    ends_at: datetime
    stamp: datetime  # when this version was made
    summary: str
    description: str
    url: str
    location: str = ""
    is_cancelled: bool = False


def calendar(dates: list[Date], *, name: str, is_feed: bool = False) -> bytes:
    """Write dates as one calendar to read: a file or a feed."""
    sheet = _sheet("PUBLISH")
    sheet.add("x-wr-calname", name)
    if is_feed:
        sheet.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    return _finish(sheet, [_event(date) for date in dates])


def invitation(date: Date, *, organiser: str, recipient: str) -> bytes:
    """Write a date as a request to come, or as its cancellation; both are mail addresses."""
    event = _event(date)
    event.add("organizer", vCalAddress(f"mailto:{organiser}"))
    guest = vCalAddress(f"mailto:{recipient}")
    guest.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION"})
    event.add("attendee", guest, encode=False)
    return _finish(_sheet(method_of(date)), [event])


def method_of(date: Date) -> str:
    """What an invitation asks the receiving program to do."""
    return "CANCEL" if date.is_cancelled else "REQUEST"


def _sheet(method: str) -> Calendar:
    sheet = Calendar()
    sheet.add("prodid", PRODUCT)
    sheet.add("version", "2.0")
    sheet.add("calscale", "GREGORIAN")
    sheet.add("method", method)
    return sheet


def _finish(sheet: Calendar, events: list[Event]) -> bytes:
    sheet.add_component(_zone())
    for event in events:
        sheet.add_component(event)
    text: bytes = sheet.to_ical()
    return text


def _zone() -> Timezone:
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    for kind, name, month, first, before, after in _TURNS:
        turn = kind()
        turn.add("tzname", name)
        turn.add("dtstart", first)
        turn.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        turn.add("tzoffsetfrom", timedelta(hours=before))
        turn.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(turn)
    return zone


def _event(date: Date) -> Event:
    event = Event()
    facts: dict[str, Any] = {
        "uid": date.uid,
        "sequence": date.sequence,
        "dtstamp": date.stamp.astimezone(UTC),
        "last-modified": date.stamp.astimezone(UTC),
        "dtstart": date.starts_at.astimezone(ZONE),
        "dtend": date.ends_at.astimezone(ZONE),
        "summary": date.summary,
        # Programs that do not show URL show the description.
        "description": "\n\n".join(part for part in (date.description, date.url) if part),
        "url": date.url,
        "location": date.location,
        "status": "CANCELLED" if date.is_cancelled else "CONFIRMED",
    }
    for name, value in facts.items():
        if value not in ("", None):
            event.add(name, value)
    if not date.is_cancelled:
        event.add_component(_reminder(date.summary))
    return event


def _reminder(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", REMINDER)
    alarm.add("description", words)
    return alarm
