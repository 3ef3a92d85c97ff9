"""What a quarter's plan is made of, and what the controls would give."""

from datetime import timedelta

import pytest

from lms.taxonomy.models import ActionField
from network.actions.plan import keep_plan
from network.enums import CooperationState, Solving
from network.matching.planning import BRIDGING, SAFETY
from network.models import Coordinator, Plan
from network.queries.plan import (
    LIMIT,
    Parameters,
    as_stored,
    coordinators,
    field_quotas,
    fields,
    ground,
    pins_and_vetoes,
    planned,
    stored_plan,
    waiting_plans,
)
from tests.factories.accounts import UserFactory
from tests.support.chain import (
    NEXT,
    NOW,
    THIS,
    TODAY,
    cooperation,
    key_of,
    listing,
    match,
    partner,
    staff,
)
from tests.support.queries import expect_statements

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


def coordinator(code, quota, **facts):
    return Coordinator.objects.create(
        field=ActionField.objects.get(code=code),
        user=UserFactory(),
        quarterly_quota=quota,
        **{"starts_on": TODAY, **facts},
    )


def test_what_if_reproduces_the_stored_checksum(houses):
    plan = kept()
    again = planned(ground(NEXT, TODAY), Parameters(**plan.parameters), plan)
    assert again.made.checksum == plan.checksum


def test_listings_without_a_match_change_no_plan(houses):
    before = planned(ground(NEXT, TODAY), Parameters(), None).made.chosen
    listing(partner("Neu", "adult"))
    assert before
    assert planned(ground(NEXT, TODAY), Parameters(), None).made.chosen == before


def test_a_plan_says_what_it_is_expected_to_close_and_why(houses):
    found = planned(ground(NEXT, TODAY), Parameters(), None)
    assert found.made.chosen == (key_of(houses[0], houses[2]),)
    assert found.effect.en == "1 cooperation is expected to close 1 gap."
    assert found.why(found.made.chosen[0])


def test_pins_and_vetoes_of_the_stored_plan_hold(houses):
    school, college, best, _lab = houses
    plan = Plan(pins=[key_of(school, college)], vetoes=[key_of(school, best)])
    assert pins_and_vetoes(plan) == ({key_of(school, college)}, {key_of(school, best)})
    assert pins_and_vetoes(None) == (set(), set())
    assert planned(ground(NEXT, TODAY), Parameters(), plan).made.chosen == (
        key_of(school, college),
    )


def test_changes_name_what_came_and_what_left(houses):
    school, college, best, _lab = houses
    found = ground(NEXT, TODAY)
    before = planned(found, Parameters(), None)
    after = planned(found, Parameters(), Plan(pins=[key_of(school, college)]))
    whole, rows = after.changes(before)
    assert whole.de.startswith("1 neu, 1 entfallen")
    assert {(one.kind, one.key) for one in rows} == {
        ("added", key_of(school, college)),
        ("removed", key_of(school, best)),
    }
    assert before.changes(before)[1] == []


def test_pairs_that_are_gone_have_left_the_stored_plan(houses):
    plan = kept()
    assert as_stored(ground(NEXT, TODAY), plan).made.chosen == plan.chosen != ()
    cooperation(houses[0], houses[2], state=CooperationState.REQUESTED)
    assert as_stored(ground(NEXT, TODAY), plan).made.chosen == ()


def test_a_quarter_has_its_own_plan(houses):
    plan = kept()
    assert stored_plan(NEXT) == plan
    assert stored_plan(THIS) is None


def test_who_waits_longest_is_solved_first():
    for number, (solving, minutes) in enumerate(
        [(Solving.WAITING, 5), (Solving.DONE, 0), (Solving.WAITING, 2), (Solving.RUNNING, 1)], 1
    ):
        Plan.objects.create(
            key=f"plan{number}",
            quarter=f"2027-{number}",
            solving=solving,
            solving_since=NOW + timedelta(minutes=minutes),
            created_at=NOW,
            changed_at=NOW,
        )
    assert waiting_plans(NOW + timedelta(minutes=6)) == ["plan3", "plan1"]
    # Whoever began the fourth was stopped: nobody will finish it.
    assert waiting_plans(NOW + timedelta(minutes=6, seconds=1)) == ["plan4", "plan3", "plan1"]


def test_parameters_are_those_stored_with_todays_quotas():
    plan = Plan(parameters=Parameters(limit=3, quotas={"energy": 9}, safety=2.0).stored())
    assert Parameters.of(plan, {"health": 1}) == Parameters(3, {"health": 1}, 0.0, 2.0)
    for nothing in (None, Plan()):
        assert Parameters.of(nothing, {"health": 1}) == Parameters(LIMIT, {"health": 1})


def test_quotas_are_of_who_coordinates_in_the_quarter():
    coordinator("energy", 2)
    coordinator("energy", 4)
    coordinator("energy", 9, is_deputy=True)
    coordinator("health", 3, ends_on=NEXT.first_day)
    coordinator("mobility", 5, ends_on=THIS.last_day)
    coordinator("education", 6, starts_on=NEXT.later(1).first_day)
    assert field_quotas(NEXT) == {"energy": 4, "health": 3}
    assert field_quotas(THIS) == {"energy": 4, "health": 3, "mobility": 5}
    places = [one.field.position for one in coordinators(NEXT)]
    assert places == sorted(places)


def test_who_touches_no_control_gets_what_was_measured_on_the_worlds(houses):
    problem = ground(NEXT, TODAY).problem(Parameters(), frozenset(), frozenset())
    assert (problem.safety, problem.bridging) == (SAFETY, BRIDGING) == (0.5, 0.5)


def test_there_are_seven_fields():
    assert len(fields()) == 7


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(number):
    for place in range(number):
        pair = [partner(f"{place}{x}", "primary", district="sandow") for x in "ab"]
        cooperation(*pair)
        match(pair[0], partner(f"{place}c", "adult"))
    with expect_statements(30):
        found = ground(NEXT, TODAY)
    with expect_statements(0):
        assert planned(found, Parameters(), None).made.chosen
