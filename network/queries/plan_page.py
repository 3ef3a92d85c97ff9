"""The planner's page: what the controls give, what is stored, what changes and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from network.enums import PlanState, Solving
from network.matching.difference import ADDED
from network.matching.wording import Sentence
from network.models import Coordinator, Plan
from network.queries.candidates import Suggestion
from network.queries.heat import said
from network.queries.plan import (
    Ground,
    Parameters,
    Planned,
    as_stored,
    coordinators,
    ground,
    pins_and_vetoes,
    planned,
    stored_plan,
)
from network.queries.quarters import Quarter


@dataclass(frozen=True)
class PairRow:
    """One chosen or ruled out pair."""

    key: str
    suggestion: Suggestion | None  # None: it is no longer to be had
    percent: int
    field: str
    reasons: list[str]
    cells: int
    wish: str  # pin, veto or ""


@dataclass(frozen=True)
class StoredPair:
    """A pair of the stored plan, told also where its match is gone by now."""

    names: str
    reasons: list[str]


@dataclass(frozen=True)
class ChangeRow:
    """A pair that comes in or leaves; without names: the change as a whole."""

    names: str
    is_new: bool
    reasons: list[str]


@dataclass(frozen=True)
class PlanPage:
    """Everything the page shows; ``plan`` is what is stored for the quarter."""

    quarter: Quarter
    plan: Plan | None
    wanted: Parameters
    shown: Planned
    pairs: list[PairRow]
    vetoed: list[PairRow]
    missing: list[PairRow]  # fixed, but not chosen: only here they can be released
    change: str
    changes: list[ChangeRow]
    coordinators: list[Coordinator]

    @property
    def is_locked(self) -> bool:
        """Nothing changes any more."""
        return self.plan is not None and self.plan.state == PlanState.LOCKED

    @property
    def is_solving(self) -> bool:
        """The exact plan is being computed."""
        return self.plan is not None and self.plan.solving in {Solving.WAITING, Solving.RUNNING}

    @property
    def stored_effect(self) -> str:
        """What was expected of the stored plan."""
        return told(self.plan.effect) if self.plan and self.plan.effect else ""

    @property
    def stored(self) -> list[StoredPair]:
        """The pairs of the stored plan with their reasons of that day."""
        return [
            StoredPair(_names(self.shown.ground, pair["key"]), _told(pair["reasons"]))
            for pair in (self.plan.pairs if self.plan else [])
        ]

    @property
    def stored_changes(self) -> list[ChangeRow]:
        """What became different when it was last stored."""
        return [
            ChangeRow(
                names=_names(self.shown.ground, one["key"]) if "key" in one else "",
                is_new=one["kind"] == ADDED,
                reasons=_told(one["reasons"]),
            )
            for one in (self.plan.changes if self.plan else [])
        ]

    @property
    def effect(self) -> str:
        """How many gaps it is expected to close."""
        return said(self.shown.effect)

    @property
    def faults(self) -> list[str]:
        """Why no plan is possible."""
        return [said(one) for one in self.shown.made.faults]

    @property
    def notes(self) -> list[str]:
        """What limits the plan."""
        return [said(one) for one in self.shown.made.notes]


def plan_page(quarter: Quarter, wanted: Parameters, on: date) -> PlanPage:
    """Read and plan; 32 queries, whatever the number of matches."""
    plan, found = stored_plan(quarter), ground(quarter, on)
    shown = planned(found, wanted, plan)
    change, changes = _changes(shown, plan)
    return PlanPage(
        quarter=quarter,
        plan=plan,
        wanted=wanted,
        shown=shown,
        pairs=[_row(shown, key, plan) for key in shown.made.chosen],
        vetoed=[_row(shown, key, plan) for key in (plan.vetoes if plan else [])],
        missing=[_row(shown, key, plan) for key in _missing(shown, plan)],
        change=change,
        changes=changes,
        coordinators=list(coordinators(quarter).select_related("field")),
    )


def _missing(shown: Planned, plan: Plan | None) -> list[str]:
    """What staff fixed and the plan cannot hold; of a locked plan nothing can be released."""
    if plan is None or plan.state == PlanState.LOCKED:
        return []
    pins, _vetoes = pins_and_vetoes(plan)
    return sorted(pins - set(shown.made.chosen))


def _row(shown: Planned, key: str, plan: Plan | None) -> PairRow:
    one = shown.problem.by_key().get(key)
    known: Ground = shown.ground
    wish = ""
    if plan is not None:
        wish = "pin" if key in plan.pins else "veto" if key in plan.vetoes else ""
    is_chosen = one is not None and key in shown.made.chosen
    return PairRow(
        key=key,
        suggestion=known.pool.suggestions.get(key),
        percent=round(100 * one.probability) if one else 0,
        field=said(known.labels.field_name(one.lead_field)) if one and one.lead_field else "",
        reasons=[said(reason) for reason in shown.why(key)] if is_chosen else [],
        cells=len(one.cells) if one else 0,
        wish=wish,
    )


def _changes(shown: Planned, plan: Plan | None) -> tuple[str, list[ChangeRow]]:
    """What the controls change against the stored plan."""
    if plan is None or not plan.pairs:
        return "", []
    whole, rows = shown.changes(as_stored(shown.ground, plan))
    if not rows:
        return "", []
    return said(whole), [
        ChangeRow(
            names=_names(shown.ground, one.key),
            is_new=one.kind == ADDED,
            reasons=[said(reason) for reason in one.reasons],
        )
        for one in rows
    ]


def _names(found: Ground, key: str) -> str:
    return " – ".join(found.pool.names.get(part, part) for part in key.split("-"))


def told(sentence: dict[str, Any]) -> str:
    """A stored sentence in the active language."""
    return said(Sentence(**sentence))


def _told(sentences: list[dict[str, Any]]) -> list[str]:
    return [told(one) for one in sentences]
