"""Deadlines as clocks in Germany show them, on every kind of day."""

# Deadlines are typed without a zone: that is what is tested.
# ruff: noqa: DTZ001

from datetime import UTC, date, datetime, timedelta

import pytest

from network.matching.deadlines import (
    ZONE,
    Call,
    Stage,
    begins,
    days_left,
    ends,
    is_stale,
    next_deadline,
    stage,
)

SECOND = timedelta(seconds=1)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "first", "too_late"),
    [
        (date(2026, 1, 15), utc(2026, 1, 14, 23), utc(2026, 1, 15, 23)),  # winter
        (date(2026, 7, 15), utc(2026, 7, 14, 22), utc(2026, 7, 15, 22)),  # summer
        (date(2026, 3, 29), utc(2026, 3, 28, 23), utc(2026, 3, 29, 22)),  # 23 hours
        (date(2026, 10, 25), utc(2026, 10, 24, 22), utc(2026, 10, 25, 23)),  # 25 hours
    ],
)
def test_a_day_lasts_from_midnight_to_midnight_in_berlin(day, first, too_late):
    assert begins(day).astimezone(UTC) == first
    assert ends(day).astimezone(UTC) == too_late
    call = [Call(opens=day, deadline=day)]
    assert stage(call, first - SECOND) is Stage.ANNOUNCED
    assert stage(call, first) is Stage.OPEN
    assert stage(call, too_late - SECOND) is Stage.OPEN
    assert stage(call, too_late) is Stage.CLOSED


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        (datetime(2026, 1, 15, 12), utc(2026, 1, 15, 11)),
        (datetime(2026, 7, 15, 12), utc(2026, 7, 15, 10)),
        (datetime(2026, 10, 25, 2, 30), utc(2026, 10, 25, 0, 30)),  # the first of two
        (datetime(2026, 3, 29, 2, 30), utc(2026, 3, 29, 1, 30)),  # no clock shows it
        (utc(2026, 7, 15, 12), utc(2026, 7, 15, 12)),
    ],
)
def test_a_time_of_day_is_met_to_the_second(clock, moment):
    call = [Call(deadline=clock)]
    assert stage(call, moment) is Stage.OPEN
    assert stage(call, moment + SECOND) is Stage.CLOSED


AT = datetime(2026, 5, 10, 12, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("calls", "ended", "found"),
    [
        ([], None, Stage.UNCLEAR),
        ([Call()], None, Stage.UNCLEAR),
        ([Call(opens=date(2026, 1, 1))], None, Stage.UNCLEAR),
        ([Call(rolling=True)], None, Stage.OPEN),
        ([Call(rolling=True)], date(2026, 5, 10), Stage.OPEN),
        ([Call(rolling=True)], date(2026, 5, 9), Stage.EXPIRED),
        ([Call(rolling=True, deadline=date(2026, 5, 9))], None, Stage.CLOSED),
        ([Call(rolling=True, opens=date(2026, 5, 11))], None, Stage.ANNOUNCED),
        ([Call(deadline=date(2026, 5, 10))], None, Stage.OPEN),
        ([Call(deadline=date(2026, 5, 9))], None, Stage.CLOSED),
        ([Call(deadline=date(2026, 5, 9)), Call(opens=date(2026, 9, 1))], None, Stage.ANNOUNCED),
        ([Call(opens=date(2026, 9, 1)), Call(deadline=date(2026, 6, 1))], None, Stage.OPEN),
        ([Call(deadline=date(2026, 5, 9)), Call()], None, Stage.CLOSED),
    ],
)
def test_stages(calls, ended, found):
    assert stage(calls, AT, ended) is found


def test_the_soonest_deadline_of_what_is_open_comes_first():
    late, soon, past = (Call(deadline=date(2026, month, 1)) for month in (8, 6, 4))
    announced = Call(opens=date(2026, 5, 11), deadline=date(2026, 5, 20))
    assert next_deadline([late, announced, soon, past], AT) == date(2026, 6, 1)
    assert next_deadline([announced, past], AT) == date(2026, 5, 20)
    assert next_deadline([past, Call(rolling=True)], AT) is None


def test_days_are_counted_in_the_calendar_of_berlin():
    deadline = date(2026, 3, 30)
    assert days_left(deadline, utc(2026, 3, 28, 22, 59)) == 2
    assert days_left(deadline, utc(2026, 3, 28, 23, 0)) == 1  # already the 29th in Berlin
    assert days_left(deadline, utc(2026, 3, 30, 21, 59)) == 0
    assert days_left(deadline, utc(2026, 3, 30, 22, 0)) == -1
    assert days_left(datetime(2026, 3, 30, 12), utc(2026, 3, 28, 12)) == 2
    assert days_left(utc(2026, 7, 1, 22, 30), utc(2026, 7, 1, 12)) == 1  # 00:30 on the 2nd


def test_what_nobody_checked_for_ninety_days_is_stale():
    assert is_stale(None, AT)
    assert not is_stale(date(2026, 2, 9), AT)
    assert is_stale(date(2026, 2, 8), AT)
