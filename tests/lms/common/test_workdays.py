"""Known holidays of Brandenburg, and days counted across them."""

from datetime import date

import pytest

from lms.common.workdays import add_working_days, easter, holidays, is_working_day


@pytest.mark.parametrize(
    "day", [date(2000, 4, 23), date(2024, 3, 31), date(2026, 4, 5), date(2038, 4, 25)]
)
def test_easter_is_where_the_calendar_has_it(day):
    assert easter(day.year) == day


def test_the_holidays_of_2026():
    assert sorted(f"{day:%d.%m.}" for day in holidays(2026)) == sorted(
        ["01.01.", "03.04.", "05.04.", "06.04.", "01.05.", "14.05.", "24.05.", "25.05.",
         "03.10.", "31.10.", "25.12.", "26.12."]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "is_free"),
    [(date(2026, 11, 27), False), (date(2026, 11, 28), True), (date(2025, 10, 31), True),
     (date(2025, 11, 1), True), (date(2025, 11, 19), False), (date(2026, 5, 14), True)],
)  # fmt: skip
def test_weekends_and_holidays_are_free(day, is_free):
    assert is_working_day(day) is not is_free


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [(date(2026, 11, 23), 5, date(2026, 11, 30)), (date(2026, 11, 28), 1, date(2026, 11, 30)),
     (date(2026, 4, 1), 5, date(2026, 4, 10)), (date(2026, 12, 23), 5, date(2026, 12, 31)),
     (date(2026, 12, 30), 2, date(2027, 1, 4)), (date(2026, 1, 5), 0, date(2026, 1, 5))],
)  # fmt: skip
def test_working_days_are_counted_across_them(day, count, then):
    assert add_working_days(day, count) == then
