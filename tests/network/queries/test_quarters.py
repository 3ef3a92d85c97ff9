"""Quarters of a year."""

from datetime import date

import pytest

from network.queries.quarters import Quarter, around


@pytest.mark.parametrize(
    ("day", "code", "first", "last"),
    [
        (date(2026, 1, 1), "2026-1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 12, 31), "2026-4", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), "2028-1", date(2028, 1, 1), date(2028, 3, 31)),
    ],
)
def test_a_quarter_has_its_days(day, code, first, last):
    quarter = Quarter.of(day)
    assert (quarter.code, quarter.first_day, quarter.last_day) == (code, first, last)
    assert Quarter.parse(code) == quarter


@pytest.mark.parametrize("code", ["", "2026-5", "2026-0", "26-1", "2026-1x", "x2026-1", "1999-1"])
def test_other_codes_name_none(code):
    assert Quarter.parse(code) is None


def test_quarters_follow_each_other():
    assert [one.code for one in around(date(2026, 11, 26))] == [
        "2026-2", "2026-3", "2026-4", "2027-1", "2027-2",
    ]  # fmt: skip
    assert Quarter(2026, 1).later(-1) == Quarter(2025, 4)
