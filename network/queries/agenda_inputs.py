"""What plan, coverage and funding bring to a meeting's agenda."""

from datetime import date, datetime

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import override

from network.enums import PlanState
from network.matching.cells import Transition
from network.matching.coverage import Standing, Word, gaps, needed
from network.models import Meeting, Partner, Plan
from network.queries.agenda import (
    DEADLINES_WITHIN,
    MOST_GAPS,
    AgendaInputs,
    Deadline,
    Gap,
    PlannedPair,
)
from network.queries.candidates import pool, tied
from network.queries.coverage import houses, labels, standings
from network.queries.funding import deadlines_within
from network.queries.heat import said
from network.queries.plan import stored_plan
from network.queries.plan_page import told
from network.queries.quarters import Quarter
from network.queries.viewer import Viewer


def agenda_inputs(meeting: Meeting, *, viewer: Viewer, at: datetime) -> AgendaInputs:
    """Collect it for the quarter of a meeting, in German as the minutes are.

    ``viewer`` must steer; deadlines are counted from ``at``. Costs a constant number of queries,
    whatever the size of the network.
    """
    quarter = Quarter.of(localdate(meeting.starts_at))
    fields = frozenset(meeting.fields.values_list("code", flat=True))
    with override(settings.LANGUAGE_CODE):
        return AgendaInputs(
            plan=_plan(quarter),
            gaps=_gaps(quarter, fields, localdate(at)),
            deadlines=_deadlines(viewer, at),
        )


def plan_of(quarter: Quarter) -> Plan | None:
    """The locked plan of a quarter, else the plan for it or a later one that changed last."""
    own = stored_plan(quarter)
    if own is not None and own.state == PlanState.LOCKED:
        return own
    rows = Plan.objects.filter(quarter__gte=quarter.code).exclude(pairs=[])
    return rows.order_by("-changed_at").first()


def _plan(quarter: Quarter) -> tuple[PlannedPair, ...]:
    """The pairs nobody has begun yet, the most probable first."""
    plan = plan_of(quarter)
    if plan is None:
        return ()
    keys = {key for pair in plan.pairs for key in (pair["first"], pair["second"])}
    rows = Partner.objects.filter(key__in=keys).order_by()
    known = {key: (pk, name) for key, pk, name in rows.values_list("key", "pk", "name")}
    begun, found = tied(), []
    for pair in sorted(plan.pairs, key=lambda one: (-one["probability"], one["key"])):
        both = [known[pair[side]] for side in ("first", "second") if pair[side] in known]
        if len(both) < 2 or frozenset(pk for pk, _name in both) in begun:  # noqa: PLR2004
            continue
        title = " – ".join(name for _pk, name in both)
        text = " ".join(told(one) for one in pair["reasons"])
        found.append(PlannedPair(pair["key"], title, pair["lead_field"], text))
    return tuple(found)


def _gaps(quarter: Quarter, fields: frozenset[str], on: date) -> tuple[Gap, ...]:
    """The cells that matter most and in which nobody works, talks or has agreed.

    One for each transition and field: five areas of one pair of them say the same five times.
    """
    known = houses()
    empty: dict[tuple[Transition, str], Standing] = {}
    for one in gaps(standings(quarter, on, known=known)):
        if _is_empty(one) and (not fields or one.cell.field in fields):
            empty.setdefault((one.cell.transition, one.cell.field), one)
    suggestions, names = pool(quarter, known), labels()
    return tuple(
        Gap(
            key=one.cell.code,
            title=said(names.cell(one.cell)),
            weight=one.gap,
            fields=(one.cell.field,),
            text=said(needed(one, len(suggestions.closing(one.cell)), names)),
        )
        for one in list(empty.values())[:MOST_GAPS]
    )


def _deadlines(viewer: Viewer, at: datetime) -> tuple[Deadline, ...]:
    """The next deadline of each programme, with the cooperations that probably fit."""
    found: dict[str, Deadline] = {}
    for one in deadlines_within(DEADLINES_WITHIN.days, at, viewer):
        titles = [case.title for case in one.cases if case.is_fitting]
        due = localdate(one.deadline)
        deadline = Deadline(one.programme, one.title, due, one.fitting, ", ".join(titles))
        found.setdefault(one.programme, deadline)
    return tuple(found.values())


def _is_empty(one: Standing) -> bool:
    """A gap that matters and that nobody does anything about."""
    return one.weight > 0 and one.word is Word.GAP and not one.cooperations and not one.in_sight
