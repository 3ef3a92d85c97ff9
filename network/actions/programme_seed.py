"""Fills the directory of funding programmes from the data file beside this app."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from lms.taxonomy.models import ActionField, EducationStage
from network.matching.deadlines import ends
from network.models import FundingCall, FundingProgramme

DAYS = ("ends_on", "last_checked")
LINKS = {"stages": EducationStage, "action_fields": ActionField}
MOMENT = timedelta(microseconds=1)


@transaction.atomic
def load_programmes(entries: list[dict[str, Any]]) -> None:
    """Add the programmes that are missing; what staff edited stays. Safe to run again."""
    known = set(FundingProgramme.objects.values_list("code", flat=True))
    for entry in entries:
        if entry["code"] not in known:
            _add(entry)


def last_moment(day: date, clock: time | None = None) -> datetime:
    """The deadline of a day: the given time in Germany, else the end of that day."""
    if clock is None:
        return ends(day) - MOMENT
    return ends(datetime.combine(day, clock)) - MOMENT


def _add(entry: dict[str, Any]) -> None:
    facts = {name: one for name, one in entry.items() if name not in {*LINKS, "calls", *DAYS}}
    days = {name: _day(entry.get(name)) for name in DAYS}
    programme = FundingProgramme.objects.create(**facts, **days)
    for name, model in LINKS.items():
        rows = model._default_manager.filter(code__in=entry.get(name, []))
        getattr(programme, name).set(rows)
    for call in entry.get("calls", []):
        deadline = _day(call.get("deadline"))
        FundingCall.objects.create(
            programme=programme,
            title=call.get("title", ""),
            opens_on=_day(call.get("opens_on")),
            deadline=last_moment(deadline) if deadline else None,
            is_rolling=call.get("is_rolling", False),
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
