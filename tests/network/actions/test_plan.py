"""Keeping, wishing, locking and solving a quarter's plan."""

from datetime import timedelta

import pytest

from lms.common.errors import ConflictError, NotAllowedError
from lms.records.models import AuditEvent
from network.actions.plan import (
    ParametersError,
    Wish,
    keep_plan,
    lock_plan,
    set_quota,
    solve_plan,
    wish,
)
from network.enums import CooperationState, PlanState, Solving
from network.models import Coordinator, Plan
from network.queries.plan import PATIENCE, Parameters, ground, planned
from tests.support import admin
from tests.support.chain import (
    NEXT,
    NOW,
    TODAY,
    cooperation,
    key_of,
    match,
    partner,
    staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def houses():
    """A school that may work once, and three that fit it."""
    school = partner("Grundschule", "primary", capacity=1)
    others = [partner(name, "higher", capacity=2) for name in ("Hochschule", "Institut", "Labor")]
    for other, probability in zip(others, (0.4, 0.8, 0.6), strict=True):
        match(school, other, probability)
    return school, *others


def kept(**changes):
    wanted = Parameters(**{"limit": 5, **changes})
    return keep_plan(quarter=NEXT, wanted=wanted, actor=staff(), at=NOW)


def test_a_plan_says_what_it_was_made_of(houses):
    school, _college, best, _lab = houses
    plan = kept(limit=3, safety=2.0)
    assert plan.chosen == (key_of(school, best),)
    assert plan.parameters == {"limit": 3, "quotas": {}, "fairness": 0.0, "safety": 2.0}
    assert plan.value > 0
    assert len(plan.checksum) == 64
    assert plan.effect["de"] == "1 Kooperation schließt voraussichtlich 1 Lücke."
    assert plan.pairs[0]["reasons"][0]["de"]
    assert (plan.state, plan.solving) == (PlanState.DRAFT, Solving.WAITING)
    assert AuditEvent.objects.get(action="plan.keep").object_key == plan.key


def test_pairs_with_a_case_are_not_planned_again(houses):
    school, _college, best, lab = houses
    cooperation(school, best, state=CooperationState.REQUESTED)
    assert kept().chosen == (key_of(school, lab),)


def test_wishes_hold_and_the_change_is_told(houses):
    school, college, best, lab = houses
    kept()
    wish(quarter=NEXT, pair=key_of(school, best), kind=Wish.VETO, actor=staff("cora"), at=NOW)
    plan = keep_plan(quarter=NEXT, wanted=Parameters(limit=5), actor=staff("cleo"), at=NOW)
    assert plan.chosen == (key_of(school, lab),)
    kinds = {one["kind"]: one["reasons"] for one in plan.changes}
    assert kinds["summary"][0]["de"].startswith("1 neu, 1 entfallen")
    assert kinds["removed"][0]["de"] == "Von Ihnen ausgeschlossen."
    wish(quarter=NEXT, pair=key_of(school, college), kind=Wish.PIN, actor=staff("cher"), at=NOW)
    found = planned(ground(NEXT, TODAY), Parameters(limit=5), Plan.objects.get())
    assert found.made.chosen == (key_of(school, college),)
    wish(quarter=NEXT, pair=key_of(school, best), kind=Wish.FREE, actor=staff("cory"), at=NOW)
    assert Plan.objects.get().vetoes == []


def test_the_exact_plan_is_at_least_as_good_and_bounded(houses):
    plan = kept(quotas={"energy": 1})
    assert solve_plan(key=plan.key, at=NOW)
    solved = Plan.objects.get()
    assert (solved.method, solved.solving, solved.is_proven) == ("exact", Solving.DONE, True)
    assert solved.value >= plan.value - 1e-9
    assert solved.bound >= solved.value - 1e-9
    assert {"start", "bound", "end"} <= set(solved.progress)
    assert not solve_plan(key=plan.key, at=NOW)  # nothing waits any more


def test_a_computation_left_lying_is_begun_again(houses):
    plan = kept()
    Plan.objects.update(solving=Solving.RUNNING, solving_since=NOW)
    assert not solve_plan(key=plan.key, at=NOW + PATIENCE)  # somebody may be at it
    assert solve_plan(key=plan.key, at=NOW + PATIENCE + timedelta(seconds=1))
    assert Plan.objects.get().solving == Solving.DONE


@pytest.mark.parametrize(("kind", "place"), [(Wish.VETO, 2), (Wish.PIN, 1)])
def test_a_plan_that_breaks_a_wish_is_not_locked(houses, kind, place):
    kept()
    office, pair = staff("cora"), key_of(houses[0], houses[place])
    wish(quarter=NEXT, pair=pair, kind=kind, actor=office, at=NOW)
    with pytest.raises(ConflictError):
        lock_plan(quarter=NEXT, actor=office, at=NOW)
    assert Plan.objects.get().state == PlanState.DRAFT
    keep_plan(quarter=NEXT, wanted=Parameters(limit=5), actor=office, at=NOW)
    Plan.objects.update(solving=Solving.DONE)
    assert lock_plan(quarter=NEXT, actor=office, at=NOW).state == PlanState.LOCKED


def test_what_was_changed_meanwhile_is_not_overwritten(houses, monkeypatch):
    plan = kept()

    def slow(found, asked):
        pair = key_of(houses[0], houses[3])
        wish(quarter=NEXT, pair=pair, kind=Wish.PIN, actor=staff("cora"), at=NOW.replace(hour=11))
        return planned(found, Parameters(**asked.parameters), asked)

    monkeypatch.setattr("network.actions.plan.exact_plan", slow)
    assert not solve_plan(key=plan.key, at=NOW)
    assert (Plan.objects.get().method, Plan.objects.get().solving) == ("greedy", Solving.IDLE)


def test_a_failure_is_told(houses, monkeypatch):
    plan = kept()
    monkeypatch.setattr("network.actions.plan.exact_plan", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        solve_plan(key=plan.key, at=NOW)
    assert Plan.objects.get().solving == Solving.FAILED


def test_a_locked_plan_changes_no_more(houses):
    plan = kept()
    person = staff("cora")
    with pytest.raises(ConflictError):
        lock_plan(quarter=NEXT, actor=person, at=NOW)  # still being computed
    solve_plan(key=plan.key, at=NOW)
    lock_plan(quarter=NEXT, actor=person, at=NOW)
    before = list(Plan.objects.values())
    for forbidden in (
        lambda: keep_plan(quarter=NEXT, wanted=Parameters(), actor=person, at=NOW),
        lambda: wish(quarter=NEXT, pair="x", kind=Wish.PIN, actor=person, at=NOW),
        lambda: lock_plan(quarter=NEXT, actor=person, at=NOW),
    ):
        with pytest.raises(ConflictError):
            forbidden()
    assert list(Plan.objects.values()) == before


def test_nothing_planned_is_not_locked(houses):
    with pytest.raises(ConflictError):
        lock_plan(quarter=NEXT, actor=staff(), at=NOW)


def test_only_the_office_plans_and_locks(houses):
    klara = admin.coordinator("energy", name="klara")
    for forbidden in (
        lambda: keep_plan(quarter=NEXT, wanted=Parameters(), actor=klara, at=NOW),
        lambda: wish(quarter=NEXT, pair="x", kind=Wish.PIN, actor=klara, at=NOW),
        lambda: lock_plan(quarter=NEXT, actor=klara, at=NOW),
    ):
        with pytest.raises(NotAllowedError):
            forbidden()
    assert not Plan.objects.exists()


def test_coordinators_set_the_quota_of_their_own_field():
    klara = admin.coordinator("energy", name="klara")
    admin.coordinator("health", name="karl")
    own = frozenset({"energy"})
    set_quota(quarter=NEXT, field="energy", quota=3, fields=own, actor=klara, at=NOW)
    assert Coordinator.objects.get(field__code="energy").quarterly_quota == 3
    with pytest.raises(NotAllowedError):
        set_quota(quarter=NEXT, field="health", quota=3, fields=own, actor=klara, at=NOW)
    person = staff()
    set_quota(quarter=NEXT, field="health", quota=2, fields=frozenset(), actor=person, at=NOW)
    assert Coordinator.objects.get(field__code="health").quarterly_quota == 2
    for field, quota in (("health", -1), ("energy", 10**6), ("mobility", 1)):
        with pytest.raises(ParametersError):
            set_quota(
                quarter=NEXT, field=field, quota=quota, fields=frozenset(), actor=person, at=NOW
            )


@pytest.mark.parametrize(
    "changes", [{"limit": -1}, {"fairness": 1.1}, {"safety": 9}, {"quotas": {"energy": -1}}]
)
def test_controls_stay_in_their_range(changes):
    with pytest.raises(ParametersError):
        kept(**changes)
    assert not Plan.objects.exists()
