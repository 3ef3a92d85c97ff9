"""Dates as iCalendar, read again by two libraries that know nothing of us."""

from dataclasses import replace
from datetime import UTC, datetime

import icalendar
import pytest
import vobject

from network.formats.calendar import ZONE, Date, calendar, invitation

DATE = Date(
    uid="abc@example.org",
    sequence=3,
    starts_at=datetime(2027, 3, 26, 13, 0, tzinfo=UTC),
    ends_at=datetime(2027, 3, 26, 15, 0, tzinfo=UTC),
    stamp=datetime(2026, 11, 26, 9, 0, tzinfo=UTC),
    summary="Treffen; mit Komma, Chóśebuz und einem sehr langen Titel, der umbrochen werden muss",
    description="Quartalstreffen",
    url="https://example.org/de/netzwerk/treffen/abc/",
    location="Rathaus, Saal 1",
)


def by_icalendar(data):
    sheet = icalendar.Calendar.from_ical(data)
    (event,) = sheet.walk("VEVENT")
    return {
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "start": event.decoded("DTSTART"),
        "end": event.decoded("DTEND"),
        "summary": str(event["SUMMARY"]),
        "description": str(event["DESCRIPTION"]),
        "url": str(event["URL"]),
        "location": str(event["LOCATION"]),
        "status": str(event["STATUS"]),
        "method": str(sheet["METHOD"]),
        "alarms": len(event.walk("VALARM")),
    }


def by_vobject(data):
    sheet = vobject.readOne(data.decode())
    event = sheet.vevent
    return {
        "uid": event.uid.value,
        "sequence": int(event.sequence.value),
        "start": event.dtstart.value,
        "end": event.dtend.value,
        "summary": event.summary.value,
        "description": event.description.value,
        "url": event.url.value,
        "location": event.location.value,
        "status": event.status.value,
        "method": sheet.method.value,
        "alarms": len(event.contents.get("valarm", [])),
    }


@pytest.mark.parametrize("read", [by_icalendar, by_vobject])
def test_both_readers_find_what_was_written(read):
    found = read(calendar([DATE], name="Lernkette"))
    assert found == {
        "uid": DATE.uid,
        "sequence": 3,
        "start": DATE.starts_at,
        "end": DATE.ends_at,
        "summary": DATE.summary,
        "description": f"Quartalstreffen\n\n{DATE.url}",
        "url": DATE.url,
        "location": DATE.location,
        "status": "CONFIRMED",
        "method": "PUBLISH",
        "alarms": 1,
    }


@pytest.mark.parametrize("read", [by_icalendar, by_vobject])
def test_a_cancellation_keeps_the_uid_and_rings_no_bell(read):
    gone = replace(DATE, sequence=4, is_cancelled=True)
    found = read(invitation(gone, organiser="netz@example.org", recipient="kita@example.org"))
    assert (found["uid"], found["sequence"]) == (DATE.uid, 4)
    assert (found["status"], found["method"], found["alarms"]) == ("CANCELLED", "CANCEL", 0)


@pytest.mark.parametrize("read", [by_icalendar, by_vobject])
@pytest.mark.parametrize(("day", "offset"), [(26, 1), (28, 2), (29, 2)])
def test_the_zone_of_the_file_itself_turns_the_clock(read, day, offset):
    """Summer time begins on 28 March 2027; nine o'clock stays nine o'clock."""
    local = datetime(2027, 3, day, 9, 0, tzinfo=ZONE)
    found = read(
        calendar([replace(DATE, starts_at=local, ends_at=local.replace(hour=11))], name="x")
    )
    assert found["start"].replace(tzinfo=None) == datetime(2027, 3, day, 9, 0)  # noqa: DTZ001
    assert found["start"].utcoffset().total_seconds() == offset * 3600


def test_the_zone_written_is_the_zone_meant():
    """Each hour around both turns of eleven years, by the file's own rules."""
    sheet = icalendar.Calendar.from_ical(calendar([DATE], name="x"))
    zone = sheet.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    for year in range(2026, 2037):
        for month in (1, 3, 4, 7, 10, 11):
            for day in (1, 24, 28, 31):
                if (month, day) in {(4, 31), (11, 31)}:
                    continue
                moment = datetime(year, month, day, 12, 0)  # noqa: DTZ001
                assert zone.utcoffset(moment) == ZONE.utcoffset(moment), moment


def test_an_invitation_names_both_mailboxes():
    data = invitation(DATE, organiser="netz@example.org", recipient="kita@example.org")
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(event["ORGANIZER"]) == "mailto:netz@example.org"
    assert str(event["ATTENDEE"]) == "mailto:kita@example.org"


def test_the_same_date_is_written_the_same():
    assert calendar([DATE], name="x") == calendar([DATE], name="x")


def test_lines_are_short_and_end_as_the_standard_asks():
    data = calendar([DATE], name="x")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
