"""Calls of a funding programme in time: announced, open, closed, expired; days that are left.

Dates and times without a zone are meant as clocks in Germany show them. A deadline that is a
date lasts to the end of that day, also on the days with 23 or 25 hours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
STALE_AFTER = 90  # days after which somebody must read the programme's page again


class Stage(StrEnum):
    """Where a programme stands."""

    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    EXPIRED = "expired"
    UNCLEAR = "unclear"  # nobody stated dates; never shown as open


@dataclass(frozen=True)
class Call:
    """One call for applications.

    Attributes:
        opens: From when; None: not stated, taken as already begun.
        deadline: Last day or moment.
        rolling: Applications are taken at any time; a deadline still ends it.
    """

    opens: date | datetime | None = None
    deadline: date | datetime | None = None
    rolling: bool = False


def begins(moment: date | datetime) -> datetime:
    """The first moment of a day, or the moment itself, with its zone."""
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
    return datetime.combine(moment, time(), ZONE)


def ends(moment: date | datetime) -> datetime:
    """The first moment that is too late."""
    if isinstance(moment, datetime):
        return begins(moment) + timedelta(microseconds=1)
    return datetime.combine(moment + timedelta(days=1), time(), ZONE)


def stage(calls: Iterable[Call], at: datetime, programme_ends: date | None = None) -> Stage:
    """Where a programme stands at a moment with a zone.

    Args:
        calls: In any order.
        at: The moment.
        programme_ends: Last day of the programme as a whole.
    """
    if programme_ends and at >= ends(programme_ends):
        return Stage.EXPIRED
    found = {_of_call(call, at) for call in calls}
    order = (Stage.OPEN, Stage.ANNOUNCED, Stage.CLOSED)
    return next((one for one in order if one in found), Stage.UNCLEAR)


def _of_call(call: Call, at: datetime) -> Stage:
    if call.deadline and at >= ends(call.deadline):
        return Stage.CLOSED
    if call.opens and at < begins(call.opens):
        return Stage.ANNOUNCED
    return Stage.OPEN if call.deadline or call.rolling else Stage.UNCLEAR


def next_deadline(calls: Iterable[Call], at: datetime) -> date | datetime | None:
    """The soonest deadline of the open calls; else that of the announced ones."""
    known = [
        (_of_call(call, at) is not Stage.OPEN, ends(call.deadline), call.deadline)
        for call in calls
        if call.deadline and _of_call(call, at) in {Stage.OPEN, Stage.ANNOUNCED}
    ]
    return min(known, key=lambda one: one[:2])[2] if known else None


def days_left(deadline: date | datetime, at: datetime) -> int:
    """Days in the calendar until a deadline: 0 on its last day, below 0 when it has passed."""
    last = begins(deadline).astimezone(ZONE).date()
    return (last - at.astimezone(ZONE).date()).days


def is_stale(checked: date | None, at: datetime) -> bool:
    """Whether nobody has checked the programme's page within 90 days."""
    return checked is None or (at.astimezone(ZONE).date() - checked).days > STALE_AFTER
