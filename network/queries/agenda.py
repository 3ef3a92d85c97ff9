"""What belongs on the agenda of a meeting, found in the network; the same facts give the same.

The order is that of ``ItemKind``. Plan, gaps and funding come as typed inputs from whoever knows.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _, ngettext

from network.enums import CooperationState
from network.models import (
    Cooperation,
    CooperationEvent,
    Decision,
    DecisionState,
    ItemKind,
    Meeting,
)
from network.queries.plan import field_quotas
from network.queries.quarters import Quarter

SILENT_AFTER = timedelta(days=14)
RESULTS_SINCE = timedelta(days=92)  # one quarter
DEADLINES_WITHIN = timedelta(days=100)
MOST_GAPS = 5
TITLE = 200  # characters
# Where silence means that somebody waits; running cooperations may be quiet for weeks.
WAITING = (CooperationState.REQUESTED, CooperationState.IN_TALKS, CooperationState.AGREED)
UNDER_WAY = (*WAITING, CooperationState.RUNNING, CooperationState.PAUSED)


@dataclass(frozen=True)
class PlannedPair:
    """A cooperation the plan of the quarter proposes, best first."""

    key: str
    title: str
    field: str  # code of the field whose quota it uses
    text: str = ""


@dataclass(frozen=True)
class Gap:
    """A cell of the chain that nobody serves; ``fields`` are codes."""

    key: str
    title: str
    weight: float
    fields: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Deadline:
    """The closing day of a funding programme and how many cooperations probably fit."""

    key: str
    title: str
    due: date
    fitting: int
    text: str = ""


@dataclass(frozen=True)
class AgendaInputs:
    """What plan, coverage and funding know; empty where nothing is known."""

    plan: tuple[PlannedPair, ...] = ()
    gaps: tuple[Gap, ...] = ()
    deadlines: tuple[Deadline, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """One item the agenda should have; kind, type and key name it."""

    kind: ItemKind
    object_type: str
    object_key: str
    title: str
    text: str = ""
    time_box: int = 5  # minutes

    @property
    def identity(self) -> tuple[str, str, str]:
        """The same for the same subject, whatever is said of it."""
        return (self.kind.value, self.object_type, self.object_key)


def proposals(
    meeting: Meeting, *, at: datetime, inputs: AgendaInputs | None = None
) -> list[Proposal]:
    """Collect all items in their order. Costs four queries, one more where a plan is given."""
    given = inputs or AgendaInputs()
    fields = frozenset(meeting.fields.values_list("code", flat=True))
    found = [
        *_open_decisions(meeting, fields),
        *_silent_cases(fields, at),
        *_plan(given.plan, fields, localdate(meeting.starts_at)),
        *_gaps(given.gaps, fields),
        *_deadlines(given.deadlines, localdate(at)),
        *_results(meeting, fields),
        Proposal(ItemKind.FREE, "", "free", _("Verschiedenes"), time_box=10),
    ]
    return [replace(one, title=one.title[:TITLE]) for one in found]


def open_decisions(meeting: Meeting, fields: frozenset[str]) -> QuerySet[Decision]:
    """Decisions of earlier meetings that nobody has done or carried on yet."""
    rows = Decision.objects.filter(
        state=DecisionState.OPEN, meeting__starts_at__lt=meeting.starts_at
    ).exclude(meeting=meeting)
    if fields:
        own = Q(field__code__in=fields) | Q(field=None, meeting__fields__code__in=fields)
        rows = rows.filter(pk__in=Decision.objects.filter(own).values("pk"))
    return rows.select_related("meeting").order_by("due", "pk")


def _open_decisions(meeting: Meeting, fields: frozenset[str]) -> list[Proposal]:
    return [
        Proposal(
            ItemKind.OPEN_DECISIONS,
            "decision",
            row.key,
            row.text,
            _("%(role)s, fällig am %(due)s. Beschlossen: %(meeting)s.")
            % {"role": row.responsible_role, "due": _day(row.due), "meeting": row.meeting.title},
        )
        for row in open_decisions(meeting, fields)
    ]


def _silent_cases(fields: frozenset[str], at: datetime) -> list[Proposal]:
    newest = CooperationEvent.objects.filter(cooperation=OuterRef("pk")).order_by()
    last = newest.values("cooperation").annotate(last=Max("at")).values("last")
    rows = _of_fields(Cooperation.objects.filter(state__in=UNDER_WAY), fields)
    rows = rows.annotate(last_at=Coalesce(Subquery(last), "created_at"))
    overdue = Q(next_step_due__lt=localdate(at))
    silent = Q(state__in=WAITING, last_at__lt=at - SILENT_AFTER)
    return [
        Proposal(ItemKind.SILENT_CASES, "cooperation", row.key, row.title, _why_silent(row, at))
        for row in rows.filter(overdue | silent).order_by("last_at", "pk")
    ]


def _why_silent(row: Cooperation, at: datetime) -> str:
    if row.next_step_due and row.next_step_due < localdate(at):
        return _("Nächster Schritt war am %(due)s fällig: %(step)s") % {
            "due": _day(row.next_step_due),
            "step": row.next_step or _("nicht benannt"),
        }
    last: datetime = row.last_at  # type: ignore[attr-defined]
    return _("Letzter Eintrag am %(day)s.") % {"day": _day(localdate(last))}


def _plan(pairs: Iterable[PlannedPair], fields: frozenset[str], on: date) -> list[Proposal]:
    """The best of each field, as many as its coordinators can look after."""
    chosen = [pair for pair in pairs if not fields or pair.field in fields]
    if not chosen:
        return []
    quota = field_quotas(Quarter.of(on))
    used: Counter[str] = Counter()
    found = []
    for pair in chosen:
        if used[pair.field] < quota.get(pair.field, 0):
            used[pair.field] += 1
            found.append(Proposal(ItemKind.PLAN, "pair", pair.key, pair.title, pair.text, 10))
    return found


def _gaps(gaps: Iterable[Gap], fields: frozenset[str]) -> list[Proposal]:
    concerned = [gap for gap in gaps if not fields or fields.intersection(gap.fields)]
    heaviest = sorted(concerned, key=lambda gap: (-gap.weight, gap.key))[:MOST_GAPS]
    return [Proposal(ItemKind.GAPS, "gap", gap.key, gap.title, gap.text, 10) for gap in heaviest]


def _deadlines(deadlines: Iterable[Deadline], on: date) -> list[Proposal]:
    near = [one for one in deadlines if on <= one.due <= on + DEADLINES_WITHIN and one.fitting]
    return [
        Proposal(
            ItemKind.FUNDING,
            "programme",
            one.key,
            _("%(title)s: Frist am %(due)s") % {"title": one.title, "due": _day(one.due)},
            one.text,
            10,
        )
        for one in sorted(near, key=lambda one: (one.due, one.key))
    ]


def _results(meeting: Meeting, fields: frozenset[str]) -> list[Proposal]:
    done = Cooperation.objects.filter(
        state=CooperationState.COMPLETED,
        closed_at__gte=meeting.starts_at - RESULTS_SINCE,
        closed_at__lt=meeting.starts_at,
    )
    return [
        Proposal(ItemKind.RESULTS, "cooperation", row.key, row.title, _reached(row))
        for row in _of_fields(done, fields).order_by("closed_at", "pk")
    ]


def _reached(row: Cooperation) -> str:
    number = row.reached_people
    if number is None:
        return ""
    return ngettext(
        "%(number)d Person erreicht.", "%(number)d Personen erreicht.", number
    ) % {"number": number}  # fmt: skip


def _of_fields(rows: QuerySet[Cooperation], fields: frozenset[str]) -> QuerySet[Cooperation]:
    if not fields:
        return rows
    own = Q(lead_field__code__in=fields) | Q(action_fields__code__in=fields)
    return rows.filter(pk__in=Cooperation.objects.filter(own).order_by().values("pk"))


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
