"""Coverage of cells as a table and its drawing, before and after the plan."""

import pytest
from django.utils.translation import override

from network.enums import Consent, CooperationState
from network.matching.cells import BY_CODE, CELLS, FIELDS, TRANSITIONS
from network.matching.coverage import Word
from network.matching.wording import Name
from network.models import Plan
from network.queries.coverage import standings
from network.queries.heat import Asked, Drawing, expected, fingerprint, heat_map, said
from tests.support.chain import NEXT, NOW, THIS, TODAY, cooperation, listing, match, partner
from tests.support.queries import expect_statements

pytestmark = pytest.mark.django_db
CELL = BY_CODE["primary-higher/energy/1"]


@pytest.fixture
def pair():
    return partner("Grundschule", "primary", district="sandow"), partner("Hochschule", "higher")


@pytest.fixture
def plan(pair):
    """A pair that will say yes with even odds."""
    first, second = (house.key for house in pair)
    pairs = [{"first": first, "second": second, "cells": [CELL.code], "probability": 0.5}]
    return Plan.objects.create(quarter=NEXT.code, pairs=pairs, created_at=NOW, changed_at=NOW)


def square(**asked):
    found = heat_map(Asked(**{"area": "1", "district": "", "quarter": NEXT, **asked}), TODAY)
    return found.square(found.standings[CELL])


def test_rows_stand_by_their_gaps(pair):
    cooperation(*pair)
    rows = heat_map(Asked("1", "", THIS), TODAY).rows
    gaps = [sum(square.standing.gap for square in squares) for _title, squares in rows]
    assert len(rows) == len(TRANSITIONS)
    assert gaps == sorted(gaps, reverse=True)
    assert len(set(gaps)) > 1


def test_drawing_equals_table(pair):
    cooperation(*pair)
    found = heat_map(Asked("1", "", THIS), TODAY)
    table = [(s.code, s.kind, s.percent) for _t, squares in found.rows for s in squares]
    drawn = [(s.code, s.kind, s.percent) for _x, _y, s in found.drawing.squares]
    assert fingerprint(table) == fingerprint(drawn)
    assert len({(x, y) for x, y, _s in found.drawing.squares}) == len(table) == 147
    assert isinstance(found.drawing, Drawing)
    assert {kind for _c, kind, _p in table} == {"gap", "thin"}


def test_every_square_lies_within_the_drawing(pair):
    drawing = heat_map(Asked("1", "", THIS), TODAY).drawing
    right = max(x for x, _y, _s in drawing.squares) + drawing.size
    lower = max(y for _x, y, _s in drawing.squares) + drawing.size
    assert (right, lower) <= (drawing.width, drawing.height)
    assert lower <= drawing.height


def test_a_fingerprint_tells_cells_apart_whatever_their_order():
    cells = [("a", "gap", 0), ("b", "thin", 60)]
    assert fingerprint(cells) == fingerprint(reversed(cells))
    assert fingerprint(cells) != fingerprint([("a", "gap", 0), ("b", "thin", 61)])


def test_after_the_plan_cells_are_covered_by_what_is_expected(pair):
    pairs = [{"cells": [CELL.code], "probability": 0.5}]
    found = standings(THIS, TODAY)
    assert expected(found, pairs)[CELL].word == Word.THIN
    assert found[CELL].word == Word.GAP


def test_two_pairs_add_up_to_full_coverage_at_most(pair):
    pairs = [{"cells": [CELL.code], "probability": chance} for chance in (0.7, 0.6)]
    assert expected(standings(THIS, TODAY), pairs)[CELL].covered == 1


def test_the_plan_counts_only_where_it_is_asked_for(plan):
    assert (square().percent, square().kind, square().word) == (0, "gap", "Lücke")
    after = square(is_after=True)
    assert (after.percent, after.kind, after.word) == (50, "thin", "dünn")
    assert square(is_after=True, quarter=THIS).percent == 0  # the plan is of the next


@pytest.mark.parametrize(
    ("state", "percent"),
    [
        (CooperationState.REQUESTED, 50),  # counts nothing yet, and may still say yes
        (CooperationState.AGREED, 40),
        (CooperationState.RUNNING, 60),
    ],
)
def test_a_pair_that_has_begun_counts_once(pair, plan, state, percent):
    cooperation(*pair, state=state)
    assert square(is_after=True).percent == percent


def test_a_pair_that_refused_adds_nothing(pair, plan):
    case = cooperation(*pair, state=CooperationState.DECLINED)
    case.parts.update(consent=Consent.REFUSED, consented_at=NOW)
    assert square(is_after=True).percent == 0


def test_a_district_gains_by_its_own_partners_only(plan):
    assert square(is_after=True, district="sandow").percent == 50
    assert square(is_after=True, district="mitte").percent == 0


def test_cells_in_which_a_suggestion_waits_are_marked(pair):
    assert not square().is_suggested
    match(*pair)
    assert square().is_suggested
    assert square(district="sandow").is_suggested
    assert not square(district="mitte").is_suggested
    found = heat_map(Asked("1", "", NEXT), TODAY)
    assert sum(one.is_suggested for _title, row in found.rows for one in row) == 1
    cooperation(*pair, state=CooperationState.PROPOSED)
    assert not square().is_suggested


def test_only_the_chosen_area_is_shown_and_all_are_counted(pair):
    cooperation(*pair)
    found = heat_map(Asked("2", "", THIS), TODAY)
    assert {s.standing.cell.area for _t, squares in found.rows for s in squares} == {"2"}
    assert sum(found.counts.values()) == len(CELLS)
    assert (found.counts["thin"], found.counts["good"]) == (1, 0)
    assert len(found.tabs) == 5
    assert found.area_title == found.tabs[1][1]


def test_a_file_has_a_line_for_each_cell(pair):
    cooperation(*pair)
    listing(pair[0])
    lines = heat_map(Asked("1", "", THIS), TODAY).lines()
    assert len(lines) == len(CELLS)
    ((title, _field, _area, *figures),) = [line for line in lines if line[5]]
    assert title == "Grundschule → Hochschule"
    assert figures[:-1] == [70, "dünn", 1, 0, 1, 0]
    assert [line[7] for line in lines].count(1) > 1  # the school's offer leads elsewhere as well


def test_an_address_keeps_what_is_asked_and_leaves_out_what_is_not():
    asked = Asked("1", "sandow", NEXT, is_after=True)
    assert asked.query() == "bereich=1&ortsteil=sandow&quartal=2027-1&stand=nachher"
    assert asked.query(district="", is_after=False) == "bereich=1&quartal=2027-1"


def test_words_follow_the_language(pair):
    found = heat_map(Asked("1", "", THIS), TODAY)
    assert len(found.fields) == len(FIELDS)
    with override("en"):
        assert (said(Name("Lücke", "gap")), square().word) == ("gap", "gap")
        assert square().title.startswith("Primary school → Higher education, ")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(number, plan):
    for place in range(number):
        houses = [partner(f"{place}{x}", "primary", district="sandow") for x in "ab"]
        cooperation(*houses)
        listing(houses[0])
    with expect_statements(28):
        lines = heat_map(Asked("1", "", NEXT, is_after=True), TODAY).lines()
    assert len(lines) == len(CELLS)
