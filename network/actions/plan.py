"""Planning a quarter: keep a plan, fix or rule out pairs, lock it, solve it exactly."""

from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common.errors import ConflictError, DomainError, NotAllowedError
from lms.records.actions import record_event
from network.enums import PlanState, Solving
from network.matching.wording import Sentence
from network.models import Coordinator, Plan
from network.queries.plan import (
    MOST,
    PATIENCE,
    SAFEST,
    Ground,
    Parameters,
    Planned,
    as_stored,
    coordinators,
    ground,
    pins_and_vetoes,
    planned,
    to_solve,
)
from network.queries.quarters import Quarter
from network.rules import is_city_staff

SECONDS = 60  # for the exact plan
MOST_CHANGES = 40  # pairs whose change is told


class Wish(StrEnum):
    """What staff want of a pair."""

    PIN = "pin"
    VETO = "veto"
    FREE = "free"


class ParametersError(DomainError):
    """A control is out of its range."""


@transaction.atomic
def keep_plan(*, quarter: Quarter, wanted: Parameters, actor: User, at: datetime) -> Plan:
    """Store what the controls give as the quarter's draft; the exact plan is asked for with it.

    Raises:
        NotAllowedError: The actor is not city staff.
        ParametersError: A control is out of its range.
        ConflictError: The plan is locked.
    """
    _only_office(actor)
    _check(wanted)
    plan = _draft(quarter, actor, at)
    found = ground(quarter, localdate(at))
    before = as_stored(found, plan)
    new = planned(found, wanted, plan)
    plan.parameters = wanted.stored()
    _store(plan, new, before)
    plan.solving, plan.solving_since, plan.progress = Solving.WAITING, at, {}
    plan.author, plan.changed_at = actor, at
    plan.save()
    _record("plan.keep", plan, actor, at)
    return plan


@transaction.atomic
def wish(*, quarter: Quarter, pair: str, kind: Wish, actor: User, at: datetime) -> Plan:
    """Fix a pair, rule it out, or leave it to the plan again.

    Raises:
        NotAllowedError: The actor is not city staff.
        ConflictError: The plan is locked.
    """
    _only_office(actor)
    plan = _draft(quarter, actor, at)
    pins, vetoes = set(plan.pins) - {pair}, set(plan.vetoes) - {pair}
    if kind == Wish.PIN:
        pins.add(pair)
    elif kind == Wish.VETO:
        vetoes.add(pair)
    plan.pins, plan.vetoes, plan.changed_at = sorted(pins), sorted(vetoes), at
    plan.solving = Solving.IDLE  # what is being computed no longer answers the question
    plan.save()
    _record(f"plan.{kind.value}", plan, actor, at, pair=pair)
    return plan


@transaction.atomic
def lock_plan(*, quarter: Quarter, actor: User, at: datetime) -> Plan:
    """Make the draft the quarter's plan; it changes no more.

    Raises:
        NotAllowedError: The actor is not city staff.
        ConflictError: It is locked, nothing is chosen, it is still being computed, or somebody
            fixed or ruled out a pair since it was stored.
    """
    _only_office(actor)
    plan = _draft(quarter, actor, at)
    if not plan.pairs:
        raise ConflictError(_("Der Plan ist leer. Speichern Sie zuerst einen Entwurf."))
    if plan.solving in {Solving.WAITING, Solving.RUNNING} and not is_lost(plan, at):
        raise ConflictError(_("Der Plan wird noch gerechnet. Bitte warten Sie einen Moment."))
    _check_wishes(plan)
    plan.state, plan.locked_at, plan.changed_at = PlanState.LOCKED, at, at
    plan.save()
    _record("plan.lock", plan, actor, at)
    return plan


@transaction.atomic
def set_quota(
    *, quarter: Quarter, field: str, quota: int, fields: frozenset[str], actor: User, at: datetime
) -> None:
    """Say how many new cooperations a field can look after in a quarter.

    ``fields`` is what the actor coordinates; city staff may set every field's.

    Raises:
        NotAllowedError: Another field than one's own.
        ParametersError: Nobody coordinates the field, or the number is out of its range.
    """
    if not is_city_staff(actor) and field not in fields:
        raise NotAllowedError(_("Sie können nur das Kontingent Ihres eigenen Feldes ändern."))
    if not 0 <= quota <= MOST:
        raise ParametersError(
            _("Bitte geben Sie eine Zahl von 0 bis %(most)s an.") % {"most": MOST}
        )
    rows = [row.pk for row in coordinators(quarter).filter(field__code=field)]
    if not rows:
        raise ParametersError(_("Für dieses Feld ist noch keine Koordination benannt."))
    Coordinator.objects.filter(pk__in=rows).update(quarterly_quota=quota)
    record_event(
        action="plan.quota",
        object_type="field",
        object_key=field,
        at=at,
        actor_key=actor.key,
        data={"quota": quota},
    )


def solve_plan(*, key: str, at: datetime) -> bool:
    """Solve a kept plan exactly and store it where it is better; only a task may call this.

    Safe to run twice: what neither waits nor was left lying half done is left alone. Tells
    whether it solved anything.
    """
    begun = Plan.objects.filter(to_solve(at), key=key, state=PlanState.DRAFT)
    if not begun.update(solving=Solving.RUNNING, solving_since=at):
        return False
    plan = Plan.objects.get(key=key)
    found = ground(_quarter(plan), localdate(at))
    try:
        best = exact_plan(found, plan)
    except Exception:
        Plan.objects.filter(key=key).update(solving=Solving.FAILED)
        raise
    return _take_over(best, plan)


@transaction.atomic
def _take_over(best: Planned, asked: Plan) -> bool:
    """Store the exact plan, unless somebody changed what was asked meanwhile."""
    plan = Plan.objects.select_for_update().get(pk=asked.pk)
    if plan.changed_at != asked.changed_at or plan.state != PlanState.DRAFT:
        return False
    is_new = best.made.chosen != plan.chosen
    _store(plan, best, as_stored(best.ground, plan) if is_new else None)
    plan.solving = Solving.DONE
    plan.save()
    return True


def exact_plan(found: Ground, plan: Plan) -> Planned:
    """The best plan for what is stored; its progress is written along."""
    from network.matching.exact import exact  # noqa: PLC0415  (numeric libraries)

    progress: dict[str, float | None] = {}

    def tell(stage: str, figure: float | None) -> None:
        progress[stage] = figure
        Plan.objects.filter(pk=plan.pk).update(progress=progress)

    problem = found.problem(Parameters(**plan.parameters), *pins_and_vetoes(plan))
    made = exact(problem, seconds=SECONDS, progress=tell, labels=found.labels)
    return Planned(found, problem, made)


def is_lost(plan: Plan, at: datetime) -> bool:
    """A computation that should have ended long ago: the worker was stopped."""
    return plan.solving_since is None or plan.solving_since < at - PATIENCE


def _quarter(plan: Plan) -> Quarter:
    found = Quarter.parse(plan.quarter)
    assert found is not None  # noqa: S101  (stored by us)
    return found


def _draft(quarter: Quarter, actor: User, at: datetime) -> Plan:
    """The quarter's plan, made where there is none, to be changed.

    Raises:
        ConflictError: It is locked.
    """
    facts = {"author": actor, "created_at": at, "changed_at": at}
    Plan.objects.get_or_create(quarter=quarter.code, defaults=facts)
    plan = Plan.objects.select_for_update().get(quarter=quarter.code)
    if plan.state == PlanState.LOCKED:
        raise ConflictError(_("Dieser Plan ist festgeschrieben und ändert sich nicht mehr."))
    return plan


def _store(plan: Plan, new: Planned, before: Planned | None) -> None:
    made = new.made
    known = new.problem.by_key()
    plan.pairs = [
        {
            "key": key,
            "first": known[key].first,
            "second": known[key].second,
            "probability": known[key].probability,
            "lead_field": known[key].lead_field,
            "cells": sorted(cell.code for cell in known[key].cells),
            "reasons": _plain(new.why(key)),
        }
        for key in made.chosen
    ]
    plan.value, plan.bound, plan.seconds = made.value, made.bound, made.seconds
    plan.method, plan.checksum, plan.is_proven = made.method, made.checksum, made.proven
    plan.effect = asdict(new.effect)
    plan.notes = _plain((*made.faults, *made.notes))
    if before is not None and before.made.chosen != made.chosen:
        plan.changes = _changes(new, before)


def _changes(new: Planned, before: Planned) -> list[dict[str, Any]]:
    """The change in one sentence, then pair by pair with reasons."""
    whole, rows = new.changes(before)
    told = [{"kind": "summary", "reasons": _plain((whole,))}]
    told += [
        {"kind": one.kind, "key": one.key, "reasons": _plain(one.reasons)}
        for one in rows[:MOST_CHANGES]
    ]
    return told


def _plain(sentences: tuple[Sentence, ...]) -> list[dict[str, str]]:
    return [asdict(one) for one in sentences]


def _only_office(actor: User) -> None:
    if not is_city_staff(actor):
        raise NotAllowedError(_("Pläne bearbeitet die Netzwerkstelle der Stadtverwaltung."))


def _check_wishes(plan: Plan) -> None:
    pins, vetoes = pins_and_vetoes(plan)
    chosen = frozenset(plan.chosen)
    if vetoes & chosen:
        raise ConflictError(
            _("Im Plan steht noch ein ausgeschlossenes Paar. Bitte speichern Sie ihn neu.")
        )
    if pins - chosen:
        raise ConflictError(_("Im Plan fehlt ein festes Paar: bitte freigeben oder neu speichern."))


def _check(wanted: Parameters) -> None:
    is_right = (
        0 <= wanted.limit <= MOST
        and 0 <= wanted.fairness <= 1
        and 0 <= wanted.safety <= SAFEST
        and all(0 <= quota <= MOST for quota in wanted.quotas.values())
    )
    if not is_right:
        raise ParametersError(_("Eine der Vorgaben liegt außerhalb ihres Bereichs."))


def _record(action: str, plan: Plan, actor: User, at: datetime, **data: str) -> None:
    record_event(
        action=action,
        object_type="plan",
        object_key=plan.key,
        at=at,
        actor_key=actor.key,
        data={"quarter": plan.quarter, **data},
    )
