"""The plan of a quarter: what it is made of, what the controls would give, what is stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from lms.taxonomy.models import ActionField
from network.enums import PlanState, Solving
from network.matching.cells import Labels
from network.matching.coverage import base, effect
from network.matching.difference import Change, difference, summary, why
from network.matching.planning import SAFETY, Plan as Made, Problem
from network.matching.what_if import what_if
from network.matching.wording import Sentence
from network.models import Coordinator, Plan
from network.queries.candidates import Pool, pool
from network.queries.coverage import Standings, houses, labels, standings
from network.queries.quarters import Quarter

LIMIT = 20  # cooperations in a quarter, where nobody said
MOST = 500
PATIENCE = timedelta(minutes=5)  # after which a computation is taken for lost
SAFEST = 5.0


@dataclass(frozen=True)
class Parameters:
    """The controls. ``safety`` λ from 0 (gaps only) to 5; ``fairness`` φ from 0 to 1."""

    limit: int = LIMIT
    quotas: Mapping[str, int] = field(default_factory=dict)  # of each action field
    fairness: float = 0.0
    safety: float = SAFETY

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def of(cls, plan: Plan | None, quotas: Mapping[str, int]) -> "Parameters":
        """Those of a stored plan, else the usual ones with the coordinators' quotas."""
        return (
            cls(**{**plan.parameters, "quotas": quotas})
            if plan and plan.parameters
            else cls(quotas=quotas)
        )


@dataclass(frozen=True)
class Ground:
    """All a plan of a quarter depends on but the controls; read once for several plans."""

    quarter: Quarter
    pool: Pool
    standings: Standings
    labels: Labels

    def problem(self, wanted: Parameters, pins: frozenset[str], vetoes: frozenset[str]) -> Problem:
        """The planning problem for some controls."""
        return Problem(
            candidates=self.pool.candidates,
            capacities=self.pool.capacities,
            limit=wanted.limit,
            quotas=dict(wanted.quotas),
            fairness=wanted.fairness,
            safety=wanted.safety,
            pins=pins,
            vetoes=vetoes,
            covered=base(self.standings),
            weights={cell: one.weight for cell, one in self.standings.items()},
        )


def ground(quarter: Quarter, on: date) -> Ground:
    """Read the network for planning; 30 queries, whatever its size."""
    known = houses()
    found = pool(quarter, known)
    return Ground(quarter, found, standings(quarter, on, known=known), labels(found.names))


def stored_plan(quarter: Quarter) -> Plan | None:
    """The plan of a quarter."""
    return Plan.objects.filter(quarter=quarter.code).first()


def to_solve(at: datetime) -> Q:
    """Plans whose exact computation nobody has begun, or whoever began it was stopped."""
    lost = Q(solving_since=None) | Q(solving_since__lt=at - PATIENCE)
    return Q(solving=Solving.WAITING) | (Q(solving=Solving.RUNNING) & lost)


def waiting_plans(at: datetime) -> list[str]:
    """Keys of the drafts that must still be solved exactly, who waits longest first."""
    rows = Plan.objects.filter(to_solve(at), state=PlanState.DRAFT).order_by("solving_since", "pk")
    return list(rows.values_list("key", flat=True))


def field_quotas(quarter: Quarter) -> dict[str, int]:
    """What the coordinators of each field can look after; fields without one are missing."""
    found: dict[str, int] = {}
    for code, quota in coordinators(quarter).values_list("field__code", "quarterly_quota"):
        found[code] = max(quota, found.get(code, 0))
    return found


def coordinators(quarter: Quarter) -> QuerySet[Coordinator]:
    """Who looks after a field in a quarter, deputies aside."""
    goes_on = Q(ends_on=None) | Q(ends_on__gte=quarter.first_day)
    rows = Coordinator.objects.filter(goes_on, is_deputy=False, starts_on__lte=quarter.last_day)
    return rows.order_by("field__position", "pk")


def fields() -> list[ActionField]:
    """The seven action fields."""
    return list(ActionField.objects.all())


@dataclass(frozen=True)
class Planned:
    """A problem, the plan made for it, and what it says in words."""

    ground: Ground
    problem: Problem
    made: Made

    @property
    def effect(self) -> Sentence:
        """How many gaps the plan is expected to close."""
        return effect(self.problem, self.made.chosen)

    def why(self, key: str) -> tuple[Sentence, ...]:
        """Why a pair is in the plan."""
        return why(self.problem, self.made, key, self.ground.labels)

    def changes(self, before: "Planned") -> tuple[Sentence, list[Change]]:
        """What differs from another plan: in one sentence, and pair by pair."""
        rows = difference(
            (before.problem, before.made), (self.problem, self.made), self.ground.labels
        )
        return summary(before.made, self.made), rows


def planned(found: Ground, wanted: Parameters, plan: Plan | None) -> Planned:
    """What the controls would give, with the pins and vetoes of the stored plan."""
    problem = found.problem(wanted, *pins_and_vetoes(plan))
    return Planned(found, problem, what_if(problem, found.labels))


def pins_and_vetoes(plan: Plan | None) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of pairs that staff want in every plan, and in none."""
    return (frozenset(plan.pins), frozenset(plan.vetoes)) if plan else (frozenset(), frozenset())


def as_stored(found: Ground, plan: Plan) -> Planned:
    """The stored plan against today's network: pairs that are gone have left it."""
    wanted = Parameters(**plan.parameters) if plan.parameters else Parameters()
    known = {one.key for one in found.pool.candidates}
    chosen = tuple(key for key in plan.chosen if key in known)
    made = Made(chosen, plan.value, plan.method, plan.checksum, bound=plan.bound)
    return Planned(found, found.problem(wanted, *pins_and_vetoes(plan)), made)
