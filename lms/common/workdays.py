"""Working days in Brandenburg: Monday to Friday, apart from public holidays.

Source: Feiertagsgesetz Brandenburg (FTG) § 2; Easter by the anonymous Gregorian computus as printed
in Meeus, Astronomical Algorithms (1991), chapter 8.
"""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5
FIXED = ((1, 1), (5, 1), (10, 3), (10, 31), (12, 25), (12, 26))  # month, day
# Days from Easter Sunday: Good Friday, the Sunday, Monday, Ascension, Whit Sunday, Whit Monday.
AROUND_EASTER = (-2, 0, 1, 39, 49, 50)


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """The public holidays of Brandenburg in a year."""
    fixed = {date(year, month, day) for month, day in FIXED}
    return frozenset(fixed | {easter(year) + timedelta(days=days) for days in AROUND_EASTER})


def is_working_day(day: date) -> bool:
    """Tell whether offices work on this day."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The working day that is ``count`` (one or more) working days after a day."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
