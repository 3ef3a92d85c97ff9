from datetime import UTC, datetime

import pytest

from courses.formats.wall_time import days_between, shifted

BERLIN = "Europe/Berlin"


def in_utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "days", "after"),
    [
        # 18:00 stays 18:00 when the clocks go forward on 28 March 2027 …
        ("2027-03-24T17:00", 7, "2027-03-31T16:00"),
        ("2027-03-31T16:00", -7, "2027-03-24T17:00"),
        # … and back on 31 October
        ("2027-10-27T16:00", 7, "2027-11-03T17:00"),
        # 02:30 does not exist on 28 March: it becomes 03:30
        ("2027-03-21T01:30", 7, "2027-03-28T01:30"),
        # of 02:30 on 31 October there are two: the first
        ("2027-10-24T00:30", 7, "2027-10-31T00:30"),
    ],
)
def test_the_clock_on_the_wall_decides(moment, days, after):
    found = shifted(in_utc(moment), days=days, zone=BERLIN)
    assert found == in_utc(after)


def test_days_are_those_of_the_calendar_there():
    late = datetime(2027, 3, 27, 22, 30, tzinfo=UTC)  # 23:30 on the 27th
    early = datetime(2027, 3, 28, 22, 30, tzinfo=UTC)  # 00:30 on the 29th
    assert days_between(late, early, zone=BERLIN) == 2
    assert days_between(late, early, zone="UTC") == 1
