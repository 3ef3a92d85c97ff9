"""What the page of enrolling shows: which runs there are, and how one comes into the chosen one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from courses.actions.seat.exceptions import nobody_decides
from courses.enums import Entrance, RunKind, RunState
from courses.forms.enrolment import SeatForm
from courses.models import CourseRun, CourseText
from courses.queries.admission import Gaps, gaps
from courses.queries.course import open_runs
from courses.queries.deciders import is_decided
from courses.queries.seat import runs_with_team
from courses.rules import OfferedRun, offered_runs, suggested_run, years_of
from courses.views.access import language
from lms.accounts.models import User


@dataclass(frozen=True)
class EnrolPage:
    """``chosen`` is None while one still has to choose; then there is no form."""

    text: CourseText
    user: User
    runs: list[OfferedRun]
    chosen: OfferedRun | None
    has_team: bool
    form: SeatForm | None = None

    @cached_property
    def gaps(self) -> Gaps:
        """What is missing for the course; asked only by who shows the page."""
        if self.chosen is None:
            return Gaps()
        return gaps(self.user, self.text.course, years=years_of(self.user), language=language())

    @cached_property
    def is_read(self) -> bool:
        """A team reads along, under numbers, where one learns at any time.

        Asked only by who shows the page.
        """
        shown = [self.chosen] if self.chosen else self.runs
        return not self.has_team and bool(runs_with_team(one.run for one in shown))

    @cached_property
    def can_ask_exception(self) -> bool:
        """The team of a run with dates, or who ``deciders`` names, can make an exception.

        Asked only where something is missing.
        """
        if self.chosen is None:
            return False
        return self.has_team or is_decided(self.chosen.run, user=self.user)

    @property
    def lacks_decider(self) -> bool:
        """Only an exception would help, and where one learns at any time nobody makes one."""
        if self.chosen is None or not is_possible(self.chosen) or not self.gaps:
            return False
        return self.chosen.run.kind == RunKind.SELF_PACED and not self.can_ask_exception

    @property
    def no_decider(self) -> str:
        """Says so, and what helps; "" where somebody decides or nothing is asked for."""
        return nobody_decides(self.chosen.run) if self.chosen and self.lacks_decider else ""

    @property
    def is_direct(self) -> bool:
        """Choosing a run is all there is to do, whichever one chooses."""
        is_seen = self.has_team or self.is_read
        return not is_seen and all(one.is_direct or not is_possible(one) for one in self.runs)

    @property
    def act(self) -> str:
        """What the button does: enrol, ask, wait, exception; "" where nothing can be done."""
        if self.chosen is None or not is_possible(self.chosen):
            return ""
        if self.gaps:
            return "exception" if self.can_ask_exception else ""
        if self.chosen.run.entrance == Entrance.APPROVAL:
            return "ask"
        return "enrol" if self.chosen.can_choose else "wait"

    @property
    def suggested(self) -> CourseRun | None:
        """The run that is picked beforehand."""
        return suggested_run(self.runs)


def is_possible(offered: OfferedRun) -> bool:
    """One may choose the run, to enrol, to ask or to wait."""
    if offered.run.booking_url or offered.run.entrance == Entrance.CLOSED:
        return False
    return offered.state == RunState.OPEN and (offered.can_choose or offered.can_wait)


def enrol_page(
    *,
    text: CourseText,
    user: User,
    key: str,
    data: Any,
    at: datetime,
    typed: Mapping[str, str] | None = None,
) -> EnrolPage:
    """Read the page; two queries, one more for teams of dated runs, some for what is missing."""
    runs = offered_runs(open_runs(text.course, at=at), at)
    chosen = _chosen(runs, key)
    dated = [one.run for one in ([chosen] if chosen else runs) if one.run.kind == RunKind.DATED]
    has_team = bool(dated) and bool(runs_with_team(dated))
    page = EnrolPage(text, user, runs, chosen, has_team)
    if chosen is None:
        return page
    is_exception = bool(page.gaps) if data is None else data.get("act") == "exception"
    form = SeatForm(
        data, run=chosen.run, user=user, has_team=has_team, exception=is_exception, typed=typed
    )
    return replace(page, form=form)


def _chosen(runs: list[OfferedRun], key: str) -> OfferedRun | None:
    """The run with this key; without a key the only one there is."""
    if not key and len(runs) == 1:
        return runs[0]
    return next((one for one in runs if one.run.key == key), None)
