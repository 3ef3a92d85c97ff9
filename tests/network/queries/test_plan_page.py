"""Everything the planner's page shows: the plan, what is stored, what changes."""

import pytest
from django.utils.translation import override

from network.actions.plan import Wish, keep_plan, lock_plan, solve_plan, wish
from network.enums import CooperationState, Solving
from network.models import Plan
from network.queries.plan import Parameters
from network.queries.plan_page import plan_page, told
from tests.support import admin
from tests.support.chain import NEXT, NOW, THIS, TODAY, cooperation, key_of, match, partner, staff
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def houses():
    """A school that may work once, and two that fit it."""
    school = partner("Grundschule", "primary", capacity=1)
    others = [partner(name, "higher", capacity=2) for name in ("Hochschule", "Institut")]
    for other, probability in zip(others, (0.4, 0.8), strict=True):
        match(school, other, probability)
    return school, *others


@pytest.fixture
def office():
    return staff()


def shown(quarter=NEXT, **wanted):
    return plan_page(quarter, Parameters(**wanted), TODAY)


def keep(office):
    return keep_plan(quarter=NEXT, wanted=Parameters(), actor=office, at=NOW)


def test_a_chosen_pair_is_told_with_its_reasons(houses):
    school, _college, best = houses
    (row,) = shown().pairs
    assert row.key == key_of(school, best)
    assert set(row.suggestion.names) == {"Grundschule", "Institut"}
    assert (row.percent, row.cells, row.wish) == (80, 1, "")
    assert row.field
    assert row.reasons
    assert shown().effect == "1 Kooperation schließt voraussichtlich 1 Lücke."
    assert not Plan.objects.exists()


def test_without_a_stored_plan_nothing_is_stored_and_nothing_changes(houses):
    page = shown()
    assert (page.plan, page.stored, page.stored_changes, page.stored_effect) == (None, [], [], "")
    assert (page.change, page.changes, page.vetoed) == ("", [], [])
    assert (page.is_locked, page.is_solving) == (False, False)


def test_controls_tell_what_they_would_change(houses, office):
    keep(office)
    assert shown().changes == []
    page = shown(limit=0)
    assert page.pairs == []
    assert page.change
    (gone,) = page.changes
    assert set(gone.names.split(" – ")) == {"Grundschule", "Institut"}
    assert not gone.is_new
    assert gone.reasons


def test_wishes_are_marked(houses, office):
    school, college, best = houses
    wish(quarter=NEXT, pair=key_of(school, college), kind=Wish.PIN, actor=office, at=NOW)
    wish(quarter=NEXT, pair=key_of(school, best), kind=Wish.VETO, actor=office, at=NOW)
    page = shown()
    assert [(row.key, row.wish) for row in page.pairs] == [(key_of(school, college), "pin")]
    assert [(row.key, row.wish) for row in page.vetoed] == [(key_of(school, best), "veto")]
    assert page.vetoed[0].reasons == []


def test_a_ruled_out_pair_whose_match_is_gone_can_still_be_named(houses, office):
    school, _college, best = houses
    wish(quarter=NEXT, pair=key_of(school, best), kind=Wish.VETO, actor=office, at=NOW)
    cooperation(school, best, state=CooperationState.REQUESTED)
    (row,) = shown().vetoed
    assert (row.key, row.suggestion, row.percent) == (key_of(school, best), None, 0)


def test_the_stored_plan_is_told_as_it_was(houses, office):
    school, _college, best = houses
    keep(office)
    cooperation(school, best, state=CooperationState.REQUESTED)
    page = shown()
    (pair,) = page.stored
    assert set(pair.names.split(" – ")) == {"Grundschule", "Institut"}
    assert pair.reasons
    assert page.stored_effect == "1 Kooperation schließt voraussichtlich 1 Lücke."
    with override("en"):
        assert page.stored_effect == "1 cooperation is expected to close 1 gap."
    assert shown(THIS).stored == []


def test_what_became_different_when_it_was_stored_stays(houses, office):
    school, _college, best = houses
    keep(office)
    wish(quarter=NEXT, pair=key_of(school, best), kind=Wish.VETO, actor=office, at=NOW)
    keep(office)
    rows = shown().stored_changes
    assert (rows[0].names, rows[0].reasons[0][:18]) == ("", "1 neu, 1 entfallen")
    names = {row.is_new: set(row.names.split(" – ")) for row in rows[1:]}
    assert names == {True: {"Grundschule", "Hochschule"}, False: {"Grundschule", "Institut"}}


def test_it_is_computed_and_locked(houses, office):
    plan = keep(office)
    assert shown().is_solving
    solve_plan(key=plan.key, at=NOW)
    assert Plan.objects.get().solving == Solving.DONE
    assert (shown().is_solving, shown().is_locked) == (False, False)
    lock_plan(quarter=NEXT, actor=office, at=NOW)
    assert shown().is_locked


def test_wishes_that_cannot_be_met_are_faults(houses, office):
    school, college, best = houses
    for other in (college, best):  # the school may work once
        wish(quarter=NEXT, pair=key_of(school, other), kind=Wish.PIN, actor=office, at=NOW)
    page = shown()
    assert page.faults
    assert page.pairs == []
    assert {row.key for row in page.missing} == {key_of(school, college), key_of(school, best)}
    wish(quarter=NEXT, pair=key_of(school, best), kind=Wish.FREE, actor=office, at=NOW)
    assert (shown().faults, shown().missing) == ([], [])


def test_a_sentence_follows_the_language():
    stored = {"code": "x", "de": "Ja.", "en": "Yes."}
    assert told(stored) == "Ja."
    with override("en"):
        assert told(stored) == "Yes."


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(number, office):
    admin.coordinator("energy", name="klara")
    for place in range(number):
        pair = [partner(f"{place}{x}", "primary", district="sandow") for x in "ab"]
        cooperation(*pair)
        match(pair[0], partner(f"{place}c", "adult"))
    keep(office)
    with expect_statements(32):
        page = shown()
    with expect_statements(0):
        assert [row.suggestion for row in page.pairs]
        assert [one.field.title for one in page.coordinators]
        assert len(page.stored) == number
