"""How cooperations and houses stand to programmes; deadlines with those who could still apply."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats.calendar import Date
from network.matching.deadlines import days_left, ends
from network.matching.funding import Fit, evaluate
from network.matching.funding_terms import Proposal, State, Vocabulary
from network.models import Cooperation, FundingCall, FundingProgramme
from network.queries.cases import OPEN
from network.queries.funding_terms import CASE_LINKS, of_case, vocabulary
from network.queries.heat import said
from network.queries.viewer import Viewer

SIGNS = {State.MET: "✔", State.NOT_MET: "✖", State.UNCLEAR: "?"}
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Line:
    """One rule in words with its sign; ``state``: met, not_met, unclear."""

    sign: str
    state: str
    text: str


@dataclass(frozen=True)
class ShownFit:
    """How an idea or cooperation stands to a programme, in the active language."""

    state: str
    verdict: str
    lines: list[Line]
    missing: list[str]
    partners_missing: int
    percent: int | None  # of what speaks for it; None: nothing is named


@dataclass(frozen=True)
class FittingCase:
    """A cooperation that does not contradict a programme's rules."""

    key: str
    title: str
    is_fitting: bool  # "passt voraussichtlich"; else something is still unclear


@dataclass(frozen=True)
class FundingDeadline:
    """A deadline to come, with the open cooperations that could still apply."""

    programme: str  # code
    title: str
    call: str  # key
    deadline: datetime
    days_left: int
    cases: tuple[FittingCase, ...]

    @property
    def fitting(self) -> int:
        """How many cooperations probably fit."""
        return sum(case.is_fitting for case in self.cases)


def shown_fit(programme: FundingProgramme, proposal: Proposal, words: Vocabulary) -> ShownFit:
    """Evaluate a programme's rules for people."""
    fit: Fit = evaluate(programme.rules, proposal, words)
    return ShownFit(
        state=fit.state.value,
        verdict=said(fit.verdict),
        lines=[Line(SIGNS[one.state], one.state.value, said(one.sentence)) for one in fit.findings],
        missing=[said(one) for one in fit.missing],
        partners_missing=fit.partners_missing,
        percent=round(100 * fit.soft / fit.soft_total) if fit.soft_total else None,
    )


def open_calls(at: datetime) -> QuerySet[FundingCall]:
    """Calls of shown programmes whose deadline is still to come, the soonest first."""
    calls = FundingCall.objects.filter(deadline__gte=at, programme__is_shown=True)
    return calls.select_related("programme").order_by("deadline", "pk")


def deadlines_within(days: int, at: datetime, viewer: Viewer) -> list[FundingDeadline]:
    """Deadlines of the next ``days`` days with the cooperations that could apply.

    For the agenda of a meeting: ``viewer`` must steer. A cooperation counts where no rule
    contradicts it; without rules nobody can know. Costs a constant number of queries.
    """
    last = at + timedelta(days=days + 1)
    calls = [
        one
        for one in open_calls(at).filter(deadline__lt=last)
        if one.deadline and days_left(one.deadline, at) <= days and not _is_over(one, at)
    ]
    cases = open_cases() if calls else []
    proposals = [(case, of_case(case, viewer)) for case in cases]
    words = vocabulary() if calls else {}
    return [
        FundingDeadline(
            programme=call.programme.code,
            title=call.programme.title,
            call=call.key,
            deadline=call.deadline,
            days_left=days_left(call.deadline, at),
            cases=tuple(_fitting(call.programme, proposals, words)),
        )
        for call in calls
        if call.deadline
    ]


def open_cases() -> list[Cooperation]:
    """Cooperations that are not over, with all that rules ask for. Costs ten queries."""
    rows = Cooperation.objects.filter(state__in=OPEN).select_related("lead_field")
    return list(rows.order_by("title", "pk").prefetch_related(*CASE_LINKS))


def calendar_dates(calls: Iterable[FundingCall]) -> list[Date]:
    """Deadlines as dates for a calendar; public facts only."""
    return [_date(call, call.deadline) for call in calls if call.deadline]


def _date(call: FundingCall, deadline: datetime) -> Date:
    programme = call.programme
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    name = f"{programme.title}, {call.title}" if call.title else programme.title
    return Date(
        uid=f"foerderfrist-{call.key}@{host}",
        sequence=programme.version,
        starts_at=deadline - HOUR,
        ends_at=deadline,
        stamp=programme.changed_at or deadline,
        summary=_("Frist: %(name)s") % {"name": name},
        description=_("Bitte prüfen Sie die Frist bei der Bewilligungsstelle."),
        url=settings.SITE_URL + reverse("network:programme", args=[programme.code]),
    )


def _is_over(call: FundingCall, at: datetime) -> bool:
    last = call.programme.ends_on
    return last is not None and at >= ends(last)


def _fitting(
    programme: FundingProgramme,
    proposals: list[tuple[Cooperation, Proposal]],
    words: Vocabulary,
) -> Iterable[FittingCase]:
    if not programme.has_rules:
        return
    for case, proposal in proposals:
        state = evaluate(programme.rules, proposal, words).state
        if state is not State.NOT_MET:
            yield FittingCase(case.key, case.title, state is State.MET)
