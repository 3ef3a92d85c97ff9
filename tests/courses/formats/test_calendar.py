"""Our calendars, read by two programs of others."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from courses.formats.calendar import Date, calendar

BERLIN = ZoneInfo("Europe/Berlin")
STAMP = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def at(day, hour, zone=BERLIN):
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(UTC)


def one(day=date(2027, 3, 27), hour=18, **changes):
    starts = at(day, hour)
    values = {
        "uid": f"appointment-{day:%j}@example.org", "sequence": 0, "starts_at": starts,
        "ends_at": starts + timedelta(hours=2), "zone": "Europe/Berlin", "stamp": STAMP,
        "summary": "Sicher im Netz: Passwörter", "description": "Volkshochschule",
        "url": "https://example.org/kurs", "location": "Haus 1, Berliner Str. 5, Raum 3; hinten",
    }  # fmt: skip
    return Date(**{**values, **changes})


def events(data):
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_everything_said_is_read():
    (event,) = events(calendar([one(sequence=4)], name="Termine"))
    assert event["SUMMARY"] == "Sicher im Netz: Passwörter"
    assert event["LOCATION"] == "Haus 1, Berliner Str. 5, Raum 3; hinten"
    assert (event["SEQUENCE"], event["STATUS"]) == (4, "CONFIRMED")
    assert event.decoded("LAST-MODIFIED") == STAMP
    assert "https://example.org/kurs" in event["DESCRIPTION"]


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31)])
@pytest.mark.parametrize("hour", [1, 18])
def test_evenings_around_a_change_of_the_clocks_are_right_for_both_readers(day, hour):
    days = [day - timedelta(days=1), day, day + timedelta(days=1)]
    data = calendar([one(each, hour) for each in days], name="Termine")
    read = [event.decoded("DTSTART") for event in events(data)]
    assert read == [at(each, hour) for each in days]
    assert [moment.astimezone(BERLIN).hour for moment in read] == [hour] * 3
    for each in days:
        sheet = recurring_ical_events.of(icalendar.Calendar.from_ical(data))
        (event,) = sheet.between(at(each, 0), at(each, 23))
        assert event["DTSTART"].dt.astimezone(UTC) == at(each, hour)
        assert event["DTEND"].dt.astimezone(UTC) == at(each, hour) + timedelta(hours=2)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/London"])
def test_the_zone_itself_is_written_with_its_rules(zone):
    data = calendar([one(zone=zone)], name="Termine")
    sheet = icalendar.Calendar.from_ical(data)
    (found,) = sheet.walk("VTIMEZONE")
    assert found["TZID"] == zone
    (event,) = events(data)
    assert event["DTSTART"].params["TZID"] == zone
    # Read by its own rules, not by what this machine knows of the name:
    inside = found.to_tz()
    for noon in (datetime(2027, 3, 28, 12, tzinfo=UTC), datetime(2027, 3, 27, 12, tzinfo=UTC)):
        wall = noon.replace(tzinfo=None)
        assert inside.utcoffset(wall) == ZoneInfo(zone).utcoffset(wall)


def test_a_date_called_off_is_said_to_be():
    (event,) = events(calendar([one(is_cancelled=True, sequence=1)], name="Termine"))
    assert event["STATUS"] == "CANCELLED"


def test_the_same_dates_give_the_same_bytes():
    dates = [one(), one(date(2027, 6, 1))]
    assert calendar(dates, name="A") == calendar(dates, name="A")
    assert calendar(dates, name="A") != calendar([one()], name="A")


def test_a_feed_without_dates_is_still_a_calendar():
    data = calendar([], name="Leer", is_feed=True)
    assert icalendar.Calendar.from_ical(data)["X-WR-CALNAME"] == "Leer"
    assert b"REFRESH-INTERVAL" in data
