"""The start page of who steers: what waits, what is overdue, what comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from network.queries.start_entries import (
    MOST,
    Entry,
    cases,
    decisions,
    office,
    plans,
    suggestions,
    tasks,
)
from network.queries.viewer import Viewer

# Each part of the network adds what waits in it: a function of who looks and the day.
Provider = Callable[[Viewer, date], list[Entry]]
PROVIDERS: tuple[Provider, ...] = (cases, plans, decisions, tasks, suggestions, office)


@dataclass(frozen=True)
class Start:
    """What the page shows."""

    overdue: list[Entry]
    waiting: list[Entry]


def start(viewer: Viewer, on: date) -> Start:
    """Ask every provider; each costs a constant number of queries."""
    entries = [entry for provider in PROVIDERS for entry in provider(viewer, on)]
    overdue = sorted((one for one in entries if one.is_overdue), key=lambda one: one.due or on)
    waiting = [one for one in entries if not one.is_overdue]
    waiting.sort(key=lambda one: (one.due is None, one.due or on))
    return Start(overdue[:MOST], waiting[:MOST])
